"""Le rendu des cellules d'une liste : texte, pastille d'état, filet sous la ligne."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.socle.etats import peindre_pastille
from ui.socle.modele import ROLE_FORT, ROLE_STYLE
from ui.socle.theme import CORPS, HAUTEUR_PASTILLE, PAS, couleur, police, theme


class Rendu(QStyledItemDelegate):
    """Peint les cellules avec les jetons du thème."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Le fond de la ligne choisie, le contenu, le filet, le cadre de la cellule qui a le clavier."""
        t = theme()
        zone = QRectF(option.rect)
        etat: QStyle.StateFlag = option.state
        painter.save()
        if etat & QStyle.StateFlag.State_Selected:
            painter.fillRect(zone, couleur(t.fond_accent))
        style = index.data(ROLE_STYLE)
        if style is not None:
            haut = zone.center().y() - HAUTEUR_PASTILLE / 2
            painter.setClipRect(zone)
            peindre_pastille(painter, QPointF(zone.left() + PAS, haut), style)
        else:
            self._ecrire(painter, zone, index)
        painter.fillRect(QRectF(zone.left(), zone.bottom() - 1, zone.width(), 1), couleur(t.ligne))
        if etat & QStyle.StateFlag.State_HasFocus:
            painter.setPen(couleur(t.accent))
            painter.drawRect(zone.adjusted(0.5, 0.5, -1.5, -1.5))
        painter.restore()

    def _ecrire(self, painter: QPainter, zone: QRectF, index: QModelIndex | QPersistentModelIndex) -> None:
        graisse = QFont.Weight.DemiBold if index.data(ROLE_FORT) else QFont.Weight.Normal
        painter.setFont(police(CORPS, graisse))
        painter.setPen(couleur(theme().encre))
        texte = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        large = zone.adjusted(PAS, 0, -PAS, -1)
        montre = QFontMetrics(painter.font()).elidedText(texte, Qt.TextElideMode.ElideRight, int(large.width()))
        painter.drawText(large, index.data(Qt.ItemDataRole.TextAlignmentRole), montre)
