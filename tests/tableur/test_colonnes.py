"""Reconnaître les colonnes par leur nom, leurs synonymes, leur contenu ; ne jamais deviner."""

from __future__ import annotations

import csv
import io
import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relogement.tableur.colonnes import ETATS_LOCATIFS
from relogement.tableur.contenu import plausibilite
from relogement.tableur.etat_locatif import LigneLocative, lire_etat_locatif
from relogement.tableur.ligne_locative import CHAMPS_LUS
from tests.hasard import exemples
from tests.tableur.listes import DONNEES, ENTETE, defauts, ligne, lire, seule, texte

SOURCE = list(csv.reader(io.StringIO((DONNEES / "etat_locatif_2033.csv").read_text(encoding="cp1252")), delimiter=";"))
REFERENCE = lire_etat_locatif(DONNEES / "etat_locatif_2033.csv")
NOMS_AMBIGUS = (
    "Logement",
    "N° logement",
    "Ville",
    "Commune",
    "Localité",
    "Bail",
    "Entrée",
    "Ressources",
    "Revenus",
    "Occupant",
)
AMBIGUS = {ETATS_LOCATIFS.cle(nom) for nom in NOMS_AMBIGUS}


def premier_champ(nom: str) -> str | None:
    trouves = ETATS_LOCATIFS.candidats(nom)
    return trouves[0].champ if trouves else None


def test_chaque_champ_du_catalogue_est_un_champ_de_la_ligne() -> None:
    assert set(ETATS_LOCATIFS.champs) - {"cp_commune", "occupation"} == set(CHAMPS_LUS) - {"etage_texte"}
    for champ in ETATS_LOCATIFS.champs.values():
        assert plausibilite(champ, [None, ""]) is None


def test_un_synonyme_ne_sert_deux_champs_que_si_leur_contenu_les_distingue() -> None:
    usages: dict[str, set[str]] = {}
    for champ in ETATS_LOCATIFS.champs.values():
        for une_cle in champ.cles:
            usages.setdefault(" ".join(sorted(une_cle.split())), set()).add(champ.nom)
    partages = {c for c, noms in usages.items() if len(noms) > 1}
    assert partages <= {" ".join(sorted(c.split())) for c in AMBIGUS}


@pytest.mark.parametrize(
    ("nom", "champ"),
    [
        ("Code UG", "ug"), ("Réf. lot", "ug"), ("Module", "ug"), ("N° logement", "ug"), ("BÂTIMENT", "batiment"),
        ("Loyer nu", "loyer"), ("Loyer net", "loyer"), ("Loyer HC (€)", "loyer"), ("Prov./charges", "charges"),
        ("Nom du titulaire", "nom"), ("Locataire", "nom"), ("DDN", "naissance"), ("Né(e) le", "naissance"),
        ("SHAB", "surface"),
        ("Date d'entrée dans les lieux", "entree"), ("Typologie", "type"), ("Niveau", "etage"), ("AL/APL", "apl"),
        ("Surface habitable en m²", "surface"), ("Nbre d'occupants", "occupants"), ("N° Tél.", "telephone"),
        ("Et.", "etage"),
        ("Nom du co-titulaire", "cotitulaire"),
        ("Batimment", "batiment"), ("Provision charge", "charges"), ("Telephonne", "telephone"),
        ("Loyer\nprincipal", "loyer"),
    ],
)  # fmt: skip
def test_les_noms_des_bailleurs_sont_reconnus(nom: str, champ: str) -> None:
    assert premier_champ(nom) == champ


@pytest.mark.parametrize(
    "nom",
    ["Loyer annuel", "Loyer €/m²", "Loyer (€/m²)", "Loyer/m²", "Revenu annuel", "Revenu fiscal de référence",
    "Date de sortie",
     "Loyer charges comprises", "Loyer total", "Surface utile", "Prénom du conjoint",
     "Date naissance conjoint", "Résidence",
     "Observations", "RLS", "Loyer parking", "Dépôt de garantie", "Nom du gardien", "Civilité", "x", ""],
)  # fmt: skip
def test_ce_qui_n_est_pas_connu_n_est_pas_devine(nom: str) -> None:
    assert ETATS_LOCATIFS.candidats(nom) == ()


def _memes(lignes: tuple[LigneLocative, ...]) -> list[LigneLocative]:
    return [replace(lue, feuille="", ligne=0) for lue in lignes]


