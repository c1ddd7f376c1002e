"""Des cartes les unes sous les autres, refaites à chaque lecture sans perdre ni la frappe ni le clavier."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.ecrans.menage.clavier import reperer, revenir
from ui.socle.theme import DOUBLE


class Cartes(QWidget):
    """Une carte faite par `carte` n'est refaite que si ce qu'elle montre a changé : un clic en cours n'y est pas perdu.

    `remplacer` garde le clavier où il était.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("transparent", True)
        self._cartes: dict[str, tuple[object, QWidget]] = {}
        self._boite = QVBoxLayout(self)
        self._boite.setContentsMargins(0, 0, 0, 0)
        self._boite.setSpacing(DOUBLE)
        self._boite.addStretch(1)

    def carte(self, nom: str, donnees: object, fabrique: Callable[[], QWidget]) -> QWidget:
        """La carte de ce nom, gardée telle quelle tant que `donnees` (comparées par égalité) ne changent pas."""
        connue = self._cartes.get(nom)
        if connue is not None and connue[0] == donnees:
            return connue[1]
        nouvelle = fabrique()
        self._cartes[nom] = (donnees, nouvelle)
        return nouvelle

    def remplacer(self, *cartes: QWidget) -> None:
        """Remplace les cartes ; celles qui sont déjà là sont gardées telles quelles, avec ce qu'on y tape."""
        repere = reperer(self)
        gardees = set(cartes)
        for ancienne in self._posees():
            # Qt oublie ainsi la hauteur qu'il en retenait ; `takeAt` la laisserait à la carte remise en place.
            self._boite.removeWidget(ancienne)
            if ancienne not in gardees:
                ancienne.hide()
                ancienne.deleteLater()
        for rang, carte in enumerate(cartes):
            self._boite.insertWidget(rang, carte)
            carte.show()
        self._cartes = {nom: couple for nom, couple in self._cartes.items() if couple[1] in gardees}
        revenir(self, repere)

    def _posees(self) -> list[QWidget]:
        elements = (self._boite.itemAt(rang) for rang in range(self._boite.count()))
        return [widget for e in elements if e is not None and (widget := e.widget()) is not None]
