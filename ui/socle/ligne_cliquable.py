"""Une ligne que l'on choisit d'un clic ou d'une touche, et qui montre ou cache ses preuves."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.socle.elements import Bouton, Geste, Texte, flux
from ui.socle.pastille import Pastille
from ui.socle.theme import DEMI, PAS, RAYON_CONTROLE, couleur, theme

_ENTREE = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class LigneCliquable(QWidget):
    """`choisi` : clic, Entrée ou Espace ; flèche droite ou le bouton « Preuves » déplie les `preuves`.

    `repere` : le mot court de gauche ; `cliquable` faux : la ligne se lit et se déplie, elle ne mène nulle part.
    """

    choisi = Signal()

    def __init__(self, repere: str, libelle: str, phrase: str, preuves: Sequence[str], *, cliquable: bool) -> None:
        super().__init__()
        self._cliquable = cliquable
        self._repere, self._libelle, self._phrase = repere, libelle, phrase
        self._preuves = _zone(preuves)
        self.bouton_preuves = self.lien("Preuves", self.basculer) if preuves else None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if cliquable:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def lien(self, mot: str, geste: Geste, description: str = "") -> Bouton:
        """Un lien de la ligne, dont le nom lu dit aussi de quelle ligne il est."""
        bouton = Bouton(mot, geste, "lien", description=f"{description or mot} : {self._libelle}")
        bouton.setAccessibleName(f"{mot} : {self._libelle}")
        bouton.setFixedHeight(24)
        return bouton

    def disposer(self, etat: Pastille, *liens: QWidget, depliee: bool = False) -> None:
        """Place le tout : le libellé, l'état suivi de « Preuves » et des `liens`, la phrase, les preuves."""
        repere = Texte(self._repere, "petit")
        repere.setWordWrap(False)
        repere.setFixedWidth(46)
        libelle = Texte(self._libelle)
        libelle.setFont(_medium(libelle.font()))
        corps = QVBoxLayout()
        corps.setSpacing(DEMI)
        corps.addWidget(libelle)
        preuves = () if self.bouton_preuves is None else (self.bouton_preuves,)
        corps.addWidget(flux(etat, *preuves, *liens, centre=True))
        corps.addWidget(Texte(self._phrase, "petit"))
        corps.addWidget(self._preuves)
        boite = QHBoxLayout(self)
        boite.setContentsMargins(DEMI, PAS, DEMI, PAS)
        boite.setSpacing(0)
        boite.addWidget(repere, 0, Qt.AlignmentFlag.AlignTop)
        boite.addLayout(corps, 1)
        self.deplier(depliee)

    @property
    def depliee(self) -> bool:
        """Vrai si les preuves sont montrées."""
        return self._preuves.isVisibleTo(self)

    def deplier(self, oui: bool) -> None:
        """Montre ou cache les preuves."""
        self._preuves.setVisible(oui and self.bouton_preuves is not None)
        if self.bouton_preuves is not None:
            self.bouton_preuves.setText("Masquer" if oui else "Preuves")

    def basculer(self) -> None:
        """Déplie ou replie les preuves."""
        self.deplier(not self.depliee)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTREE and self._cliquable:
            self.choisi.emit()
        elif event.key() == Qt.Key.Key_Right:
            self.deplier(True)
        elif event.key() == Qt.Key.Key_Left:
            self.deplier(False)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        dedans = self.rect().contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and dedans and self._cliquable:
            self.choisi.emit()
        else:
            super().mouseReleaseEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        peintre = QPainter(self)
        peintre.setRenderHint(QPainter.RenderHint.Antialiasing)
        zone = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self._cliquable and self.underMouse():
            peintre.setPen(Qt.PenStyle.NoPen)
            peintre.setBrush(couleur(theme().fond_accent))
            peintre.drawRoundedRect(zone, RAYON_CONTROLE, RAYON_CONTROLE)
        if self.hasFocus():
            peintre.setBrush(Qt.BrushStyle.NoBrush)
            peintre.setPen(QPen(couleur(theme().accent), 2))
            peintre.drawRoundedRect(zone, RAYON_CONTROLE, RAYON_CONTROLE)
        peintre.end()


def _medium(police: QFont) -> QFont:
    police.setWeight(QFont.Weight.Medium)
    return police


def _zone(preuves: Sequence[str]) -> QWidget:
    porteur = QWidget()
    porteur.setProperty("transparent", True)
    boite = QVBoxLayout(porteur)
    boite.setContentsMargins(0, DEMI, 0, 0)
    boite.setSpacing(DEMI)
    for phrase in preuves:
        boite.addWidget(Texte(phrase, "petit"))
    return porteur
