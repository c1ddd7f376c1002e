"""Importer une liste en trois temps : choisir le fichier, lire ce qu'il changerait, importer ; ou dire ses colonnes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relogement.commun import Changements, ErreurMetier
from relogement.services.annulation import est_annule
from relogement.services.colonnes import retenir_colonnes, voir_colonnes
from relogement.stockage.base import Base
from relogement.tableur.catalogues import GenreListe
from ui.ecrans.colonnes import VueColonnes
from ui.socle.contexte import Contexte
from ui.socle.elements import Bandeau, Bouton, Carte, EtatVide, Texte, ZoneDefilante, dire_erreur, vider
from ui.socle.etats import Forme, Style
from ui.socle.taches import Suivi
from ui.socle.theme import DOUBLE, Ton

FILTRE = "Listes (*.xlsx *.xlsm *.csv *.txt)"
ANNULE = "Rien de cette liste ne reste dans la base. Vous pouvez en choisir une autre."
LECTURE, ECRITURE = "Lecture de la liste…", "Import de la liste…"
Avancer = Callable[[int, int], object]


class Rapport(Protocol):
    """Ce que rend un import : `changements` None s'il n'est que simulé."""

    @property
    def changements(self) -> Changements | None:
        """Ce qui est écrit."""
        ...


R = TypeVar("R", bound=Rapport)


class ImportListe(QWidget, Generic[R]):
    """Un import de liste. `titre_fichier`, `invite` : ce que l'on demande ; `genre` : le catalogue de ses colonnes."""

    titre_fichier: str
    invite: str
    genre: GenreListe

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__()
        self.setProperty("transparent", True)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.contexte = contexte
        self._chemin: Path | None = None
        self._occupe = False
        self.rapport: R | None = None
        self.colonnes: VueColonnes | None = None
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
        self.recommencer()

    def travail(self, chemin: Path, simuler: bool) -> Callable[[Avancer], R]:
        """L'import à faire à côté, ou sa simulation ; il reçoit de quoi dire où il en est."""
        raise NotImplementedError

    def vue(self, rapport: R, fichier: str) -> QWidget:
        """Le rapport à l'écran."""
        raise NotImplementedError

    def emetteur(self) -> str | None:
        """Qui envoie la liste ; None : on ne le sait pas encore."""
        raise NotImplementedError

    def sujet(self) -> object:
        """Ce que l'import regarde : un rapport qui arrive pour un autre sujet ne se montre pas."""
        return None

    @property
    def erreur(self) -> str:
        """La phrase montrée, vide s'il n'y en a pas."""
        return self._erreur.text()

    def verifier_annule(self) -> None:
        """Un import annulé ailleurs s'efface d'ici, et le dit."""
        faits = self.rapport.changements if self.rapport is not None else None
        if faits is None or faits.geste_id is None or not est_annule(self.contexte.base, faits.geste_id):
            return
        clavier = self._a_le_clavier()
        self.recommencer()
        self._corps.insertWidget(0, Bandeau(Style("annulé", Ton.A_VENIR), "Cet import a été annulé", ANNULE))
        if clavier:
            self.viser()

    def _a_le_clavier(self) -> bool:
        courant = self.window().focusWidget()
        return courant is not None and (courant is self or self.isAncestorOf(courant))

    def viser(self) -> None:
        """Le clavier sur le geste attendu."""
        self.gestes[-1].setFocus(Qt.FocusReason.OtherFocusReason)

    def recommencer(self, phrase: str = "") -> None:
        """Revient au choix du fichier ; `phrase` : ce qui n'a pas pu se lire."""
        refuse = self._chemin if phrase else None
        self.rapport, self.colonnes, self._chemin = None, None, None
        dire_erreur(self._erreur, f"{Forme.TRIANGLE.value} {phrase}" if phrase else "")
        carte = Carte()
        self.gestes = [Bouton("Choisir un fichier…", self.demander, "primaire", icone="upload")]
        if refuse is not None and self.emetteur() is not None:
            dire = Bouton("Dire les colonnes…", lambda: self.montrer_colonnes(refuse), icone="columns-3")
            self.gestes.insert(0, dire)
        carte.ajouter(EtatVide(self.invite, *self.gestes), 1)
        self.remplacer(carte)

    def remplacer(self, *widgets: QWidget) -> None:
        """Met ces éléments à la place des précédents, le dernier prenant la place."""
        vider(self._corps)
        for widget in widgets:
            self._corps.addWidget(widget, 1 if widget is widgets[-1] else 0)

    def demander(self) -> None:
        """Demande le fichier."""
        chemin = self.contexte.invites.ouvrir_fichier(self.titre_fichier, FILTRE)
        if chemin is not None:
            self.lire(chemin)

    def lire(self, chemin: Path) -> None:
        """Lit la liste à côté et montre ce qu'elle changerait, sans rien écrire."""
        self._chemin = chemin
        self._lancer(chemin, simuler=True)

    def _importer(self) -> None:
        if self._chemin is not None:
            self._lancer(self._chemin, simuler=False)

    def _lancer(self, chemin: Path, *, simuler: bool) -> None:
        faire, phrase = self.travail(chemin, simuler), LECTURE if simuler else ECRITURE
        pour = self.sujet()

        def travailler(suivi: Suivi) -> R:
            suivi.avancer(0, 0, phrase)
            return faire(lambda fait, total: suivi.avancer(fait, total, phrase))

        self._occuper(True)
        self.contexte.taches.lancer(
            phrase, travailler, lambda rapport: self._recevoir(rapport, chemin, pour), self._refuser, self._liberer,
            "" if simuler else "rien n'est importé",
        )

    def _liberer(self, _suivi: Suivi) -> None:
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
            self.viser()

    def _refuser(self, erreur: ErreurMetier) -> None:
        self.recommencer(erreur.phrase)

    def _recevoir(self, rapport: R, chemin: Path, pour: object) -> None:
        """La simulation se lit ; l'import fait s'annonce comme tout geste, et Ctrl+Z le défait."""
        if rapport.changements is not None:
            self.contexte.retenir(rapport.changements)
        # On a pu montrer autre chose pendant la lecture : ce rapport n'en parle pas.
        if pour == self.sujet():
            self.montrer_rapport(rapport, chemin)

    def montrer_rapport(self, rapport: R, chemin: Path) -> None:
        """Montre ce que la liste change ou changerait."""
        self.rapport, self._chemin, self.colonnes = rapport, chemin, None
        dire_erreur(self._erreur, "")
        self.remplacer(self._bandeau(rapport, chemin), self.vue(rapport, chemin.name))

    def options(self) -> list[QWidget]:
        """Ce que l'on peut demander de plus avant d'importer."""
        return []

    def _bandeau(self, rapport: R, chemin: Path) -> Bandeau:
        autre = Bouton("Choisir une autre liste…", self.demander)
        if rapport.changements is not None:
            self._chemin, self.gestes = None, [autre]
            return Bandeau(
                Style("importé", Ton.RESPECTEE, Forme.COCHE), rapport.changements.phrase,
                "Ctrl+Z annule tout l'import en un geste.", autre,
            )
        colonnes = Bouton("Voir les colonnes…", lambda: self.montrer_colonnes(chemin), icone="columns-3")
        self.gestes = [autre, colonnes, Bouton("Importer", self._importer, "primaire", icone="check")]
        return Bandeau(
            Style("simulation", Ton.A_FAIRE, Forme.QUARTIER), "Voici ce que cette liste changerait",
            "Rien n'est encore écrit. Ce que vous avez tapé ne sera jamais écrasé.", *self.options(), *self.gestes,
        )

    def montrer_colonnes(self, chemin: Path) -> None:
        """Montre à quoi correspond chaque colonne, pour le corriger ; c'est retenu pour les listes de l'émetteur."""
        emetteur = self.emetteur()
        if emetteur is None:
            return
        try:
            apercu = voir_colonnes(self.contexte.base, self.genre, chemin, emetteur)
        except ErreurMetier as erreur:
            self.recommencer(erreur.phrase)
            return
        self._chemin = chemin
        self.colonnes = VueColonnes(self.genre, apercu, emetteur)
        self.gestes = self.colonnes.gestes
        self.colonnes.dites.connect(lambda choix: self._retenir(emetteur, choix, chemin))
        self.colonnes.abandonnees.connect(lambda: self.lire(chemin))
        dire_erreur(self._erreur, "")
        self.remplacer(self.colonnes)
        self.viser()

    def _retenir(self, emetteur: str, choix: Any, chemin: Path) -> None:
        if self.contexte.executer(retenir_colonnes, self.genre, emetteur, choix) is not None:
            self.lire(chemin)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accepte un seul fichier de cet ordinateur."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile() and not self._occupe:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.lire(Path(event.mimeData().urls()[0].toLocalFile()))
