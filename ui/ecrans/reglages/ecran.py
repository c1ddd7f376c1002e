"""L'écran des réglages : un onglet par sujet."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from relogement.stockage.base import Base
from ui.ecrans.reglages.chartes import VoletChartes
from ui.ecrans.reglages.cil import VoletCil
from ui.ecrans.reglages.courriers import VoletCourriers
from ui.ecrans.reglages.minoration import VoletMinoration
from ui.ecrans.reglages.organisation import VoletOrganisation
from ui.ecrans.reglages.volet import VoletReglage
from ui.socle.contexte import Contexte
from ui.socle.elements import EnTete
from ui.socle.onglets import Onglets
from ui.socle.theme import DOUBLE, TRIPLE

VOLETS: tuple[type[VoletReglage], ...] = (VoletChartes, VoletCil, VoletOrganisation, VoletCourriers, VoletMinoration)


class EcranReglages(QWidget):
    """`aller(section=…)` montre un onglet ; tout se relit après chaque geste."""

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__()
        self._perime = False
        self.onglets = Onglets([(v.cle, v.titre) for v in VOLETS], "Sections des réglages")
        self.volets = {v.cle: v(contexte) for v in VOLETS}
        self._pile = QStackedWidget()
        for volet in self.volets.values():
            self._pile.addWidget(volet)
            volet.rafraichir()
        boite = QVBoxLayout(self)
        boite.setContentsMargins(TRIPLE, TRIPLE, TRIPLE, DOUBLE)
        boite.setSpacing(DOUBLE)
        boite.addWidget(EnTete("Réglages"))
        boite.addWidget(self.onglets)
        boite.addWidget(self._pile, 1)
        self.onglets.choisi.connect(lambda cle: self._pile.setCurrentWidget(self.volets[cle]))
        contexte.change.connect(self._sur_changement)

    def aller(self, **cible: Any) -> None:
        """Montre l'onglet `section`, s'il est d'ici."""
        if cible.get("section") in self.volets:
            self.onglets.choisir(cible["section"])
            self.volets[cible["section"]].viser()

    def _sur_changement(self, tables: frozenset[str], _phrase: str) -> None:
        if not tables:
            return
        if self.isVisible():
            self._rafraichir()
        else:
            self._perime = True

    def _rafraichir(self) -> None:
        self._perime = False
        for volet in self.volets.values():
            volet.rafraichir()

    def showEvent(self, event: QShowEvent) -> None:
        if self._perime:
            self._rafraichir()
        super().showEvent(event)
