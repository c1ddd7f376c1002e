"""Ce qu'est une section de la page d'un ménage : des cartes, refaites à chaque lecture du dossier."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from relogement.regles.charte.constat import Constat
from relogement.services.charte import Resume
from relogement.stockage.lectures import FicheMenage
from ui.ecrans.menage.clavier import reperer, revenir
from ui.socle.contexte import Contexte
from ui.socle.theme import DOUBLE

Ouvrir = Callable[[str, UUID | None, str | None], None]
"""Ouvre un formulaire : son nom, la fiche à reprendre (None : une nouvelle), le champ où placer le clavier."""


class Section(QWidget):
    """Une section de la page. `cle` et `titre` sont ceux de l'onglet ; `ouvrir` demande un formulaire à la page.

    `montrer` est rappelé après chaque geste : il refait les cartes avec `remplacer`, qui garde le clavier où il était.
    Une carte faite par `carte` n'est refaite que si ce qu'elle montre a changé : un clic en cours n'y est pas perdu.
    """

    cle: ClassVar[str]
    titre: ClassVar[str]

    def __init__(self, contexte: Contexte[Any], ouvrir: Ouvrir) -> None:
        super().__init__()
        self.setProperty("transparent", True)
        self.contexte, self.ouvrir = contexte, ouvrir
        self._cartes: dict[str, tuple[object, QWidget]] = {}
        self._boite = QVBoxLayout(self)
        self._boite.setContentsMargins(0, 0, 0, 0)
        self._boite.setSpacing(DOUBLE)

    def montrer(self, fiche: FicheMenage, constats: list[Constat], resume: Resume) -> None:
        """Montre le dossier tel qu'il vient d'être relu."""
        raise NotImplementedError

    def compte(self, fiche: FicheMenage) -> int | None:
        """Le nombre à lire dans l'onglet ; None : aucun."""
        return None

    def viser(self, champ: str | None, fiche_id: UUID | None) -> bool:
        """Place le clavier sur un champ de la section ; faux s'il n'y est pas (c'est alors un formulaire)."""
        return False

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
        while (element := self._boite.takeAt(0)) is not None:
            ancienne = element.widget()
            if ancienne is not None and ancienne not in gardees:
                ancienne.hide()
                ancienne.deleteLater()
        for carte in cartes:
            self._boite.addWidget(carte)
            carte.show()
        self._boite.addStretch(1)
        self._cartes = {nom: couple for nom, couple in self._cartes.items() if couple[1] in gardees}
        revenir(self, repere)
