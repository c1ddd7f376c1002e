"""Les cellules typées : un genre par colonne, l'inconnu écrit en toutes lettres, le sans-objet laissé vide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")

TEXTE_INCONNU = "inconnu"


class Inconnu(Enum):
    """Ce qu'on devrait savoir et qu'on ne sait pas : jamais zéro, jamais vide."""

    INCONNU = TEXTE_INCONNU


INCONNU = Inconnu.INCONNU
Valeur = str | int | Decimal | date | bool | Inconnu | None
"""None : sans objet (cellule vide). Les montants sont en centimes, les surfaces en dm², les taux en proportion."""


class Genre(Enum):
    """Le genre d'une colonne : son format dans Excel et sa largeur ordinaire."""

    format: str
    largeur: float

    def __new__(cls, code: str, format_excel: str, largeur: float) -> Genre:
        membre = object.__new__(cls)
        membre._value_ = code
        membre.format = format_excel
        membre.largeur = largeur
        return membre

    # Les codes de format d'un classeur sont toujours à l'anglaise ; [$€-40C] les affiche à la française : 1 234,56 €.
    TEXTE = "texte", "@", 16
    NOMBRE = "nombre", "#,##0", 11
    EUROS = "euros", r"#,##0.00\ [$€-40C]", 12
    TAUX = "taux", r"0.0\ %", 10
    SURFACE = "surface", r"#,##0.00\ \m²", 11
    JOUR = "jour", "dd/mm/yyyy", 12


@dataclass(frozen=True, slots=True)
class Colonne(Generic[T]):
    """Une colonne : son titre, son genre, ce qu'elle lit, et ce qu'en dit la feuille « Méthode »."""

    titre: str
    genre: Genre
    lire: Callable[[T], Valeur]
    definition: str
    largeur: float | None = None
    denominateur: str = "une valeur par ménage"
    source: str = "dossier du ménage"


class Definition(NamedTuple):
    """Ce que « Méthode » dit d'un chiffre ou d'une colonne."""

    titre: str
    definition: str
    denominateur: str
    source: str


def connu(valeur: int | Decimal | date | str | bool | None) -> Valeur:
    """La valeur, ou INCONNU si elle manque alors qu'elle devrait être là."""
    return INCONNU if valeur is None else valeur


def nombre_excel(valeur: int | Decimal, genre: Genre) -> float:
    """Le nombre tel que le tableur le stocke : euros et m² au lieu de centimes et de dm²."""
    return float(valeur / 100) if genre in (Genre.EUROS, Genre.SURFACE) else float(valeur)
