"""La charte est une donnée : chaque chiffre dit qui le fixe, et la version du jour du déclencheur compte."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from relogement.commun import ErreurMetier, ressource
from relogement.regles.charte import parametres
from relogement.regles.charte.cles import CLES
from relogement.regles.charte.parametres import Charte, SourceParametre, charger_charte, lire_charte

TEXTE = ressource("chartes/nantes_2017.toml").read_text(encoding="utf-8")
VERSION_2026 = """
[[version]]
du = 2026-07-01
libelle = "Charte locale"
[version.parametres.entretien_jours]
valeur = 60
unite = "jours"
source = "charte"
reference = "Charte locale, article 3"
"""


def test_la_charte_de_nantes_fixe_tous_les_parametres_et_resume_ses_quatorze_articles() -> None:
    charte = charger_charte("nantes_2017")
    assert charte.versions[0].parametres.keys() == CLES.keys()
    assert [a.numero for a in charte.articles] == list(range(1, 15))
    assert all(p.reference and p.unite for p in charte.versions[0].parametres.values())


@pytest.mark.parametrize(
    ("cle", "valeur", "source"),
    [
        ("propositions_nombre", 3, SourceParametre.CHARTE),
        ("neuf_ans", 5, SourceParametre.CHARTE),
        ("suivi_mois", 6, SourceParametre.CHARTE),
        ("prolongation_mois", 6, SourceParametre.CHARTE),
        ("proposition_reponse_jours", 10, SourceParametre.LOI),
        ("mensualite_tolerance_centimes", 3000, SourceParametre.PROJET),
        ("suivi_visites_mois", (1, 3, 6), SourceParametre.PROJET),
    ],
)
def test_chaque_chiffre_dit_qui_le_fixe(cle: str, valeur: object, source: SourceParametre) -> None:
    p = charger_charte().parametre(cle, date(2026, 1, 1))
    assert (p.valeur, p.source) == (valeur, source)


def _deux_versions() -> Charte:
    return lire_charte(TEXTE + VERSION_2026, "essai.toml")


def test_la_version_change_le_jour_dit_et_garde_ce_qu_elle_ne_redit_pas() -> None:
    charte = _deux_versions()
    assert charte.entier("entretien_jours", date(2026, 6, 30)) == 90
    assert charte.entier("entretien_jours", date(2026, 7, 1)) == 60
    assert charte.entier("frais_jours", date(2026, 7, 1)) == 60


def test_avant_la_premiere_version_la_premiere_vaut() -> None:
    assert _deux_versions().entier("entretien_jours", date(1990, 1, 1)) == 90


def test_un_taux_se_lit_en_decimal_exact() -> None:
    charte = lire_charte(TEXTE.replace('valeur = 10\nunite = "% de', 'valeur = 7.1\nunite = "% de'), "essai.toml")
    assert charte.taux("mensualite_tolerance_pour_cent", date(2026, 1, 1)) == Decimal("7.1")


def test_une_charte_inconnue_est_dite() -> None:
    with pytest.raises(ErreurMetier, match="atlantide"):
        charger_charte("atlantide")


def test_une_charte_n_est_lue_qu_une_fois_et_sert_a_tous() -> None:
    assert charger_charte() is charger_charte("nantes_2017")


def test_une_charte_partagee_ne_peut_pas_etre_changee() -> None:
    charte = charger_charte()
    with pytest.raises(TypeError):
        charte.versions[0].parametres["neuf_ans"] = charte.parametre("suivi_mois", date(2026, 1, 1))  # type: ignore[index]  # c'est ce qui doit être refusé
    with pytest.raises(FrozenInstanceError):
        charte.nom = "Autre"  # type: ignore[misc]  # c'est ce qui doit être refusé


def test_une_charte_reparee_se_relit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parametres, "ressource", lambda chemin: tmp_path / Path(chemin).name)
    fichier = tmp_path / "reparee.toml"
    with pytest.raises(ErreurMetier, match="n'existe pas"):
        charger_charte("reparee")
    fichier.write_text(TEXTE.replace("[[version]]", "[[version", 1), encoding="utf-8")
    with pytest.raises(ErreurMetier, match="se lit mal"):
        charger_charte("reparee")
    fichier.write_text(TEXTE, encoding="utf-8")
    assert charger_charte("reparee").code == "nantes_2017"


def test_un_parametre_inconnu_est_dit() -> None:
    with pytest.raises(ErreurMetier, match="« age_du_capitaine »"):
        charger_charte().parametre("age_du_capitaine", date(2026, 1, 1))


@pytest.mark.parametrize(
    ("avant", "apres", "dit"),
    [
        ("[version.parametres.frais_jours]", "[version.parametres.frais_jour]", "« frais_jour » n'existe pas"),
        ("du = 2017-02-02", 'du = "2017"', "n'est pas une date"),
        ("valeur = [1, 3, 6]", "valeur = [3, 1, 6]", "« suivi_visites_mois »"),
        ("valeur = [1, 3, 6]", 'valeur = "1, 3, 6"', "mal écrit"),
        ("valeur = 3000", "valeur = 30.00", "« mensualite_tolerance_centimes »"),
        ("valeur = 3000", "valeur = -1", "« mensualite_tolerance_centimes »"),
        ('source = "loi"', 'source = "rumeur"', "source inconnue"),
        ('code = "nantes_2017"', "", "'code'"),
        ("[[version]]", "[[version", "se lit mal"),
    ],
)
def test_une_faute_dans_une_charte_est_dite_avec_son_fichier(avant: str, apres: str, dit: str) -> None:
    assert avant in TEXTE
    with pytest.raises(ErreurMetier) as erreur:
        lire_charte(TEXTE.replace(avant, apres, 1), "locale.toml")
    assert "locale.toml" in erreur.value.phrase
    assert dit in erreur.value.phrase


def test_une_charte_a_laquelle_il_manque_un_parametre_est_refusee() -> None:
    debut = TEXTE.index("[version.parametres.depot_jours]")
    fin = TEXTE.index("[version.parametres.suivi_mois]")
    with pytest.raises(ErreurMetier, match="depot_jours"):
        lire_charte(TEXTE[:debut] + TEXTE[fin:], "locale.toml")


def test_deux_versions_du_meme_jour_sont_refusees() -> None:
    with pytest.raises(ErreurMetier, match="même jour"):
        lire_charte(TEXTE + VERSION_2026 + VERSION_2026, "locale.toml")
