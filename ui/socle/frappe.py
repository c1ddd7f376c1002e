"""Les champs de texte de la fenêtre : `Ctrl+Z` y défait la frappe, et sinon le dernier geste."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit


def _demande_annuler(event: QEvent) -> bool:
    """Vrai quand Qt demande au contrôle s'il prend `Ctrl+Z` pour lui."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    return event.matches(QKeySequence.StandardKey.Undo)


class LigneTexte(QLineEdit):
    """Une ligne de texte qui laisse `Ctrl+Z` à la fenêtre quand elle n'a rien à défaire."""

    def event(self, arg: QEvent) -> bool:
        """Voir la classe."""
        if _demande_annuler(arg) and not self.isUndoAvailable():
            arg.ignore()
            return False
        return super().event(arg)


class ZoneTexte(QPlainTextEdit):
    """Un texte de plusieurs lignes qui laisse `Ctrl+Z` à la fenêtre quand il n'a rien à défaire."""

    def event(self, event: QEvent) -> bool:
        """Voir la classe."""
        if _demande_annuler(event) and not self.document().isUndoAvailable():
            event.ignore()
            return False
        return super().event(event)
