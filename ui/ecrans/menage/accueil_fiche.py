"""La place d'un formulaire dans la page : il s'y ouvre, s'y referme, sa frappe reste en brouillon."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relogement.commun import ErreurMetier
from ui.ecrans.menage.clavier import Repere
from ui.fiches.fiche import Fiche
from ui.socle.contexte import Contexte
from ui.socle.elements import ZoneDefilante, vider

Ouvreur = Callable[[str, Contexte[Any], UUID, UUID | None, str | None], Fiche]
"""Fait la fiche de ce nom : contexte, porteur (ménage ou opération), fiche à reprendre, champ visé."""


class AccueilFiche(QWidget):
    """Accueille un formulaire à la fois. `ferme` : il vient de se refermer ; `origine` : d'où on l'a ouvert."""

    ferme = Signal()

    def __init__(self, contexte: Contexte[Any], ouvreur: Ouvreur) -> None:
        super().__init__()
        self._contexte, self._ouvreur = contexte, ouvreur
        self._porteur: UUID | None = None
        self.fiche: Fiche | None = None
        self.nom = ""
        self.origine: Repere | None = None
        self._fichiers: list[Path] = []
        self._boite = QVBoxLayout()
        self._zone = ZoneDefilante(self._boite)
        tout = QVBoxLayout(self)
        tout.setContentsMargins(0, 0, 0, 0)
        tout.addWidget(self._zone)

    @property
    def ouverte(self) -> bool:
        """Vrai si un formulaire est ouvert."""
        return self.fiche is not None

    def ouvrir(self, nom: str, porteur: UUID, fiche_id: UUID | None = None, champ: str | None = None) -> bool:
        """Ouvre ce formulaire à la place d'un autre, dont la frappe est gardée ; faux si le porteur n'existe plus."""
        self.fermer()
        try:
            fiche = self._ouvreur(nom, self._contexte, porteur, fiche_id, champ)
        except ErreurMetier as erreur:
            self._contexte.erreur.emit(erreur)
            return False
        self.fiche, self.nom, self._porteur = fiche, nom, porteur
        fiche.termine.connect(lambda *_: self._terminer())
        fiche.quitte.connect(self._quitter)
        self._boite.addWidget(fiche)
        self._boite.addStretch(1)
        self._zone.verticalScrollBar().setValue(0)
        return True

    def prendre_clavier(self, champ: str | None) -> None:
        """Place le clavier dans le formulaire, une fois montré, et le champ sous les yeux."""
        if self.fiche is None:
            return
        self.fiche.viser(champ)
        courant = self.fiche.focusWidget()
        if courant is not None:
            self._zone.ensureWidgetVisible(courant)

    def fermer(self) -> None:
        """Referme le formulaire sans rien dire ; en se cachant, chaque champ garde son texte."""
        vider(self._boite)
        self.fiche, self.nom = None, ""

    def _terminer(self) -> None:
        if self._fichiers and self._porteur is not None and self.deposer_suivant(self._porteur):
            return
        self._quitter()

    def _quitter(self) -> None:
        self._fichiers = []
        self.fermer()
        self.ferme.emit()

    def enchainer(self, fichiers: Sequence[Path]) -> None:
        """Retient les fichiers à ranger, l'un après l'autre."""
        self._fichiers = list(fichiers)

    def deposer_suivant(self, porteur: UUID) -> bool:
        """Ouvre le formulaire de pièce sur le prochain fichier ; faux s'il n'y en a plus."""
        if not self._fichiers:
            return False
        fichier = self._fichiers.pop(0)
        self._contexte.ecrire_brouillon(f"piece/{porteur}", "fichier", str(fichier))
        ouverte = self.ouvrir("piece", porteur)
        if ouverte:
            self.prendre_clavier("nature")
        return ouverte
