"""Les champs de texte de la fenêtre : `Ctrl+Z` et `Ctrl+Y` y servent d'abord à la frappe, et sinon au dernier geste."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit


def _sans_objet(event: QEvent, annulable: bool, refaisable: bool) -> bool:
    """Vrai quand Qt demande au contrôle s'il prend la touche d'annuler ou de rétablir, et qu'il n'a rien à en faire."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    annule, refait = event.matches(QKeySequence.StandardKey.Undo), event.matches(QKeySequence.StandardKey.Redo)
    return (annule and not annulable) or (refait and not refaisable)


class LigneTexte(QLineEdit):
    """Une ligne de texte qui laisse `Ctrl+Z` et `Ctrl+Y` à la fenêtre quand elle n'a rien à en faire."""

    def event(self, arg: QEvent) -> bool:
        """Voir la classe."""
        if _sans_objet(arg, self.isUndoAvailable(), self.isRedoAvailable()):
            arg.ignore()
            return False
        return super().event(arg)


class ZoneTexte(QPlainTextEdit):
    """Un texte de plusieurs lignes qui laisse `Ctrl+Z` et `Ctrl+Y` à la fenêtre quand il n'a rien à en faire."""

    def event(self, event: QEvent) -> bool:
        """Voir la classe."""
        if _sans_objet(event, self.document().isUndoAvailable(), self.document().isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)
