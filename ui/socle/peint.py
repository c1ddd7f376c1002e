"""Un bouton peint par l'application, dont le parent conduit les flèches."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton

_AU_PARENT = (
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)


class BoutonPeint(QAbstractButton):
    """Un élément de rail, d'onglets ou d'image : Espace et Entrée le choisissent, les flèches vont à son parent."""

    def __init__(self, texte: str = "") -> None:
        super().__init__()
        self.setText(texte)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def keyPressEvent(self, e: QKeyEvent) -> None:
        if e.key() in _AU_PARENT:
            e.ignore()
        elif e.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(e)
