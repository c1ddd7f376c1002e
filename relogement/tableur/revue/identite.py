"""Qui est derrière un code : ce que seule la variante nominative écrit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from relogement.regles.revue.dossier import Dossier
from relogement.tableur.revue.cellules import Colonne, Genre


@dataclass(frozen=True, slots=True)
class Identite:
    """Un ménage, nommé ; une valeur vide n'est pas notée."""

    reference: str
    nom: str
    adresse: str
    porte: str
    telephone: str


def colonnes_identite(identites: Mapping[str, Identite]) -> tuple[Colonne[Dossier], ...]:
    """Une colonne par champ, dans la variante nominative seulement."""
    def colonne(titre: str, champ: str, largeur: float) -> Colonne[Dossier]:
        return Colonne(
            titre, Genre.TEXTE, lambda d: getattr(identites[d.code], champ), f"{titre} du ménage.", largeur,
            source="dossier du ménage ; variante nominative",
        )

    return (
        colonne("Référence", "reference", 14),
        colonne("Nom", "nom", 24),
        colonne("Adresse quittée", "adresse", 34),
        colonne("Porte quittée", "porte", 10),
        colonne("Téléphone", "telephone", 16),
    )
