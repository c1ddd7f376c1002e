"""Ce qu'est un onglet de la page d'une opération."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relogement.stockage.base import Base
from ui.ecrans.cartes import Cartes
from ui.ecrans.operation.lecture import LectureOperation
from ui.socle.contexte import Contexte
from ui.socle.elements import Bouton, ZoneDefilante


class Volet(QWidget):
    """Un onglet ; `montrer` est rappelé après chaque changement, sans jamais refaire un formulaire en cours.

    `demande(nom, fiche_id, champ)` : une fiche de l'opération, que la page ouvre à la place de l'onglet.
    """

    demande = Signal(str, object, object)

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

    def ouvrir(self, nom: str, fiche_id: UUID | None = None, champ: str | None = None) -> None:
        """Demande une fiche de l'opération : son nom, la ligne à reprendre (None : une nouvelle), le champ visé."""
        self.demande.emit(nom, fiche_id, champ)


class VoletCartes(Volet):
    """Un onglet fait de cartes qui défilent."""

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__(contexte)
        self.cartes = Cartes()
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.addWidget(ZoneDefilante(self.cartes))

    def viser(self, champ: str | None) -> None:
        """Le clavier sur le premier geste."""
        premier = self.cartes.findChild(Bouton)
        if isinstance(premier, Bouton):
            premier.setFocus(Qt.FocusReason.OtherFocusReason)
