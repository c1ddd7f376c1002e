"""L'accueil : ouvrir sa base, la créer, ou découvrir l'application avec la démonstration."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from relogement.commun import ErreurMetier
from relogement.stockage.base import creer_base, ouvrir_base
from ui.ecrans.accueil_pages import PageBienvenue, PageCreation, PagePhrase
from ui.ecrans.demonstration import FICHIER, faire_demonstration
from ui.socle.invites import Invites
from ui.socle.taches import BarreTache, Taches
from ui.socle.theme import DOUBLE

FILTRE = "Bases Relogement (*.relogement)"


class _PhraseDemandee(Exception):
    """La base est chiffrée et personne n'a encore donné de phrase."""


def _pas_encore() -> str:
    raise _PhraseDemandee


class Accueil(QWidget):
    """La première fenêtre ; `ouverte(Base)` quand une base est prête, une seule fois.

    `demonstration` : le dossier où vit la base de démonstration ; `environnement` : la phrase déjà donnée, ou None.
    """

    ouverte = Signal(object)

    def __init__(
        self, chemin: Path, agent: str | None, invites: Invites, demonstration: Path, environnement: str | None = None
    ) -> None:
        super().__init__()
        self.setObjectName("fond")
        self.setWindowTitle("Relogement")
        self.resize(1000, 700)
        self._agent, self._invites, self._environnement = agent, invites, environnement
        self._demonstration = demonstration / FICHIER
        self.taches = Taches(self)
        self._pile = QStackedWidget()
        boite = QVBoxLayout(self)
        boite.addStretch(1)
        boite.addWidget(self._pile, 0, Qt.AlignmentFlag.AlignHCenter)
        boite.addWidget(BarreTache(self.taches), 0, Qt.AlignmentFlag.AlignHCenter)
        boite.addStretch(2)
        boite.setSpacing(DOUBLE)
        self._viser(chemin)

    def _viser(self, chemin: Path) -> None:
        """Prépare les pages de cette base et montre celle qui convient."""
        self.chemin = chemin
        while (ancienne := self._pile.currentWidget()) is not None:
            self._pile.removeWidget(ancienne)
            ancienne.deleteLater()
        self.bienvenue, self.creation = PageBienvenue(chemin.name), PageCreation(self._agent or "")
        self.phrase = PagePhrase(chemin.name)
        for page in (self.bienvenue, self.creation, self.phrase):
            self._pile.addWidget(page)
        self.bienvenue.creer.connect(lambda: self._montrer(self.creation, self.creation.nom))
        self.bienvenue.decouvrir.connect(self.decouvrir)
        self.bienvenue.ouvrir.connect(self.choisir_autre)
        self.creation.retour.connect(lambda: self._montrer(self.bienvenue, self.bienvenue.bouton_creer))
        self.creation.valide.connect(self._creer)
        self.phrase.valide.connect(lambda phrase: self._ouvrir(lambda: phrase))
        self.phrase.autre.connect(self.choisir_autre)
        self._montrer(self.bienvenue, self.bienvenue.bouton_creer)

    def _montrer(self, page: QWidget, ou: QWidget) -> None:
        self._pile.setCurrentWidget(page)
        ou.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def page(self) -> QWidget | None:
        """La page montrée."""
        return self._pile.currentWidget()

    def commencer(self) -> None:
        """Ouvre la base si rien n'est à demander ; sinon la page qui convient reste à l'écran."""
        if self.chemin.exists():
            phrase = self._environnement
            self._ouvrir(_pas_encore if phrase is None else lambda: phrase)

    def _ouvrir(self, phrase: Callable[[], str]) -> None:
        try:
            base = ouvrir_base(self.chemin, phrase, agent=self._agent)
        except _PhraseDemandee:
            self._montrer(self.phrase, self.phrase.phrase)
        except ErreurMetier as erreur:
            if erreur.champ == "phrase":
                self._montrer(self.phrase, self.phrase.phrase)
                self.phrase.refuser(erreur.phrase)
            else:
                self._dire(erreur)
        else:
            self.ouverte.emit(base)

    def _dire(self, erreur: ErreurMetier) -> None:
        """La phrase, sur la page montrée ; une base illisible laisse ouvrir une autre base."""
        for page in (self.bienvenue, self.creation, self.phrase):
            page.montrer_erreur(erreur.phrase)

    def _creer(self, nom: str, phrase: str) -> None:
        try:
            base = creer_base(self.chemin, phrase, agent=nom)
        except ErreurMetier as erreur:
            self._dire(erreur)
        else:
            self.ouverte.emit(base)

    def choisir_autre(self) -> None:
        """Ouvre une base d'un autre emplacement."""
        chemin = self._invites.ouvrir_fichier("Ouvrir une base", FILTRE)
        if chemin is not None:
            self._viser(chemin)
            self.commencer()

    def decouvrir(self) -> None:
        """Ouvre la démonstration, faite à côté la première fois."""
        chemin, agent = self._demonstration, self._agent
        if chemin.exists():
            self._ouvrir_demonstration(None)
            return
        self.bienvenue.setEnabled(False)
        self.taches.lancer(
            "Construction de la démonstration…", lambda suivi: faire_demonstration(chemin, agent, suivi.avancer),
            self._ouvrir_demonstration, self._demonstration_impossible,
        )

    def _ouvrir_demonstration(self, _fait: object) -> None:
        self.bienvenue.setEnabled(True)
        self._viser(self._demonstration)
        self.commencer()

    def _demonstration_impossible(self, erreur: ErreurMetier) -> None:
        self.bienvenue.setEnabled(True)
        self._dire(erreur)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Arrête la construction en cours."""
        self.taches.terminer()
        super().closeEvent(event)
