"""Fabriquer des listes d'essai, en .xlsx ou en .csv."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from relogement.tableur.etat_locatif import Defaut, EtatLocatif, LigneLocative, lire_etat_locatif

DONNEES = Path(__file__).parent.parent / "donnees" / "etats_locatifs"
ENTETE = ("N° UG", "Porte", "Type", "Surface", "N° bail", "Nom", "Prénom", "Date naiss.", "Date entrée",
          "Loyer", "Charges", "APL", "Nb occup.", "dont enfants", "Revenu mensuel", "Téléphone")  # fmt: skip
LIGNE = ("L001", "101", "T3", "62,5", "B1", "DUPONT", "Jeanne", "12/03/1980", "01/09/2010",
         "350,00", "120,00", "90,00", "3", "1", "1 450,00", "0612345678")  # fmt: skip

CHAMPS = ("ug", "porte", "type", "surface", "bail", "nom", "prenom", "naissance", "entree",
          "loyer", "charges", "apl", "occupants", "enfants", "revenu", "telephone")  # fmt: skip


def attendu(nom: str) -> dict[str, Any]:
    """Les comptes attendus d'une liste d'essai."""
    lu: dict[str, Any] = json.loads((DONNEES / nom).read_text(encoding="utf-8"))
    return lu


def ligne(**change: object) -> list[object]:
    """La ligne type, certaines cellules changées par le nom interne de leur champ."""
    cellules: list[object] = list(LIGNE)
    for champ, valeur in change.items():
        cellules[CHAMPS.index(champ)] = valeur
    return cellules


def classeur(chemin: Path, *feuilles: Sequence[Sequence[object]], noms: Sequence[str] = ()) -> Path:
    """Un classeur d'une feuille par suite de lignes."""
    livre = Workbook()
    for i, lignes in enumerate(feuilles):
        onglet = livre.active if i == 0 else livre.create_sheet()
        assert onglet is not None
        onglet.title = noms[i] if i < len(noms) else f"F{i + 1}"
        for cellules in lignes:
            onglet.append(list(cellules))
    livre.save(chemin)
    return chemin


def texte(chemin: Path, lignes: Sequence[Sequence[object]], separateur: str = ";", encodage: str = "utf-8") -> Path:
    """Un texte en colonnes, une cellule par champ, sans guillemets."""
    contenu = "\n".join(separateur.join("" if c is None else str(c) for c in cellules) for cellules in lignes)
    chemin.write_text(contenu, encoding=encodage)
    return chemin


def lire(dossier: Path, *lignes: Sequence[object], entete: Sequence[object] = ENTETE) -> EtatLocatif:
    """L'état locatif lu d'un classeur fait d'un en-tête et de ces lignes."""
    return lire_etat_locatif(classeur(dossier / "liste.xlsx", [entete, *lignes]))


def seule(etat: EtatLocatif) -> LigneLocative:
    """La ligne d'un état qui n'en a qu'une."""
    (ligne_unique,) = etat.lignes
    return ligne_unique


def defauts(etat: EtatLocatif, champ: str) -> list[Defaut]:
    """Les défauts d'un champ."""
    return [d for d in etat.defauts if d.champ == champ]
