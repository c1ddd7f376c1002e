"""Ce qu'est un onglet de la page d'une opération."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from relogement.stockage.base import Base
from ui.ecrans.operation.lecture import LectureOperation
from ui.socle.contexte import Contexte


class Volet(QWidget):
    """Un onglet ; `montrer` est rappelé après chaque changement, sans jamais refaire un formulaire en cours."""

    cle: ClassVar[str]
    titre: ClassVar[str]

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__()
        self.setProperty("transparent", True)
        self.contexte = contexte

    def montrer(self, lecture: LectureOperation) -> None:
        """Montre l'opération telle qu'elle vient d'être relue."""
        raise NotImplementedError

    def compte(self, lecture: LectureOperation) -> int | None:
        """Le nombre à montrer sur l'onglet ; None : aucun."""
        return None

    def viser(self, champ: str | None) -> None:
        """Place le clavier sur ce champ, s'il est d'ici."""
