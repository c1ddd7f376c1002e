"""La page de l'import du vivier : son titre, le retour à la liste."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relogement.stockage.base import Base
from ui.ecrans.logements.importation import ImportVivier
from ui.socle.contexte import Contexte
from ui.socle.elements import Bouton, EnTete
from ui.socle.theme import DOUBLE


class PageImport(QWidget):
    """`retour` : revenir à la liste."""

    retour = Signal()

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__()
        self.liste = ImportVivier(contexte)
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.setSpacing(DOUBLE)
        boite.addWidget(EnTete(
            "Importer des logements offerts", " ", (),
            Bouton("Logements", self.retour.emit, icone="arrow-left"),
        ))
        boite.addWidget(self.liste, 1)
