"""Fabriquer des suivis tenus à la main, de quelques lignes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from relogement.tableur.suivi.classeur import lire_suivi
from relogement.tableur.suivi.ligne import ClasseurDeSuivi, LigneDeSuivi

SUIVI = Path(__file__).parent.parent / "donnees" / "suivis" / "suivi_2026.xlsx"
Ligne = Mapping[str, Any]
BENALI: dict[str, Any] = {
    "N°": 1, "Bât.": "Bât. A", "Esc.": "A", "Porte": "101", "N° UG": "U1", "NOM": "BENALI", "Prénom": "Leïla",
    "Né(e) le": "02/05/1980", "Composition familiale": "Couple 2 enf.", "Nb pers.": 4, "Sit. emploi": "CDI",
    "Nature ressources": "salaire", "Ressources / mois": "1 450,00 €", "Entrée dans les lieux": date(2009, 9, 4),
    "Type": "T3", "Surface": 61, "Loyer": "312,40 €", "Charges": 96.2, "APL": 238,
    "Date enquête sociale": "14/02/2026", "Souhait type": "T4", "Souhait secteur": "même quartier",
    "Prop. 1 le": date(2026, 3, 2), "Réponse 1": "REFUS", "Motif refus 1": "trop petit",
    "Prop. 2 le": "20-04-26", "Réponse 2": "accepté", "Motif refus 2": None,
    "Bailleur d'accueil": "Atlantique Logis", "Commune": "Rezé", "QPV (O/N)": "X", "Neuf ou < 5 ans": "Non",
    "Type ": "T4", "Surface ": 81.3, "Loyer ": "480,86", "Charges ": 181.89, "APL ": 79.22,
    "Signature bail": "11/05/2026", "Déménagement": date(2026, 6, 1), "Coût déménagement TTC": "1 756,13 €",
    "Suivi 1 mois": date(2026, 7, 1), "Suivi 3 mois": "à prévoir", "Observations": "Voir avec le CMS",
}
"""Un ménage relogé après un refus ; les titres finis par une espace sont ceux du logement d'accueil."""
GROUPES = {"Type": "Logement quitté", "Bailleur d'accueil": "Logement d'accueil"}
PARCOURS = tuple(BENALI)[list(BENALI).index("Date enquête sociale"):]


def menage(n: int, nom: str, prenom: str, **autres: Any) -> dict[str, Any]:
    """Un ménage du logement U`n`, porte 10`n`, dont rien n'est encore noté du parcours, sauf `autres`."""
    vide = dict.fromkeys(PARCOURS)
    return BENALI | vide | {
        "N°": n, "Porte": f"10{n}", "N° UG": f"U{n}", "NOM": nom, "Prénom": prenom,
        "Né(e) le": date(1980 + n % 20, 5, 1 + n % 28), "Entrée dans les lieux": date(2000 + n % 20, 9, 1 + n % 28),
    } | autres


def ecrire_suivi(
    chemin: Path, *lignes: Ligne, au: str | None = "30/09/2026", titres: Sequence[str] = tuple(BENALI),
    groupes: Mapping[str, str] = GROUPES,
) -> Path:
    """Un classeur : le titre, la rangée des groupes, l'en-tête, une ligne par ménage, un total."""
    livre = Workbook()
    feuille = livre.active
    assert feuille is not None
    feuille.title = "Suivi"
    feuille.append(["Suivi des relogements"])
    feuille.append([f"à jour au {au}" if au else None])
    feuille.append([groupes.get(t) for t in titres])
    feuille.append(list(titres))
    for ligne in lignes:
        feuille.append([ligne.get(t) for t in titres])
    feuille.append([])
    feuille.append(["Total", f"=COUNTA(F5:F{4 + len(lignes)})"])
    livre.save(chemin)
    return chemin


def lire(dossier: Path, *lignes: Ligne, **options: Any) -> ClasseurDeSuivi:
    """Le suivi fait de ces lignes, relu."""
    return lire_suivi(ecrire_suivi(dossier / "suivi.xlsx", *lignes, **options))


def seule(suivi: ClasseurDeSuivi) -> LigneDeSuivi:
    """La ligne d'un suivi qui n'en a qu'une."""
    (ligne,) = suivi.lignes
    return ligne