@exemples(15)
@given(alea=st.randoms(use_true_random=False), separateur=st.sampled_from(";\t|"))
def test_les_colonnes_melees_et_renommees_donnent_les_memes_lignes(
    tmp_path: Path, alea: random.Random, separateur: str
) -> None:
    ordre = list(range(len(SOURCE[0])))
    alea.shuffle(ordre)
    noms = {nom: champ for champ, nom in REFERENCE.colonnes.items()}
    entete = [_autre_nom(noms[SOURCE[0][i]], alea) for i in ordre]
    lignes = [entete, *([cellules[i] for i in ordre] for cellules in SOURCE[1:])]
    lu = lire_etat_locatif(texte(tmp_path / "liste.csv", lignes, separateur))
    assert lu.colonnes_inconnues == ()
    assert _memes(lu.lignes) == _memes(REFERENCE.lignes)


def _autre_nom(champ: str, alea: random.Random) -> str:
    """Un synonyme du champ, ou son libellé ; en capitales une fois sur deux."""
    import tomllib

    from relogement.commun import ressource

    catalogue = tomllib.loads(ressource("etats_locatifs/colonnes.toml").read_text(encoding="utf-8"))
    synonymes: list[str] = [s for s in catalogue["champs"][champ]["synonymes"] if ETATS_LOCATIFS.cle(s) not in AMBIGUS]
    nom = alea.choice(synonymes)
    return nom.upper() if alea.random() < 0.5 else nom


def test_une_colonne_inconnue_est_nommee_et_n_empeche_rien(tmp_path: Path) -> None:
    etat = lire(tmp_path, [*ligne(), "à rappeler", 12], entete=[*ENTETE, "Observations", None])
    assert etat.colonnes_inconnues == ("Observations", "colonne R sans nom")
    assert seule(etat).loyer == 35000


def test_entree_est_une_date_ou_un_escalier_selon_son_contenu(tmp_path: Path) -> None:
    entete = ["N° UG", "Entrée", "Nom", "Loyer"]
    assert seule(lire(tmp_path, ["L1", "01/02/2010", "A B", 10], entete=entete)).entree is not None
    assert seule(lire(tmp_path, ["L1", "B", "A B", 10], entete=entete)).escalier == "B"


def test_ressources_est_un_montant_ou_une_nature_selon_son_contenu(tmp_path: Path) -> None:
    entete = ["N° UG", "Ressources", "Nom", "Loyer"]
    assert seule(lire(tmp_path, ["L1", "1 200,00 €", "DUPONT", 10], entete=entete)).revenu == 120000
    assert seule(lire(tmp_path, ["L1", "salaire", "DUPONT", 10], entete=entete)).ressource_nature == "salaire"


def test_ville_peut_porter_le_code_postal(tmp_path: Path) -> None:
    lue = seule(lire(tmp_path, ["L1", "44300 NANTES", "DUPONT", 10], entete=["N° UG", "Ville", "Nom", "Loyer"]))
    assert (lue.code_postal, lue.commune) == ("44300", "NANTES")


def test_des_montants_annuels_ne_passent_pas_pour_des_loyers(tmp_path: Path) -> None:
    lignes = [ligne(ug=f"L{i}", porte=str(i), loyer=4200 + i) for i in range(8)]
    etat = lire(tmp_path, *lignes)
    assert "loyer" not in etat.colonnes
    assert "Loyer" in etat.colonnes_inconnues
    (defaut,) = defauts(etat, "loyer")
    assert (defaut.ligne, defaut.colonne, defaut.nature) == (1, "Loyer", "douteux")


def test_un_nom_vague_dementi_par_son_contenu_n_est_pas_repris(tmp_path: Path) -> None:
    etat = lire(tmp_path, *(ligne(ug=f"L{i}", porte=str(i), bail=f"B{i}", type="Collectif") for i in range(8)))
    assert etat.colonnes_inconnues == ("Type",)
    assert [(d.ligne, d.champ) for d in etat.defauts] == [(1, "type")]


def test_un_nom_sur_est_cru_et_chaque_mauvaise_cellule_garde_son_texte(tmp_path: Path) -> None:
    etat = lire(tmp_path, *(ligne(ug=f"L{i}", porte=str(i), bail=f"B{i}", apl="en cours") for i in range(9)))
    assert etat.colonnes["apl"] == "APL"
    assert [(d.ligne, d.valeur) for d in defauts(etat, "apl")] == [(i, "en cours") for i in range(2, 11)]


def test_un_numero_qui_se_repete_est_celui_d_un_groupe_et_n_efface_aucun_logement(tmp_path: Path) -> None:
    lignes = [ligne(ug="GRP1", porte=str(i), bail=f"B{i}") for i in range(8)]
    etat = lire(tmp_path, *lignes)
    assert (etat.logements, etat.doublons) == (8, 0)
    assert "N° UG" in etat.colonnes_inconnues


def test_deux_colonnes_du_meme_nom_la_seconde_est_nommee(tmp_path: Path) -> None:
    etat = lire(tmp_path, [*ligne(), 999], entete=[*ENTETE, "Loyer"])
    assert seule(etat).loyer == 35000
    assert etat.colonnes_inconnues == ("Loyer",)
