"""L'import d'un état locatif : déposer la liste, lire ce qu'elle changerait, puis importer en un seul geste."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relogement.commun import ErreurMetier
from relogement.services.annulation import est_annule
from relogement.services.importation import RapportImport, importer_etat_locatif
from relogement.stockage.base import Base
from ui.ecrans.operation.lecture import LectureOperation
from ui.ecrans.operation.rapport import VueRapport
from ui.ecrans.operation.volet import Volet
from ui.socle.contexte import Contexte
from ui.socle.elements import Bandeau, Bouton, Carte, EtatVide, Texte, ZoneDefilante, dire_erreur, vider
from ui.socle.etats import Forme, Style
from ui.socle.taches import Suivi
from ui.socle.theme import DOUBLE, Ton

FILTRE = "États locatifs (*.xlsx *.xlsm *.csv *.txt)"
INVITE = (
    "Déposez ici l'état locatif du bailleur (Excel ou CSV), tel qu'il vous l'a envoyé. "
    "Vous lirez d'abord ce qu'il changerait ; rien n'est écrit avant votre accord."
)
ANNULE = "Rien de cette liste ne reste dans l'opération. Vous pouvez en choisir une autre."
LECTURE = "Lecture de la liste…"
ECRITURE = "Import de la liste…"


class VoletImport(Volet):
    """Trois temps : choisir, lire le rapport de simulation, importer."""

    cle, titre = "import", "Import"

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__(contexte)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._operation: UUID | None = None
        self._chemin: Path | None = None
        self._occupe = False
        self.rapport: RapportImport | None = None
        self._erreur = Texte("", "erreur")
        self.gestes: list[Bouton] = []
        """Les gestes du temps présent, le principal en dernier."""
        self._corps = QVBoxLayout()
        self._corps.setSpacing(DOUBLE)
        contenu = QVBoxLayout()
        contenu.setSpacing(DOUBLE)
        contenu.addWidget(self._erreur)
        contenu.addLayout(self._corps, 1)
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.addWidget(ZoneDefilante(contenu))
        self._recommencer()

    @property
    def erreur(self) -> str:
        """La phrase montrée, vide s'il n'y en a pas."""
        return self._erreur.text()

    def montrer(self, lecture: LectureOperation) -> None:
        """Voir `Volet` ; le rapport d'une autre opération s'efface, celui d'un import annulé aussi."""
        if lecture.operation.id != self._operation:
            self._operation = lecture.operation.id
            self._recommencer()
        elif self._import_annule():
            clavier = self._a_le_clavier()
            self._recommencer()
            self._corps.insertWidget(0, Bandeau(Style("annulé", Ton.A_VENIR), "Cet import a été annulé", ANNULE))
            if clavier:
                self.viser(None)

    def _import_annule(self) -> bool:
        faits = self.rapport.changements if self.rapport is not None else None
        return faits is not None and faits.geste_id is not None and est_annule(self.contexte.base, faits.geste_id)

    def _a_le_clavier(self) -> bool:
        courant = self.window().focusWidget()
        return courant is not None and (courant is self or self.isAncestorOf(courant))

    def viser(self, champ: str | None) -> None:
        """Le clavier sur le geste attendu."""
        self.gestes[-1].setFocus(Qt.FocusReason.OtherFocusReason)

    def _recommencer(self, phrase: str = "") -> None:
        self.rapport, self._chemin = None, None
        dire_erreur(self._erreur, f"{Forme.TRIANGLE.value} {phrase}" if phrase else "")
        carte = Carte()
        self.gestes = [Bouton("Choisir un fichier…", self.demander, "primaire", icone="upload")]
        carte.ajouter(EtatVide(INVITE, self.gestes[0]), 1)
        self._remplacer(carte)

    def _remplacer(self, *widgets: QWidget) -> None:
        vider(self._corps)
        for widget in widgets:
            self._corps.addWidget(widget, 1 if widget is widgets[-1] else 0)

    def demander(self) -> None:
        """Demande le fichier."""
        chemin = self.contexte.invites.ouvrir_fichier("Importer un état locatif", FILTRE)
        if chemin is not None:
            self.lire(chemin)

    def lire(self, chemin: Path) -> None:
        """Lit la liste à côté et montre ce qu'elle changerait, sans rien écrire."""
        self._lancer(chemin, simuler=True)

    def _importer(self) -> None:
        if self._chemin is not None:
            self._lancer(self._chemin, simuler=False)

    def _lancer(self, chemin: Path, *, simuler: bool) -> None:
        operation, base = self._operation, self.contexte.base
        if operation is None:
            return
        phrase = LECTURE if simuler else ECRITURE

        def travailler(suivi: Suivi) -> RapportImport:
            suivi.avancer(0, 0, phrase)
            return importer_etat_locatif(
                base, operation, chemin, simuler=simuler, avancer=lambda fait, total: suivi.avancer(fait, total, phrase)
            )

        self._occuper(True)
        suivi = self.contexte.taches.lancer(
            phrase, travailler, lambda rapport: self._recevoir(rapport, chemin, operation), self._refuser
        )
        suivi.fin.connect(self._liberer)

    def _liberer(self) -> None:
        self._occuper(False)

    def _occuper(self, occupe: bool) -> None:
        self._occupe = occupe
        clavier = self._a_le_clavier()
        if occupe and clavier:
            # Un bouton qui s'éteint céderait le clavier au premier champ de la fenêtre : la recherche.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        for bouton in self.gestes:
            bouton.setEnabled(not occupe)
        if not occupe and clavier:
            self.viser(None)

    def _refuser(self, erreur: ErreurMetier) -> None:
        self._recommencer(erreur.phrase)

    def _recevoir(self, rapport: RapportImport, chemin: Path, operation: UUID) -> None:
        """La simulation se lit ; l'import fait s'annonce comme tout geste, et Ctrl+Z le défait."""
        if rapport.changements is not None:
            self.contexte.retenir(rapport.changements)
        if operation != self._operation:
            return
        self.rapport, self._chemin = rapport, chemin
        dire_erreur(self._erreur, "")
        self._remplacer(self._bandeau(rapport), VueRapport(rapport, chemin.name))

    def _bandeau(self, rapport: RapportImport) -> Bandeau:
        autre = Bouton("Choisir une autre liste…", self.demander)
        if rapport.changements is not None:
            self._chemin, self.gestes = None, [autre]
            return Bandeau(
                Style("importé", Ton.RESPECTEE, Forme.COCHE), rapport.changements.phrase,
                "Ctrl+Z annule tout l'import en un geste.", autre,
            )
        self.gestes = [autre, Bouton("Importer", self._importer, "primaire", icone="check")]
        return Bandeau(
            Style("simulation", Ton.A_FAIRE, Forme.QUARTIER), "Voici ce que cette liste changerait",
            "Rien n'est encore écrit. Ce que vous avez tapé dans les dossiers ne sera jamais écrasé.",
            *self.gestes,
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accepte un seul fichier de cet ordinateur."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile() and not self._occupe:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.lire(Path(event.mimeData().urls()[0].toLocalFile()))
