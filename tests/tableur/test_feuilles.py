"""Où est la liste dans le fichier : en-tête, feuilles, fusions, sous-totaux, formules, encodages."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from relogement.commun import ErreurMetier
from relogement.tableur.etat_locatif import lire_etat_locatif
from tests.tableur.listes import ENTETE, LIGNE, classeur, ligne, lire, seule, texte


def test_l_en_tete_est_trouve_sous_les_titres_et_la_ligne_est_celle_du_tableur(tmp_path: Path) -> None:
    lignes = [["OFFICE"], [], ["Liste au 31/12/2025"], [], [], ENTETE, [], LIGNE]
    etat = lire_etat_locatif(classeur(tmp_path / "a.xlsx", lignes))
    assert (seule(etat).ligne, seule(etat).feuille, etat.date_liste) == (8, "F1", date(2025, 12, 31))


def test_l_en_tete_sur_deux_lignes_se_lit_d_un_seul_tenant(tmp_path: Path) -> None:
    livre = Workbook()
    onglet = livre.active
    assert onglet is not None
    onglet.append(["Logement", None, None, "Locataire", None, "Loyer", None])
    onglet.append(["N° UG", "Bât.", "Porte", "Nom", "Prénom", "principal", "annuel"])
    onglet.append(["L1", "A", "12", "DUPONT", "Zoé", "350,10", "4200"])
    for plage in ("A1:C1", "D1:E1", "F1:G1"):
        onglet.merge_cells(plage)
    livre.save(tmp_path / "a.xlsx")
    etat = lire_etat_locatif(tmp_path / "a.xlsx")
    assert (seule(etat).loyer, seule(etat).nom, seule(etat).ligne) == (35010, "DUPONT", 3)
    assert etat.colonnes["loyer"] == "Loyer principal"
    assert etat.colonnes_inconnues == ("Loyer annuel",)


def test_l_en_tete_repete_en_haut_de_page_n_est_pas_un_logement(tmp_path: Path) -> None:
    etat = lire(tmp_path, ligne(), ENTETE, ligne(ug="L002", bail="B2"))
    assert [lue.ligne for lue in etat.lignes] == [2, 4]
    assert etat.defauts == ()


def test_un_second_tableau_aux_colonnes_dans_un_autre_ordre_est_lu(tmp_path: Path) -> None:
    etat = lire(tmp_path, ligne(), [], ["Nom", "Loyer", "Porte", "N° UG"], ["MARTIN", "99,50", "7", "L9"])
    assert (etat.lignes[1].nom, etat.lignes[1].loyer, etat.lignes[1].ug) == ("MARTIN", 9950, "L9")


def test_deux_feuilles_de_liste_sont_lues_et_la_legende_ignoree(tmp_path: Path) -> None:
    chemin = classeur(
        tmp_path / "a.xlsx",
        [["Légende"], ["HLMO : HLM ordinaire"]],
        [ENTETE, ligne()],
        [ENTETE, ligne(ug="L002"), ligne()],
        noms=("Légende", "Bât A", "Bât B"),
    )
    etat = lire_etat_locatif(chemin)
    assert [(lue.feuille, lue.ug) for lue in etat.lignes] == [("Bât A", "L001"), ("Bât B", "L002")]
    (doublon,) = [d for d in etat.defauts if d.nature == "doublon"]
    assert (doublon.feuille, doublon.ligne) == ("Bât B", 3)
    assert "Bât A" in doublon.raison


def test_une_feuille_masquee_n_est_pas_lue_mais_dite(tmp_path: Path) -> None:
    chemin = classeur(tmp_path / "a.xlsx", [ENTETE, ligne()], [ENTETE, ligne(ug="L2")], noms=("Liste", "Ancienne"))
    livre = load_workbook(chemin)
    livre["Ancienne"].sheet_state = "hidden"
    livre.save(chemin)
    etat = lire_etat_locatif(chemin)
    assert etat.logements == 1
    assert [(d.feuille, d.champ, d.nature) for d in etat.defauts] == [("Ancienne", "feuille", "douteux")]
    livre["Ancienne"].sheet_state = "visible"
    livre["Liste"].sheet_state = "hidden"
    del livre["Ancienne"]
    livre.create_sheet("Vide")
    livre.active = 1
    livre.save(chemin)
    with pytest.raises(ErreurMetier, match="masquée"):
        lire_etat_locatif(chemin)


def test_une_cellule_fusionnee_en_hauteur_vaut_pour_ses_lignes_sauf_un_loyer(tmp_path: Path) -> None:
    livre = Workbook()
    onglet = livre.active
    assert onglet is not None
    for cellules in (["N° UG", "Bâtiment", "Nom", "Loyer"], ["L1", "A", "DUPONT", 100], ["L2", None, "MARTIN", None]):
        onglet.append(cellules)
    onglet.merge_cells("B2:B3")
    onglet.merge_cells("D2:D3")
    livre.save(tmp_path / "a.xlsx")
    etat = lire_etat_locatif(tmp_path / "a.xlsx")
    assert [(lue.batiment, lue.loyer) for lue in etat.lignes] == [("A", 10000), ("A", None)]


@pytest.mark.parametrize(
    "libelle", ["TOTAL", "Sous-total Bât. A", "sous total", "S/Total", "Total général :", "TOTAUX"]
)
def test_un_sous_total_n_est_pas_un_logement(tmp_path: Path, libelle: str) -> None:
    vide: list[object] = [None] * len(ENTETE)
    etat = lire(tmp_path, ligne(), [libelle, *vide[1:9], "350,00"], [*vide[:5], libelle, *vide[6:9], 350])
    assert etat.logements == 1
    assert etat.defauts == ()


def test_un_menage_nomme_total_dans_un_logement_est_garde(tmp_path: Path) -> None:
    assert seule(lire(tmp_path, ligne(nom="TOTAL"))).nom == "TOTAL"


def test_une_ligne_sans_logement_ni_locataire_est_dite(tmp_path: Path) -> None:
    etat = lire(tmp_path, ligne(), [None, None, "T3", "62"], ["Édité par le service"])
    assert etat.logements == 1
    assert [(d.ligne, d.champ, d.nature) for d in etat.defauts] == [(3, "ligne", "douteux")]


def test_une_formule_sans_valeur_dans_une_ligne_est_un_defaut(tmp_path: Path) -> None:
    etat = lire(tmp_path, ligne(loyer='=SUM(A1:A2)&"x"'), ["TOTAL", *[None] * 8, "=SUM(J2:J2)"])
    (defaut,) = etat.defauts
    assert (defaut.ligne, defaut.colonne, defaut.nature) == (2, "Loyer", "illisible")
    assert defaut.valeur == '=SUM(A1:A2)&"x"'
    assert seule(etat).loyer is None
    assert seule(etat).charges == 12000


def test_un_texte_qui_ressemble_a_une_formule_reste_un_texte(tmp_path: Path) -> None:
    livre = Workbook()
    onglet = livre.active
    assert onglet is not None
    onglet.append(list(ENTETE))
    onglet.append(ligne())
    for case, valeur in (("F2", "=cmd|' /C calc'!A0"), ("G2", "+HYPERLINK(1)")):
        onglet[case].value = valeur
        onglet[case].data_type = "s"
    livre.save(tmp_path / "a.xlsx")
    lue = seule(lire_etat_locatif(tmp_path / "a.xlsx"))
    assert (lue.nom, lue.prenom) == ("=cmd|' /C calc'!A0", "+HYPERLINK(1)")
    assert seule(lire_etat_locatif(texte(tmp_path / "b.csv", [ENTETE, ligne(nom="=1+1")]))).nom == "=1+1"


def test_une_dimension_fausse_n_ote_aucune_ligne(tmp_path: Path) -> None:
    source = classeur(tmp_path / "a.xlsx", [ENTETE, ligne(), ligne(ug="L2")])
    faux = tmp_path / "b.xlsx"
    with zipfile.ZipFile(source) as avant, zipfile.ZipFile(faux, "w") as apres:
        for nom in avant.namelist():
            octets = avant.read(nom)
            if nom.endswith("sheet1.xml"):
                assert b'<dimension ref="A1:P3"' in octets
                octets = octets.replace(b'<dimension ref="A1:P3"', b'<dimension ref="A1:A1"')
            apres.writestr(nom, octets)
    assert lire_etat_locatif(faux).logements == 2


@pytest.mark.parametrize("encodage", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separateur", [";", "\t", "|"])
def test_les_encodages_et_separateurs_des_tableurs_sont_lus(tmp_path: Path, encodage: str, separateur: str) -> None:
    chemin = texte(tmp_path / "a.csv", [ENTETE, ligne(nom="D'HÉNORET-ÇA", loyer="350,10 €")], separateur, encodage)
    lue = seule(lire_etat_locatif(chemin))
    assert (lue.nom, lue.loyer, lue.ligne) == ("D'HÉNORET-ÇA", 35010, 2)


def test_la_virgule_separe_quand_les_montants_sont_entre_guillemets(tmp_path: Path) -> None:
    cellules = [f'"{c}"' for c in ligne(loyer="350,10", surface="62,5")]
    lue = seule(lire_etat_locatif(texte(tmp_path / "a.csv", [ENTETE, cellules], ",")))
    assert (lue.loyer, lue.surface) == (35010, 6250)


def test_le_meme_fichier_a_la_meme_empreinte(tmp_path: Path) -> None:
    a = lire_etat_locatif(texte(tmp_path / "a.csv", [ENTETE, LIGNE]))
    b = lire_etat_locatif(texte(tmp_path / "b.csv", [ENTETE, LIGNE]))
    assert a == b
    assert len(a.sha256) == 64
