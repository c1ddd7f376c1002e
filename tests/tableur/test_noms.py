"""Les noms des locataires, compris sans rien inventer."""

from __future__ import annotations

import pytest

from relogement.tableur.noms import Identite, comprendre


@pytest.mark.parametrize(
    ("ecrit", "compris"),
    [
        ("DUPONT Jean", Identite("DUPONT", "Jean")),
        ("Jean DUPONT", Identite("DUPONT", "Jean")),
        ("M. DUPONT Jean", Identite("DUPONT", "Jean")),
        ("Mme LE GOFF Anne-Marie", Identite("LE GOFF", "Anne-Marie")),
        ("L'HÉNORET André", Identite("L'HÉNORET", "André")),
        ("d'ANGELO Gülçen", Identite("d'ANGELO", "Gülçen")),
        ("AÏT-AHMED Zoé", Identite("AÏT-AHMED", "Zoé")),
        ("de LA TOUR Jean", Identite("de LA TOUR", "Jean")),
        ("MARTIN née DUPONT Anne", Identite("MARTIN née DUPONT", "Anne")),
        ("M. et Mme DUPONT Jean", Identite("DUPONT", "Jean", "Mme DUPONT")),
        ("M ou Mme DUPONT Jean", Identite("DUPONT", "Jean", "Mme DUPONT")),
        ("M. DUPONT Jean et Mme MARTIN Anne", Identite("DUPONT", "Jean", "MARTIN Anne")),
        ("DUPONT Jean / MARTIN Anne", Identite("DUPONT", "Jean", "MARTIN Anne")),
        ("Dupont Jean", Identite("Dupont Jean")),
        ("DUPONT JEAN", Identite("DUPONT JEAN")),
        ("DUPONT", Identite("DUPONT")),
        ("EL AMRANI", Identite("EL AMRANI")),
        ("MME", Identite("MME")),
    ],
)
def test_une_case_qui_porte_tout(ecrit: str, compris: Identite) -> None:
    assert comprendre(ecrit, None) == compris


def test_le_nom_reste_tel_quel_quand_le_prenom_est_a_part() -> None:
    assert comprendre("DUPONT MARTIN", "Jean") == Identite("DUPONT MARTIN", "Jean")
    assert comprendre("Mme D'ANGELO", "Zoé") == Identite("D'ANGELO", "Zoé")
    assert comprendre("MME", "Zoé") == Identite("MME", "Zoé")
