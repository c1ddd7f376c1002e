"""Ce qu'est une section de la page d'un ménage : des cartes, refaites à chaque lecture du dossier."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relogement.regles.charte.constat import Constat
from relogement.services.charte import Resume
from relogement.stockage.lectures import FicheMenage
from ui.socle.contexte import Contexte
from ui.socle.theme import DOUBLE

Ouvrir = Callable[[str, UUID | None, str | None], None]
"""Ouvre un formulaire : son nom, la fiche à reprendre (None : une nouvelle), le champ où placer le clavier."""


class Section(QWidget):
    """Une section de la page. `cle` et `titre` sont ceux de l'onglet ; `ouvrir` demande un formulaire à la page.

    `montrer` est rappelé après chaque geste : il refait les cartes avec `remplacer`, qui garde le clavier où il était.
    """

    cle: ClassVar[str]
    titre: ClassVar[str]

    def __init__(self, contexte: Contexte[Any], ouvrir: Ouvrir) -> None:
        super().__init__()
        self.setProperty("transparent", True)
        self.contexte, self.ouvrir = contexte, ouvrir
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

    def remplacer(self, *cartes: QWidget) -> None:
        """Remplace les cartes ; celles qui sont déjà là sont gardées telles quelles, avec ce qu'on y tape."""
        repere = self._repere()
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
        self._revenir(repere)

    def _repere(self) -> tuple[type[QWidget], str] | None:
        """Ce qui a le clavier, par sa classe et le nom que lit un lecteur d'écran."""
        courant = self.focusWidget()
        if courant is None or not courant.hasFocus():
            return None
        return type(courant), courant.accessibleName()

    def _revenir(self, repere: tuple[type[QWidget], str] | None) -> None:
        if repere is None:
            return
        genre, nom = repere
        for widget in self.findChildren(genre):
            if widget.accessibleName() == nom and widget.isVisibleTo(self):
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
                return
