"""La pastille d'un état : une forme, un mot, une couleur."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from relogement.regles.charte.etats import Etat
from ui.socle.etats import Style, largeur_pastille, peindre_pastille, style_etat
from ui.socle.theme import HAUTEUR_PASTILLE


class Pastille(QWidget):
    """Une pastille ; `Pastille(Etat.EN_RETARD, "en retard de 6 j")` ou `Pastille(Style("BEL", Ton.ACCENT))`."""

    def __init__(self, quoi: Etat | Style, mot: str | None = None) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.montrer(quoi, mot)

    def montrer(self, quoi: Etat | Style, mot: str | None = None) -> None:
        """Change ce que la pastille montre."""
        style = quoi if isinstance(quoi, Style) else style_etat(quoi)
        self.style_montre = style if mot is None else style.avec(mot)
        self.setAccessibleName(self.style_montre.mot)
        self.setAccessibleDescription(f"État : {self.style_montre.mot}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(largeur_pastille(self.style_montre), HAUTEUR_PASTILLE)

    def paintEvent(self, event: QPaintEvent) -> None:
        peintre = QPainter(self)
        peindre_pastille(peintre, QPointF(0, 0), self.style_montre)
        peintre.end()
