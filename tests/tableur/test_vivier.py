"""Une liste de logements offerts se lit où qu'y soient ses colonnes ; rien ne se perd, rien ne s'invente."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from relogement.commun import ErreurMetier
from relogement.tableur.catalogues import VIVIERS
from relogement.tableur.correspondance import lire_apercu
from relogement.tableur.vivier import lire_vivier
from relogement.vocabulaire import Financement, Habitat, Reservataire

DONNEES = Path(__file__).parent.parent / "donnees" / "vivier"
BAILLEUR, PREFECTURE = DONNEES / "vivier_bailleur.xlsx", DONNEES / "vivier_prefecture.csv"


def ecrire(dossier: Path, *lignes: list[object]) -> Path:
    classeur = Workbook()
    feuille = classeur.active
    assert feuille is not None
    for ligne in lignes:
        feuille.append(ligne)
    chemin = dossier / "liste.xlsx"
    classeur.save(chemin)
    return chemin


def test_la_liste_d_un_bailleur_se_lit_titre_total_et_doublon_compris() -> None:
    lue = lire_vivier(BAILLEUR)
    assert (lue.date_liste, len(lue.lignes), lue.doublons) == (date(2026, 11, 2), 4, 1)
    premiere = lue.lignes[0].valeurs
    assert (premiere["reference"], premiere["loyer"], premiere["charges"]) == ("EH-101", 41_230, 9_840)
    assert (premiere["surface"], premiere["qpv"], premiere["ascenseur"]) == (6_450, False, True)
    assert (premiere["financement"], premiere["disponible_le"]) == (Financement.PLUS, date(2026, 12, 1))
    assert lue.inconnues == ("Clé badge",)


def test_ce_qui_ne_se_lit_pas_reste_inconnu_et_se_dit() -> None:
    lue = lire_vivier(BAILLEUR)
    troisieme, quatrieme = lue.lignes[2].valeurs, lue.lignes[3].valeurs
    assert "qpv" not in troisieme
    assert "loyer" not in quatrieme
    assert "charges" not in quatrieme
    assert {(d.ligne, d.champ, d.nature) for d in lue.defauts} == {
        (5, "note", "illisible"), (7, "disponible_le", "illisible"), (8, "ligne", "doublon"), (9, "loyer", "illisible"),
    }


def test_la_liste_d_un_reservataire_en_csv_dit_le_bailleur_de_chacun() -> None:
    lue = lire_vivier(PREFECTURE)
    assert [x.valeurs["bailleur"] for x in lue.lignes] == ["Logis de l'Estuaire", "Erdre Habitat"]
    assert lue.lignes[0].valeurs["disponible_jusqu_au"] == date(2027, 1, 31)
    assert "disponible_le" not in lue.lignes[1].valeurs


@pytest.mark.parametrize("graine", range(6))
def test_l_ordre_des_colonnes_ne_change_rien(tmp_path: Path, graine: int) -> None:
    colonnes = [("Référence", "R-1"), ("Résidence", "Quais"), ("Type", "T3"), ("Loyer", 400), ("Charges", 80),
                ("Commune", "Rezé"), ("QPV", "oui"), ("Quartier", "Château")]
    random.Random(graine).shuffle(colonnes)
    chemin = ecrire(tmp_path, [nom for nom, _ in colonnes], [valeur for _, valeur in colonnes])
    (ligne,) = lire_vivier(chemin).lignes
    assert dict(ligne.valeurs) == {
        "reference": "R-1", "libelle": "Quais", "type": "T3", "loyer": 40_000, "charges": 8_000, "commune": "Rezé",
        "qpv": True, "quartier": "Château",
    }


@pytest.mark.parametrize(
    ("titre", "texte", "champ", "valeur"),
    [
        ("Réservataire", "Contingent préfectoral", "reservataire", Reservataire.ETAT),
        ("Réservataire", "Ville de Rezé", "reservataire", Reservataire.COMMUNE),
        ("Financement", "PLUS CD", "financement", Financement.PLUS),
        ("Financement", "plai adapté", "financement", Financement.PLAI),
        ("Individuel / Collectif", "Ind.", "habitat", Habitat.INDIVIDUEL),
        ("PMR", "X", "fauteuil", True),
        ("PMR", "?", "fauteuil", None),
        ("QPV", "hors QPV", "qpv", False),
    ],
)
def test_les_mots_du_metier_se_comprennent(
    tmp_path: Path, titre: str, texte: str, champ: str, valeur: object
) -> None:
    chemin = ecrire(tmp_path, ["Référence", "Résidence", "Loyer", titre], ["R-1", "Quais", 400, texte])
    assert lire_vivier(chemin).lignes[0].valeurs.get(champ) == valeur


def test_une_residence_qui_se_nomme_ensemble_n_est_pas_un_total(tmp_path: Path) -> None:
    chemin = ecrire(tmp_path, ["Résidence", "Type", "Loyer", "Référence"], ["Ensemble des Pins", "T3", 400, "R-1"])
    assert lire_vivier(chemin).lignes[0].valeurs["libelle"] == "Ensemble des Pins"


def test_un_choix_l_emporte_sur_le_nom_de_la_colonne(tmp_path: Path) -> None:
    chemin = ecrire(tmp_path, ["Référence", "Résidence", "Loyer", "Montant 2"], ["R-1", "Quais", 400, 80])
    apercu = lire_apercu(chemin, VIVIERS)
    cles = {c.nom: c.cle for c in apercu.colonnes}
    choix = {cles["Montant 2"]: "charges", cles["Résidence"]: ""}
    lue = lire_vivier(chemin, choix)
    assert dict(lue.lignes[0].valeurs) == {"reference": "R-1", "loyer": 40_000, "charges": 8_000}


def test_sans_titre_connu_les_choix_suffisent(tmp_path: Path) -> None:
    chemin = ecrire(tmp_path, ["Alpha", "Beta", "Gamma"], ["R-1", "Quais", 400])
    with pytest.raises(ErreurMetier, match="Aucune ligne de titres"):
        lire_vivier(chemin)
    apercu = lire_apercu(chemin, VIVIERS)
    assert (apercu.reconnue, [c.nom for c in apercu.colonnes]) == (False, ["Alpha", "Beta", "Gamma"])
    assert apercu.colonnes[2].exemples == ("400",)
    choix = dict(zip((c.cle for c in apercu.colonnes), ("reference", "libelle", "loyer"), strict=True))
    (ligne,) = lire_vivier(chemin, choix).lignes
    assert dict(ligne.valeurs) == {"reference": "R-1", "libelle": "Quais", "loyer": 40_000}
    assert lire_apercu(chemin, VIVIERS, choix).reconnue


def test_deux_colonnes_du_meme_nom_ont_chacune_leur_cle(tmp_path: Path) -> None:
    chemin = ecrire(tmp_path, ["Référence", "Résidence", "Loyer", "Loyer"], ["R-1", "Quais", 400, 480])
    cles = [c.cle for c in lire_apercu(chemin, VIVIERS).colonnes]
    assert len(set(cles)) == 4
    assert lire_vivier(chemin, {cles[3]: "loyer", cles[2]: ""}).lignes[0].valeurs["loyer"] == 48_000


@pytest.mark.parametrize("octets", [b"", b"\xff\xd8\xff photo", b"\x00\x01\x02" * 50, b"bonjour tout le monde"])
def test_ce_qui_n_est_pas_une_liste_se_dit_d_une_phrase(tmp_path: Path, octets: bytes) -> None:
    chemin = tmp_path / "liste.xlsx"
    chemin.write_bytes(octets)
    for lire in (lire_vivier, lambda c: lire_apercu(c, VIVIERS)):
        with pytest.raises(ErreurMetier) as dite:
            lire(chemin)
        assert dite.value.phrase.endswith(".")
        assert "\n" not in dite.value.phrase
