"""Les cellules typées : un genre par colonne, l'inconnu écrit en toutes lettres, le sans-objet laissé vide."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Generic, NamedTuple, TypeVar

from relogement.regles.revue.chiffre import Chiffre, Unite, ecart
from relogement.regles.revue.revue import MASQUE, Grandeur
from relogement.tableur.dates import ORIGINE_EXCEL

T = TypeVar("T")

TEXTE_INCONNU, TEXTE_MASQUE = "inconnu", MASQUE


class Inconnu(Enum):
    """Ce qu'on devrait savoir et qu'on ne sait pas : jamais zéro, jamais vide."""

    INCONNU = TEXTE_INCONNU


class Masque(Enum):
    """Un petit effectif que la variante diffusable tait, ou ce qui le donnerait."""

    MASQUE = TEXTE_MASQUE


INCONNU = Inconnu.INCONNU
Valeur = str | int | Decimal | date | bool | Inconnu | Masque | None
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
    DIFFERENCE = "différence", r"+#,##0.00\ [$€-40C];\-#,##0.00\ [$€-40C];#,##0.00\ [$€-40C]", 12
    POINTS = "points", r"+0.0\ \p\t\s;\-0.0\ \p\t\s;0.0\ \p\t\s", 10
    """Des points : 2,1 pts pour une différence de 0,021 entre deux taux."""
    JOUR = "jour", "dd/mm/yyyy", 12
    ECART = "écart", "General", 12
    """Toutes ses décimales se voient : un écart minuscule n'est pas nul."""


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


@dataclass(frozen=True, slots=True)
class Zone:
    """Une suite de cases d'une feuille, de la ligne `premiere` à `derniere`, comptées de 0 ; bornes comprises."""

    feuille: str
    colonne: int
    premiere: int
    derniere: int
    lues: tuple[float | str, ...] = ()
    """Ce qui y est écrit, pour qu'un graphique se dessine avant tout calcul ; vide : rien de gardé."""

    @property
    def reference(self) -> str:
        """Comme une formule l'écrit : 'Ménages'!$B$8:$B$53."""
        lettre = lettres(self.colonne)
        return f"'{self.feuille}'!${lettre}${self.premiere + 1}:${lettre}${self.derniere + 1}"


def zones(
    feuille: str, premiere: int, rangees: Sequence[Sequence[tuple[Valeur, Genre]]], colonnes: Iterable[int]
) -> list[Zone]:
    """Une zone par colonne de ces rangées, écrites à partir de la ligne `premiere`."""
    derniere = premiere + len(rangees) - 1
    return [
        Zone(feuille, rang, premiere, derniere, tuple(_dessinable(*rangee[rang]) for rangee in rangees))
        for rang in colonnes
    ]


def _dessinable(valeur: Valeur, genre: Genre) -> float | str:
    """La cellule comme un graphique la garde ; vide pour ce qui ne se dessine pas."""
    if isinstance(valeur, date):
        return (valeur - ORIGINE_EXCEL).days
    if isinstance(valeur, int | Decimal):
        return nombre_excel(valeur, genre)
    return valeur if isinstance(valeur, str) else ""


@dataclass
class Reperes:
    """Où chaque feuille a écrit ce que les formules et les graphiques reprennent."""

    menages: dict[str, Zone] = field(default_factory=dict)
    """Par titre de colonne de « Ménages »."""
    series: dict[str, list[Zone]] = field(default_factory=dict)
    """Par graphique, les étiquettes puis les valeurs."""


def lettres(colonne: int) -> str:
    """Les lettres d'une colonne comptée de 0 : A, Z, AA."""
    texte, reste = "", colonne + 1
    while reste:
        reste, rang = divmod(reste - 1, 26)
        texte = chr(65 + rang) + texte
    return texte


def genre_de(unite: Unite | None) -> Genre:
    """Le genre de la cellule d'un chiffre ; sans unité, un texte."""
    return Genre.TEXTE if unite is None else _GENRES[unite]


_GENRES = {
    Unite.NOMBRE: Genre.NOMBRE, Unite.ACTES: Genre.NOMBRE, Unite.EUROS: Genre.EUROS, Unite.TAUX: Genre.TAUX,
    Unite.SURFACE: Genre.SURFACE, Unite.JOURS: Genre.NOMBRE, Unite.ECART: Genre.DIFFERENCE, Unite.POINTS: Genre.POINTS,
}


def valeur_de(chiffre: Chiffre) -> tuple[Valeur, Genre]:
    """Une mesure sur personne est sans objet, et vide ; une mesure dont tout est ignoré est inconnue."""
    valeur: Valeur = chiffre.valeur if not chiffre.connus and not chiffre.inconnus else connu(chiffre.sue)
    return valeur, genre_de(chiffre.indicateur.unite)


def ecart_de(avant: Chiffre | None, apres: Chiffre | None) -> Valeur:
    """La seconde valeur − la première ; inconnue si l'une l'est, vide si l'une est sans objet ou n'existe pas."""
    lues = [None if c is None else valeur_de(c)[0] for c in (avant, apres)]
    return INCONNU if INCONNU in lues and None not in lues else ecart(avant, apres)


def case_de(contenu: object, unite: Unite | None) -> tuple[Valeur, Genre]:
    """La cellule d'un tableau : un texte vide, sans objet, None inconnu, MASQUE tu ; une grandeur porte son unité."""
    if contenu == MASQUE:
        return Masque.MASQUE, genre_de(unite)
    if contenu == "":
        return None, Genre.TEXTE
    if isinstance(contenu, Grandeur):
        return contenu.valeur, genre_de(contenu.unite)
    return connu(contenu), genre_de(unite)  # type: ignore[arg-type]  # ce qu'un tableau porte est une valeur


def connu(valeur: int | Decimal | date | str | bool | None) -> Valeur:
    """La valeur, ou INCONNU si elle manque alors qu'elle devrait être là."""
    return INCONNU if valeur is None else valeur


def nombre_excel(valeur: int | Decimal, genre: Genre) -> float:
    """Le nombre tel que le tableur le stocke : euros, m² et points au lieu de centimes, de dm² et de proportions."""
    if genre is Genre.POINTS:
        return float(valeur * 100)
    return float(valeur / 100) if genre in (Genre.EUROS, Genre.DIFFERENCE, Genre.SURFACE) else float(valeur)
