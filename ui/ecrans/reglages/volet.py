"""Ce qu'est un onglet des réglages."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from relogement.stockage.base import Base
from ui.socle.contexte import Contexte


class VoletReglage(QWidget):
    """Un onglet ; `rafraichir` est rappelé après chaque changement, sans jamais refaire un formulaire en cours."""

    cle: ClassVar[str]
    titre: ClassVar[str]

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__()
        self.setProperty("transparent", True)
        self.contexte = contexte

    def viser(self) -> None:
        """Place le clavier là où quelque chose se règle, s'il y a lieu."""

    def rafraichir(self) -> None:
        """Relit et montre."""
        raise NotImplementedError
