"""L'accueil : ouvrir sa base, la créer, ou découvrir l'application avec la démonstration."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from relogement.commun import ErreurMetier
from relogement.stockage.base import creer_base, ouvrir_base
from relogement.stockage.emplacement import DEMONSTRATION
from ui.ecrans.accueil_pages import Page, PageBienvenue, PageCreation, PagePhrase
from ui.socle.invites import Invites
from ui.socle.taches import BarreTache, Taches
from ui.socle.theme import DOUBLE

FILTRE = "Bases Relogement (*.relogement)"


class _PhraseDemandee(Exception):
    """La base est chiffrée et personne n'a encore donné de phrase."""


def _pas_encore() -> str:
    raise _PhraseDemandee


def _faire_demonstration(chemin: Path, agent: str | None, avancer: Callable[[int, int, str], object]) -> None:
    # Chargée seulement si on la demande : elle pèserait sur l'ouverture.
    from sample_data.installation import installer

    installer(chemin, agent, avancer)


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
        self._demonstration = demonstration / DEMONSTRATION
        self.taches = Taches(self)
        # Une page à la fois, chacune à sa hauteur : une pile donnerait à toutes celle de la plus haute.
        self._pages: list[Page] = []
        self._place = QVBoxLayout()
        milieu = QHBoxLayout()
        milieu.addStretch(1)
        milieu.addLayout(self._place)
        milieu.addStretch(1)
        boite = QVBoxLayout(self)
        boite.addStretch(1)
        boite.addLayout(milieu)
        boite.addWidget(BarreTache(self.taches), 0, Qt.AlignmentFlag.AlignHCenter)
        boite.addStretch(2)
        boite.setSpacing(DOUBLE)
        self._viser(chemin)

    def _viser(self, chemin: Path) -> None:
        """Prépare les pages de cette base et montre celle qui convient."""
        self.chemin = chemin
        for ancienne in self._pages:
            ancienne.hide()
            ancienne.deleteLater()
        self.bienvenue, self.creation = PageBienvenue(chemin.name), PageCreation(self._agent or "")
        self.phrase = PagePhrase(chemin.name)
        self._pages = [self.bienvenue, self.creation, self.phrase]
        for page in self._pages:
            # Entre deux vides plutôt qu'alignée : sa hauteur suit alors sa vraie largeur, texte à la ligne compris.
            self._place.addWidget(page)
        self.bienvenue.creer.connect(lambda: self.aller(self.creation))
        self.bienvenue.decouvrir.connect(self.decouvrir)
        self.bienvenue.ouvrir.connect(self.choisir_autre)
        self.creation.retour.connect(lambda: self.aller(self.bienvenue))
        self.creation.valide.connect(self._creer)
        self.phrase.valide.connect(lambda phrase: self._ouvrir(lambda: phrase))
        self.phrase.autre.connect(self.choisir_autre)
        self.aller(self.bienvenue)

    def aller(self, page: Page) -> None:
        """Montre cette page, le clavier sur son premier champ."""
        self.page = page
        for autre in self._pages:
            autre.setVisible(autre is page)
        page.premier.setFocus(Qt.FocusReason.OtherFocusReason)

    def commencer(self) -> None:
        """Ouvre la base si rien n'est à demander ; sinon la page qui convient reste à l'écran."""
        if self.chemin.exists():
            phrase = self._environnement
            self._ouvrir(_pas_encore if phrase is None else lambda: phrase)

    def _ouvrir(self, phrase: Callable[[], str]) -> None:
        try:
            base = ouvrir_base(self.chemin, phrase, agent=self._agent)
        except _PhraseDemandee:
            self.aller(self.phrase)
        except ErreurMetier as erreur:
            if erreur.champ == "phrase":
                self.aller(self.phrase)
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
            "Construction de la démonstration…", lambda suivi: _faire_demonstration(chemin, agent, suivi.avancer),
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
