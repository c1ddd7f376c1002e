"""Les deux listes d'essai : leurs comptes, leurs défauts, aucune ligne perdue."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from relogement.tableur.etat_locatif import EtatLocatif, lire_etat_locatif
from tests.tableur.listes import DONNEES, attendu


@pytest.fixture(scope="module")
def classeur_2026() -> EtatLocatif:
    return lire_etat_locatif(DONNEES / "etat_locatif_2026.xlsx")


@pytest.fixture(scope="module")
def texte_2033() -> EtatLocatif:
    return lire_etat_locatif(DONNEES / "etat_locatif_2033.csv")


def test_les_comptes_du_classeur_sont_ceux_annonces(classeur_2026: EtatLocatif) -> None:
    comptes = attendu("etat_locatif_2026.json")
    assert classeur_2026.logements == comptes["dwellings"]
    assert classeur_2026.menages == comptes["households"]
    assert classeur_2026.vacants == comptes["defects"]["vacant"]
    assert classeur_2026.doublons == comptes["defects"]["duplicate_lines"]
    assert classeur_2026.colonnes_inconnues == ()
    assert len(classeur_2026.colonnes) == 26
    assert classeur_2026.date_liste == date(2026, 9, 30)


def test_les_comptes_du_texte_cp1252_sont_ceux_annonces(texte_2033: EtatLocatif) -> None:
    comptes = attendu("etat_locatif_2033.json")
    assert texte_2033.logements == comptes["dwellings"]
    assert texte_2033.menages == comptes["households"]
    assert texte_2033.doublons == 0
    assert texte_2033.date_liste is None
    assert [d for d in texte_2033.defauts if d.nature == "illisible"] == []
    assert {ligne.nom for ligne in texte_2033.lignes} >= {"AÏT-AHMED", "L'HÉNORET", "D'ANGELO"}


def test_les_illisibles_du_classeur_sont_la_date_impossible_et_le_loyer_negatif(classeur_2026: EtatLocatif) -> None:
    comptes = attendu("etat_locatif_2026.json")
    par_ligne = {ligne.ligne: ligne for ligne in classeur_2026.lignes}
    illisibles = {par_ligne[d.ligne].ug: d for d in classeur_2026.defauts if d.nature == "illisible"}
    assert set(illisibles) == {comptes["row_with_impossible_birth_date"], comptes["row_with_negative_rent"]}
    naissance = illisibles[comptes["row_with_impossible_birth_date"]]
    assert (naissance.feuille, naissance.ligne, naissance.colonne, naissance.valeur, naissance.champ) == (
        "Etat locatif", 10, "Date naiss.", "31/02/1961", "naissance",
    )  # fmt: skip
    loyer = illisibles[comptes["row_with_negative_rent"]]
    assert (loyer.ligne, loyer.colonne, loyer.valeur, loyer.champ) == (5, "Loyer principal", "-501,13", "loyer")
    assert par_ligne[5].loyer is None
    assert par_ligne[5].charges == 21457
    assert par_ligne[10].naissance is None
    assert par_ligne[10].entree == date(1993, 8, 20)


def test_les_loyers_lus_et_le_loyer_refuse_font_la_somme_annoncee(classeur_2026: EtatLocatif) -> None:
    lus = sum(ligne.loyer for ligne in classeur_2026.lignes if ligne.loyer is not None)
    assert lus + 50113 == round(attendu("etat_locatif_2026.json")["sum_rent_positive"] * 100)


def test_chaque_doublon_du_classeur_est_dit_et_complete_la_premiere_ligne(classeur_2026: EtatLocatif) -> None:
    doublons = [d for d in classeur_2026.defauts if d.nature == "doublon"]
    assert [d.valeur for d in doublons] == attendu("etat_locatif_2026.json")["duplicated"]
    assert [d.ligne for d in doublons] == [12, 38]
    premiere = next(ligne for ligne in classeur_2026.lignes if ligne.ug == "56010007")
    assert (premiere.ligne, premiere.solde) == (11, 0)
    assert "Solde débiteur" in doublons[0].raison


def test_ce_qui_est_douteux_garde_sa_valeur(classeur_2026: EtatLocatif) -> None:
    douteux = Counter(d.champ for d in classeur_2026.defauts if d.nature == "douteux")
    assert douteux == {"entree": 6, "occupants": 4}
    ligne_8 = next(ligne for ligne in classeur_2026.lignes if ligne.ligne == 8)
    assert (ligne_8.naissance, ligne_8.entree) == (date(2001, 2, 20), date(1995, 2, 7))
    assert (ligne_8.cotitulaire, ligne_8.occupants, ligne_8.apl) == ("François", 1, 33000)


def test_les_valeurs_en_texte_sont_lues_sans_defaut(classeur_2026: EtatLocatif) -> None:
    ligne_6 = next(ligne for ligne in classeur_2026.lignes if ligne.ligne == 6)
    assert (ligne_6.surface, ligne_6.loyer, ligne_6.naissance) == (7630, 46742, date(1935, 10, 8))
    assert ligne_6.entree == date(2010, 8, 13)
    assert (ligne_6.etage, ligne_6.etage_texte) == (0, "RDC")
    par_ligne = {ligne.ligne: ligne for ligne in classeur_2026.lignes}
    assert par_ligne[11].revenu == 210000
    assert par_ligne[15].naissance == date(1948, 6, 14)
    assert par_ligne[7].telephone == "0647787680"


def test_inconnu_n_est_pas_zero(classeur_2026: EtatLocatif) -> None:
    par_ligne = {ligne.ligne: ligne for ligne in classeur_2026.lignes}
    assert par_ligne[7].apl is None
    assert par_ligne[10].apl == 0
    assert par_ligne[22].revenu is None
    assert par_ligne[8].revenu == 0


def test_un_logement_vacant_n_a_pas_de_menage(classeur_2026: EtatLocatif) -> None:
    vacant = next(ligne for ligne in classeur_2026.lignes if ligne.ligne == 16)
    assert vacant.vacant
    assert (vacant.nom, vacant.bail, vacant.occupants, vacant.loyer) == (None, None, 0, 32546)
