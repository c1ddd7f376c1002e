"""Les petits tableaux et les paires « libellé, valeur » des cartes : du texte, des gestes au bout de la ligne."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QWidget

from ui.socle.elements import Bouton, Filet, Geste, Texte
from ui.socle.pastille import Pastille
from ui.socle.theme import DEMI, DOUBLE, PAS

Cellule = str | QWidget
_DROITE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_GAUCHE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Grille(QWidget):
    """Un petit tableau. `droite` : les rangs des colonnes de nombres ; `parts` : la part de largeur de chaque colonne.

    Chaque cellule se lit avec le titre de sa colonne. Les gestes de la dernière colonne ne prennent que leur place.
    """

    def __init__(
        self,
        colonnes: Sequence[str],
        lignes: Sequence[Sequence[Cellule]],
        *,
        parts: Sequence[int] = (),
        droite: frozenset[int] = frozenset(),
    ) -> None:
        super().__init__()
        self.setProperty("transparent", True)
        self._grille = QGridLayout(self)
        self._grille.setContentsMargins(0, 0, 0, 0)
        self._grille.setHorizontalSpacing(DOUBLE)
        self._grille.setVerticalSpacing(DEMI)
        self._colonnes, self._droite = colonnes, droite
        for rang, titre in enumerate(colonnes):
            self._grille.setColumnStretch(rang, parts[rang] if rang < len(parts) else 1 if titre else 0)
            self._poser(0, rang, _etiquette(titre, "petit"))
        for rang, ligne in enumerate(lignes):
            self._grille.addWidget(Filet(), 2 * rang + 1, 0, 1, len(colonnes))
            for colonne, cellule in enumerate(ligne):
                self._poser(2 * rang + 2, colonne, self._cellule(cellule, colonne))

    def _cellule(self, cellule: Cellule, colonne: int) -> QWidget:
        if isinstance(cellule, QWidget):
            return cellule
        texte = Texte(cellule)
        texte.setAccessibleName(f"{self._colonnes[colonne]} : {cellule}")
        texte.setMinimumHeight(28)
        return texte

    def _poser(self, ligne: int, colonne: int, quoi: QWidget) -> None:
        if isinstance(quoi, QLabel):
            if colonne in self._droite:
                quoi.setWordWrap(False)
                quoi.setAlignment(_DROITE)
            self._grille.addWidget(quoi, ligne, colonne)
        else:
            self._grille.addWidget(quoi, ligne, colonne, _GAUCHE if isinstance(quoi, Pastille) else _DROITE)


def _etiquette(texte: str, ton: str = "doux") -> Texte:
    resultat = Texte(texte, "petit" if ton == "petit" else "doux")
    resultat.setWordWrap(False)
    return resultat


def lien(mot: str, geste: Geste, description: str) -> Bouton:
    """Un geste au bout d'une ligne ; `description` le nomme en entier, avec ce sur quoi il porte."""
    bouton = Bouton(mot, geste, "lien", description=description)
    bouton.setAccessibleName(description)
    bouton.setFixedHeight(28)
    return bouton


def gestes(*boutons: QWidget) -> QWidget:
    """Les gestes d'une ligne, côte à côte."""
    porteur = QWidget()
    porteur.setProperty("transparent", True)
    boite = QHBoxLayout(porteur)
    boite.setContentsMargins(0, 0, 0, 0)
    boite.setSpacing(DEMI)
    for bouton in boutons:
        boite.addWidget(bouton)
    porteur.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return porteur


def paires(valeurs: Sequence[tuple[str, str]]) -> QWidget:
    """Des libellés et leurs valeurs, l'un à côté de l'autre ; les valeurs vont à la ligne."""
    porteur = QWidget()
    porteur.setProperty("transparent", True)
    grille = QGridLayout(porteur)
    grille.setContentsMargins(0, 0, 0, 0)
    grille.setHorizontalSpacing(DOUBLE)
    grille.setVerticalSpacing(PAS)
    grille.setColumnStretch(1, 1)
    for rang, (libelle, valeur) in enumerate(valeurs):
        texte = Texte(valeur)
        texte.setAccessibleName(f"{libelle} : {valeur}")
        grille.addWidget(_etiquette(libelle), rang, 0, Qt.AlignmentFlag.AlignTop)
        grille.addWidget(texte, rang, 1)
    return porteur
