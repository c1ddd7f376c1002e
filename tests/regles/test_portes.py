"""L'ordre des portes : on monte l'escalier, les nombres se comparent comme des nombres, l'inconnu vient à la fin."""

from __future__ import annotations

from relogement.regles.portes import rang_de_porte


def test_on_monte_batiment_apres_batiment_escalier_etage_porte() -> None:
    portes = [
        ("Bât. 2", "A", -1, "1"), ("Bât. 2", "A", 0, "2"), ("Bât. 2", "A", 0, "10"), ("Bât. 2", "A", 0, "10 bis"),
        ("Bât. 2", "A", 1, "1"), ("Bât. 2", "B", 0, "1"), ("Bât. 10", "A", 0, "1"), ("Bât. 10", "A", 3, None),
        ("Bât. 10", "A", None, "1"), ("Bât. 10", None, 0, "1"), (None, None, None, None),
    ]
    melangees = portes[5:] + portes[:5]
    assert sorted(melangees, key=lambda p: rang_de_porte(*p)) == portes


def test_les_accents_et_la_casse_ne_comptent_pas() -> None:
    assert rang_de_porte("ÉRABLE", None, 0, "a") == rang_de_porte("erable", " ", 0, "A")
