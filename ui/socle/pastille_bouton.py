"""Un compte que l'on peut cliquer : la pastille d'un état et son nombre."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from ui.socle.etats import Style, largeur_pastille, peindre_pastille
from ui.socle.peint import BoutonPeint
from ui.socle.theme import HAUTEUR_PASTILLE, RAYON_PASTILLE, couleur, theme


class PastilleBouton(BoutonPeint):
    """« ▲ 2 » ; `nom` est lu et montré dans la bulle (« 2 : en retard »), `geste` dit ce que fait un clic."""

    def __init__(self, style: Style, nombre: int, nom: str, geste: str) -> None:
        super().__init__(str(nombre))
        self._style = style.avec(str(nombre))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(nom)
        self.setAccessibleDescription(geste)
        self.setToolTip(f"{nom}. {geste}")

    def sizeHint(self) -> QSize:
        return QSize(largeur_pastille(self._style), HAUTEUR_PASTILLE)

    def paintEvent(self, event: QPaintEvent) -> None:
        peintre = QPainter(self)
        peintre.setRenderHint(QPainter.RenderHint.Antialiasing)
        peindre_pastille(peintre, QPointF(0, 0), self._style)
        if self.hasFocus() or self.underMouse():
            peintre.setBrush(Qt.BrushStyle.NoBrush)
            peintre.setPen(QPen(couleur(theme().accent), 1.5))
            peintre.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RAYON_PASTILLE, RAYON_PASTILLE)
        peintre.end()
