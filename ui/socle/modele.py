"""Le modèle des listes : une suite de lignes figées, filtrée et triée en Python."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from relogement.commun import sans_accents
from ui.socle.etats import Style

T = TypeVar("T")
Cle = int | float | str | None
Index = QModelIndex | QPersistentModelIndex
ROLE_STYLE = Qt.ItemDataRole.UserRole + 1
ROLE_FORT = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True)
class Colonne(Generic[T]):
    """Une colonne : son titre, le texte d'une ligne, et au besoin sa clé de tri, son état à peindre, sa somme.

    `tri` rend un entier, un flottant, un texte ou None (l'inconnu, toujours à la fin) ; sans elle on trie sur le texte.
    `style` rend la pastille à peindre à la place du texte, qui reste lu, cherché et copié. `part` : sa part de la
    largeur libre, tant que personne n'a réglé les largeurs à la main. `complet` : le texte en toutes lettres, celui de
    la bulle, de la lecture à voix haute, du filtre et de la copie ; `nom` : le titre en toutes lettres.
    """

    titre: str
    texte: Callable[[T], str]
    tri: Callable[[T], Cle] | None = None
    alignement: Literal["gauche", "droite"] = "gauche"
    largeur: int = 140
    style: Callable[[T], Style | None] | None = None
    somme: Callable[[Sequence[T]], str] | None = None
    fort: bool = False
    part: int = 0
    complet: Callable[[T], str] | None = None
    nom: str = ""

    @property
    def entier(self) -> Callable[[T], str]:
        """Ce qui donne le texte en toutes lettres."""
        return self.complet or self.texte


_SEPARE_LIGNES, _SEPARE_COLONNES = "\x1e", "\x1f"


def plier(textes: Sequence[str]) -> list[str]:
    """Les textes sans accents ni casse, comme `sans_accents` ; d'un bloc, car une liste en a beaucoup."""
    bloc = _SEPARE_LIGNES.join(textes).lower()
    for caractere in {c for c in set(bloc) if not c.isascii()}:
        bloc = bloc.replace(caractere, sans_accents(caractere))
    plis = bloc.split(_SEPARE_LIGNES)
    return plis if len(plis) == len(textes) else [sans_accents(texte) for texte in textes]


class ModeleLignes(QAbstractTableModel, Generic[T]):
    """Les lignes visibles ; filtrer ou trier remet le modèle à zéro."""

    def __init__(self, colonnes: Sequence[Colonne[T]]) -> None:
        super().__init__()
        self.colonnes = tuple(colonnes)
        self.visibles: list[T] = []
        self.tri: tuple[int, bool] | None = None
        self._lignes: list[T] = []
        self._plis: list[str] | None = None
        self._ordre: list[int] = []
        self._mots: list[str] = []

    @property
    def total(self) -> int:
        """Le nombre de lignes avant filtre."""
        return len(self._lignes)

    def poser(self, lignes: Sequence[T]) -> None:
        """Remplace les lignes."""
        self._lignes = list(lignes)
        self._plis = None
        self._ordonner()
        self._refaire()

    def filtrer(self, texte: str) -> None:
        """Garde les lignes qui contiennent chacun des mots."""
        self._mots = sans_accents(texte).split()
        self._refaire()

    def trier(self, colonne: int, *, decroissant: bool) -> None:
        """Trie sur cette colonne ; les ex æquo gardent leur ordre."""
        self.tri = (colonne, decroissant)
        self._ordonner()
        self._refaire()

    def _refaire(self) -> None:
        self.beginResetModel()
        if self._mots:
            plis = self._plier_lignes()
            retenus = [i for i in self._ordre if all(mot in plis[i] for mot in self._mots)]
        else:
            retenus = self._ordre
        self.visibles = [self._lignes[i] for i in retenus]
        self.endResetModel()

    def preparer(self) -> None:
        """Plie d'avance le texte des lignes, pour que le premier filtre soit immédiat."""
        self._plier_lignes()

    def _plier_lignes(self) -> list[str]:
        """Le texte de chaque ligne, plié une fois pour toutes."""
        if self._plis is None:
            textes = [colonne.entier for colonne in self.colonnes]
            self._plis = plier([_SEPARE_COLONNES.join([t(ligne) for t in textes]) for ligne in self._lignes])
        return self._plis

    def _ordonner(self) -> None:
        """Calcule l'ordre des lignes ; l'inconnu à la fin dans les deux sens, les ex æquo dans leur ordre."""
        self._ordre = list(range(len(self._lignes)))
        if self.tri is None:
            return
        rang, decroissant = self.tri
        cle = self.colonnes[rang].tri or self.colonnes[rang].texte
        valeurs: list[Any] = [cle(ligne) for ligne in self._lignes]
        connues = [i for i, valeur in enumerate(valeurs) if valeur is not None]
        inconnues = [i for i, valeur in enumerate(valeurs) if valeur is None]
        if connues and isinstance(valeurs[connues[0]], str):
            valeurs = plier([valeur or "" for valeur in valeurs])
        connues.sort(key=valeurs.__getitem__, reverse=decroissant)
        self._ordre = connues + inconnues

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.visibles)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.colonnes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Le texte de la cellule, son alignement, sa pastille."""
        colonne = self.colonnes[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            dire = colonne.texte if role == Qt.ItemDataRole.DisplayRole else colonne.entier
            return dire(self.visibles[index.row()])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{colonne.nom or colonne.titre} : {colonne.entier(self.visibles[index.row()])}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignement(colonne)
        if role == ROLE_STYLE:
            return colonne.style(self.visibles[index.row()]) if colonne.style is not None else None
        if role == ROLE_FORT:
            return colonne.fort
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            fleche = "" if self.tri is None or self.tri[0] != section else " ↓" if self.tri[1] else " ↑"
            return self.colonnes[section].titre + fleche
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.colonnes[section].nom or self.colonnes[section].titre
        return _alignement(self.colonnes[section]) if role == Qt.ItemDataRole.TextAlignmentRole else None


def _alignement(colonne: Colonne[Any]) -> Qt.AlignmentFlag:
    cote = Qt.AlignmentFlag.AlignRight if colonne.alignement == "droite" else Qt.AlignmentFlag.AlignLeft
    return cote | Qt.AlignmentFlag.AlignVCenter
