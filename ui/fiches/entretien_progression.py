"""La barre des étapes de l'entretien : un trait et un mot chacune ; un clic y revient."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from ui.socle.theme import PAS, PETIT, Ton, couleur, police, theme

TRAIT = 5


class _Segment(QAbstractButton):
    """Une étape : faite, courante ou à venir ; son trait, son mot."""

    def __init__(self, mot: str, rang: int, total: int) -> None:
        super().__init__()
        self.setText(mot)
        self._place = f"Étape {rang} sur {total} : {mot}"
        self.etat = "à venir"
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def montrer(self, etat: str) -> None:
        """« faite », « en cours » ou « à venir »."""
        self.etat = etat
        self.setAccessibleName(f"{self._place}, {etat}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(QFontMetrics(police(PETIT)).horizontalAdvance(self.text()), 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        t, peintre = theme(), QPainter(self)
        peintre.setRenderHint(QPainter.RenderHint.Antialiasing)
        traits = {"faite": t.paire(Ton.RESPECTEE).encre, "en cours": t.accent}
        peintre.setPen(Qt.PenStyle.NoPen)
        peintre.setBrush(couleur(traits.get(self.etat, t.ligne)))
        peintre.drawRoundedRect(QRectF(0, 0, self.width(), TRAIT), TRAIT / 2, TRAIT / 2)
        peintre.setPen(couleur(t.accent if self.etat == "en cours" else t.douce))
        peintre.setFont(police(PETIT))
        mot = peintre.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        peintre.drawText(QRectF(0, TRAIT + 4, self.width(), 22), Qt.AlignmentFlag.AlignVCenter, mot)
        peintre.end()


class Progression(QWidget):
    """Toutes les étapes ; `choisie(rang)` quand on clique."""

    choisie = Signal(int)

    def __init__(self, mots: Sequence[str]) -> None:
        super().__init__()
        boite = QHBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.setSpacing(PAS)
        self._segments = [_Segment(mot, rang, len(mots)) for rang, mot in enumerate(mots, start=1)]
        for rang, segment in enumerate(self._segments):
            boite.addWidget(segment, 1)
            segment.clicked.connect(lambda *_, r=rang: self.choisie.emit(r))
        self.avancer(0)

    def avancer(self, courante: int) -> None:
        """Montre où l'on en est."""
        for rang, segment in enumerate(self._segments):
            segment.montrer("en cours" if rang == courante else "faite" if rang < courante else "à venir")
