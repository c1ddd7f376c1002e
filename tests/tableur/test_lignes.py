"""Cellules mauvaises, doublons, logements vacants et choses douteuses, ligne par ligne."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from relogement.tableur.etat_locatif import EtatLocatif, lire_etat_locatif
from tests.tableur.listes import ENTETE, classeur, defauts, ligne, lire, seule

AU = ["État locatif au 30/09/2026"]


def dater(dossier: Path, *lignes: list[object]) -> EtatLocatif:
    """L'état lu d'une liste datée du 30 septembre 2026."""
    return lire_etat_locatif(classeur(dossier / "liste.xlsx", [AU, ENTETE, *lignes]))


def test_une_ligne_saine_n_a_pas_de_defaut(tmp_path: Path) -> None:
    etat = dater(tmp_path, ligne())
    lue = seule(etat)
    assert etat.defauts == ()
    assert (lue.nom, lue.prenom, lue.type, lue.surface, lue.vacant) == ("DUPONT", "Jeanne", "T3", 6250, False)
    assert (lue.naissance, lue.entree) == (date(1980, 3, 12), date(2010, 9, 1))
    assert (lue.loyer, lue.charges, lue.apl, lue.revenu) == (35000, 12000, 9000, 145000)


@pytest.mark.parametrize(
    ("champ", "valeur", "origine"),
    [
        ("loyer", -0.01, "-0,01"), ("charges", "-12,00", "-12,00"), ("apl", "-1", "-1"), ("revenu", "mille", "mille"),
        ("naissance", "31/02/1961", "31/02/1961"), ("entree", "bientôt", "bientôt"), ("type", "Local", "Local"),
        ("surface", "0", "0"), ("occupants", "deux", "deux"), ("telephone", "gardien", "gardien"), ("loyer",
        "#REF!", "#REF!"),
    ],
)  # fmt: skip
def test_une_mauvaise_cellule_reste_vide_avec_son_texte_et_le_reste_est_lu(
    tmp_path: Path, champ: str, valeur: object, origine: str
) -> None:
    etat = dater(tmp_path, ligne(**{champ: valeur}))
    (defaut,) = etat.defauts
    assert (defaut.ligne, defaut.champ, defaut.valeur, defaut.nature) == (3, champ, origine, "illisible")
    assert defaut.colonne
    assert defaut.raison.endswith(".")
    assert getattr(seule(etat), champ) is None
    assert seule(etat).nom == "DUPONT"


@pytest.mark.parametrize(
    ("change", "champ", "raison"),
    [
        ({"entree": "11/03/1980"}, "entree", "précède la naissance"),
        ({"entree": "01/10/2026"}, "entree", "postérieure"),
        ({"naissance": "01/10/2010", "entree": "01/01/2020"}, "naissance", "moins de 16 ans"),
        ({"naissance": "30/09/1915"}, "naissance", "plus de 110 ans"),
        ({"enfants": 4}, "enfants", "plus d'enfants"),
        ({"enfants": 3}, "enfants", "Tous les occupants"),
        ({"occupants": 0, "enfants": 0}, "occupants", "aucun occupant"),
        ({"apl": "350,01"}, "apl", "dépasse le loyer."),
        ({"apl": "470,01"}, "apl", "charges réunis"),
        ({"loyer": 0, "apl": 0}, "loyer", "nul"),
        ({"surface": "100,01"}, "surface", "T3"),
        ({"surface": "39,99"}, "surface", "T3"),
        ({"revenu": "8000,01"}, "revenu", "annuel"),
        ({"nom": "GUL?EN"}, "nom", "perdue"),
        ({"telephone": "0612345678 / 0240112233"}, "telephone", "0240112233"),
        ({"type": "T3 duplex"}, "type", "duplex"),
    ],
)
def test_ce_qui_est_douteux_est_signale_et_garde(
    tmp_path: Path, change: dict[str, object], champ: str, raison: str
) -> None:
    etat = dater(tmp_path, ligne(**change))
    (defaut,) = etat.defauts
    assert (defaut.champ, defaut.nature) == (champ, "douteux")
    assert raison in defaut.raison
    assert getattr(seule(etat), champ) is not None


@pytest.mark.parametrize(
    "change",
    [
        {"entree": "12/03/1980"}, {"entree": "30/09/2026"}, {"naissance": "30/09/2010", "entree": "01/01/2020"},
        {"naissance": "01/10/1915"}, {"enfants": 2}, {"apl": "350,00"}, {"surface": "100,00"}, {"surface": "40,00"},
        {"revenu": "8000,00"}, {"apl": 0, "revenu": 0, "enfants": 0},
    ],
)  # fmt: skip
def test_ce_qui_est_juste_en_deca_n_est_pas_douteux(tmp_path: Path, change: dict[str, object]) -> None:
    assert dater(tmp_path, ligne(**change)).defauts == ()


def test_un_cotitulaire_et_un_seul_occupant_sont_douteux(tmp_path: Path) -> None:
    entete = [*ENTETE, "Co-titulaire"]
    seul = lire(tmp_path, [*ligne(occupants=1, enfants=0), "Paul"], entete=entete)
    assert [(d.champ, d.nature) for d in seul.defauts] == [("occupants", "douteux")]
    assert lire(tmp_path, [*ligne(occupants=2), "Paul"], entete=entete).defauts == ()


def _loyers(dossier: Path, loyer: str) -> EtatLocatif:
    voisins = [ligne(ug=f"L{i}", porte=str(i), bail=f"B{i}", loyer="300,00") for i in range(4)]
    return dater(dossier, *voisins, ligne(ug="X", bail="X", loyer=loyer, apl=0))


def test_un_loyer_au_m2_de_plus_du_triple_ou_de_moins_du_tiers_de_la_mediane_est_douteux(tmp_path: Path) -> None:
    assert _loyers(tmp_path, "900,00").defauts == ()
    assert [d.champ for d in _loyers(tmp_path, "900,01").defauts] == ["loyer"]
    assert _loyers(tmp_path, "100,00").defauts == ()
    assert [d.champ for d in _loyers(tmp_path, "99,99").defauts] == ["loyer"]


def test_un_bail_sur_deux_logements_est_douteux(tmp_path: Path) -> None:
    etat = lire(tmp_path, ligne(), ligne(ug="L002"))
    assert [(d.champ, d.ligne) for d in etat.defauts] == [("bail", 2), ("bail", 3)]


def test_un_doublon_de_forme_est_compte_et_dit(tmp_path: Path) -> None:
    etat = lire(tmp_path, ligne(), ligne(loyer=350, naissance=date(1980, 3, 12), nom="Dupont", telephone=612345678))
    assert (etat.logements, etat.doublons) == (1, 1)
    (defaut,) = etat.defauts
    assert (defaut.nature, defaut.ligne, defaut.valeur) == ("doublon", 3, "L001")


def test_un_doublon_comble_un_trou_et_leve_le_defaut(tmp_path: Path) -> None:
    etat = lire(tmp_path, ligne(apl=None, loyer="-350"), ligne(apl=90, loyer=350))
    assert (seule(etat).apl, seule(etat).loyer) == (9000, 35000)
    (defaut,) = etat.defauts
    assert "APL" in defaut.raison
    assert "Loyer" in defaut.raison


def test_un_doublon_qui_contredit_est_dit_cellule_par_cellule_et_la_premiere_ligne_gardee(tmp_path: Path) -> None:
    etat = lire(tmp_path, ligne(), ligne(loyer="400,00", charges="-5"))
    assert (seule(etat).loyer, seule(etat).charges) == (35000, 12000)
    assert [(d.champ, d.valeur, d.nature) for d in etat.defauts] == [
        ("ug", "L001", "doublon"), ("loyer", "400,00", "doublon"), ("charges", "-5", "doublon"),
    ]  # fmt: skip
    assert "« 350,00 »" in defauts(etat, "loyer")[0].raison


def test_deux_menages_pour_un_logement_ne_se_melangent_pas(tmp_path: Path) -> None:
    etat = lire(tmp_path, ligne(revenu=None), ligne(nom="MARTIN", bail="B9", revenu="900"))
    assert (seule(etat).nom, seule(etat).revenu) == ("DUPONT", None)
    assert {d.champ: d.valeur for d in etat.defauts} == {"ug": "L001", "bail": "B9", "nom": "MARTIN", "revenu": "900"}


def test_un_logement_dit_vacant_puis_occupe_reste_vacant_et_le_locataire_est_dit(tmp_path: Path) -> None:
    vide = ligne(nom="VACANT", prenom=None, bail=None, naissance=None, entree=None, occupants=0, enfants=0, revenu=None)
    etat = lire(tmp_path, vide, ligne())
    assert seule(etat).vacant
    assert seule(etat).nom is None
    assert defauts(etat, "nom")[0].valeur == "DUPONT"


def test_sans_numero_le_logement_est_son_adresse_et_sa_porte(tmp_path: Path) -> None:
    entete = ["Adresse", "Porte", "Nom", "Loyer"]
    a, b = ["3 rue A", "1", "DUPONT", 10], ["3 rue A", "2", "DUPONT", 10]
    assert (lire(tmp_path, a, b, a, entete=entete).logements, lire(tmp_path, a, a, entete=entete).doublons) == (2, 1)
    sans_porte = [["3 rue A", None, "DUPONT", 10], ["3 rue A", None, "MARTIN", 10]]
    assert lire(tmp_path, *sans_porte, entete=entete).logements == 2


SANS_LOCATAIRE: dict[str, object] = {
    "prenom": None, "bail": None, "naissance": None, "entree": None, "occupants": 0, "enfants": 0,
    "revenu": None, "apl": 0,
}  # fmt: skip


@pytest.mark.parametrize("nom", ["VACANT", "Libre", "logement vide", None])
def test_un_logement_sans_locataire_est_vacant(tmp_path: Path, nom: str | None) -> None:
    etat = lire(tmp_path, ligne(**SANS_LOCATAIRE, nom=nom))
    assert (etat.logements, etat.vacants, etat.menages) == (1, 1, 0)
    assert seule(etat).nom is None
    assert etat.defauts == ()


def test_un_locataire_nomme_libre_n_est_pas_un_logement_vacant(tmp_path: Path) -> None:
    lue = seule(lire(tmp_path, ligne(nom="LIBRE", prenom="Marie")))
    assert (lue.vacant, lue.nom) == (False, "LIBRE")


def test_un_nom_manquant_avec_un_bail_reste_un_menage(tmp_path: Path) -> None:
    lue = seule(lire(tmp_path, ligne(nom=None, prenom=None)))
    assert (lue.vacant, lue.nom, lue.bail) == (False, None, "B1")


def test_un_vacant_qui_compte_des_occupants_est_signale(tmp_path: Path) -> None:
    etat = lire(tmp_path, ligne(**(SANS_LOCATAIRE | {"occupants": 2}), nom="VACANT"))
    assert etat.vacants == 1
    assert [(d.champ, d.nature) for d in etat.defauts] == [("occupants", "douteux")]


def test_un_couple_dans_la_case_du_nom_donne_un_cotitulaire(tmp_path: Path) -> None:
    lue = seule(lire(tmp_path, ligne(nom="M. et Mme DUPONT Jean", prenom=None)))
    assert (lue.nom, lue.prenom, lue.cotitulaire) == ("DUPONT", "Jean", "Mme DUPONT")


def test_l_annee_a_deux_chiffres_d_une_naissance_donne_un_adulte(tmp_path: Path) -> None:
    etat = dater(tmp_path, ligne(naissance="01/10/10", entree="30/09/26"))
    assert (seule(etat).naissance, seule(etat).entree) == (date(1910, 10, 1), date(2026, 9, 30))
    etat = dater(tmp_path, ligne(naissance="30/09/10", entree="13.08.24"))
    assert (seule(etat).naissance, seule(etat).entree) == (date(2010, 9, 30), date(2024, 8, 13))
