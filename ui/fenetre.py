"""La fenêtre : un rail d'écrans, une recherche toujours là, la pile des écrans, ce qui est enregistré."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from ui.socle.avis import Avis
from ui.socle.barre_etat import BarreEtat
from ui.socle.barre_haute import BarreHaute
from ui.socle.clavier import par_ricochet, poser_a_cote, rendre
from ui.socle.contexte import Contexte
from ui.socle.fermeture import accepter
from ui.socle.rail import Rail
from ui.socle.recherche import ChampRecherche, Chercher
from ui.socle.retour import Retour

NOM = "Relogement"
INVITE = "Rechercher un ménage, un téléphone, un logement, une note"


@dataclass(frozen=True)
class Ecran:
    """Un écran : sa clé, son mot, son icône, sa fabrique (appelée à la première visite).

    `rail` : la clé du rail à allumer quand l'écran n'y est pas lui-même (une fiche). `compte` : le nombre à montrer.
    """

    cle: str
    mot: str
    icone: str
    fabrique: Callable[[Contexte[Any]], QWidget]
    rail: str | None = None
    compte: Callable[[], int] | None = None


@runtime_checkable
class Ciblable(Protocol):
    """Un écran qui sait montrer ce que `contexte.naviguer(ecran, **cible)` lui demande."""

    def aller(self, **cible: Any) -> None:
        """Montre la cible."""
        ...


CADRE = QSize(8, 40)
"""Ce que le gestionnaire de fenêtres ajoute autour, au plus : il ne le dit qu'une fois la fenêtre montrée."""


class Fenetre(QMainWindow):
    """La fenêtre principale. `trouve(id)` : un résultat choisi ; `recherche(texte)` : Entrée sans résultat."""

    trouve = Signal(str)
    recherche = Signal(str)

    def __init__(
        self, contexte: Contexte[Any], ecrans: Sequence[Ecran], chercher: Chercher = lambda _: (), invite: str = INVITE
    ) -> None:
        super().__init__()
        self.setWindowTitle(NOM)
        # Jamais plus grande que l'écran, cadre et titre compris : le bord droit porte les boutons, le bas l'état.
        self.resize(QSize(1440, 900).boundedTo(self.screen().availableSize() - CADRE))
        self._contexte = contexte
        self._ecrans = {ecran.cle: ecran for ecran in ecrans}
        self._ouverts: dict[str, QWidget] = {}
        self._cle, self._demander = "", True
        self.rail, self._pile = Rail(), QStackedWidget()
        self.champ = ChampRecherche(chercher, invite)
        self.retour = Retour({ecran.cle: ecran.mot for ecran in ecrans}, self._revenir)
        self.etat, self.avis = BarreEtat(contexte), Avis()
        self._disposer()
        for ecran in ecrans:
            if ecran.rail is None:
                self.rail.ajouter(ecran.cle, ecran.mot, ecran.icone)
        self._brancher()
        self._actualiser()
        if ecrans:
            self.montrer(ecrans[0].cle)

    def _disposer(self) -> None:
        fond = QWidget()
        fond.setObjectName("fond")
        milieu = QHBoxLayout()
        milieu.setSpacing(0)
        milieu.addWidget(self.rail)
        milieu.addWidget(self._pile, 1)
        boite = QVBoxLayout(fond)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.setSpacing(0)
        boite.addWidget(BarreHaute(NOM, self.champ, self.retour, self._contexte.seance.agent))
        boite.addLayout(milieu, 1)
        boite.addWidget(self.avis)
        boite.addWidget(self.etat)
        self.setCentralWidget(fond)

    def _brancher(self) -> None:
        self.rail.choisi.connect(self._partir)
        self.retour.raccourci(self)
        self.champ.raccourci(self)
        self.champ.trouve.connect(self.trouve)
        self.champ.recherche.connect(self.recherche)
        for touche, geste in (
            (QKeySequence(QKeySequence.StandardKey.Undo), self._contexte.annuler_dernier),
            (QKeySequence("Ctrl+Y"), self._contexte.retablir_dernier),
            (QKeySequence("Ctrl+Shift+Z"), self._contexte.retablir_dernier),
        ):
            QShortcut(touche, self).activated.connect(geste)
        if isinstance(qt := QApplication.instance(), QApplication):
            qt.focusChanged.connect(self._sur_clavier)
        for rang, cle in enumerate((e.cle for e in self._ecrans.values() if e.rail is None), start=1):
            QShortcut(QKeySequence(f"Alt+{rang}"), self).activated.connect(lambda c=cle: self._partir(c))
        self._contexte.change.connect(self._sur_changement)
        self._contexte.erreur.connect(lambda erreur: self.avis.dire(erreur.phrase))
        self._contexte.echec.connect(lambda erreur: self.avis.retenir(erreur.phrase))
        self._contexte.enregistre.connect(self._sur_enregistre)
        self._contexte.navigation.connect(self._naviguer)

    def montrer(self, cle: str, **cible: Any) -> QWidget:
        """Montre l'écran, construit à sa première visite, et ce qu'il doit cibler."""
        ecran = self._ecrans[cle]
        self._cle = cle
        if cle not in self._ouverts:
            self._ouverts[cle] = ecran.fabrique(self._contexte)
            self._pile.addWidget(self._ouverts[cle])
        widget = self._ouverts[cle]
        self._pile.setCurrentWidget(widget)
        self.rail.allumer(ecran.rail or cle)
        if isinstance(widget, Ciblable) and cible:
            widget.aller(**cible)
        return widget

    def _revenir(self, cle: str) -> None:
        """L'écran d'où l'on vient, et le clavier là où il y était."""
        self.avis.passer()
        rendre(self.montrer(cle))

    def _sur_clavier(self, ancien: QWidget | None, nouveau: QWidget | None) -> None:
        if nouveau is not None and nouveau.window() is self and par_ricochet(ancien, nouveau):
            poser_a_cote(nouveau)

    def _partir(self, cle: str) -> None:
        """Un écran du rail : on part de là."""
        self.retour.oublier()
        self.avis.passer()
        self.montrer(cle)

    def _naviguer(self, cle: str, cible: dict[str, Any]) -> None:
        """D'un écran à l'autre : on pourra revenir à celui d'où l'on vient."""
        self.retour.partir(self._cle, cle)
        self.montrer(cle, **cible)

    def _sur_changement(self, _tables: frozenset[str], phrase: str) -> None:
        self.avis.passer()
        self.etat.dire(phrase)
        self._actualiser()

    def _sur_enregistre(self, a: str) -> None:
        self.etat.enregistre.setText(f"✓ Enregistré à {a}")
        self.etat.enregistre.show()

    def _actualiser(self) -> None:
        """Les comptes du rail et le geste que `Ctrl+Z` annulerait."""
        for ecran in self._ecrans.values():
            if ecran.compte is not None and ecran.rail is None:
                self.rail.compter(ecran.cle, ecran.compte())
        nom = self._contexte.nom_dernier_geste
        self.etat.annulation.setVisible(bool(nom))
        self.etat.annulation.setText(f"Annuler : {nom}")
        annule = self._contexte.nom_derniere_annulation
        self.etat.retablissement.setVisible(bool(annule))
        self.etat.retablissement.setText(f"Rétablir : {annule}")

    def fermer(self) -> None:
        """Ferme sans rien demander : l'application s'arrête."""
        self._demander = False
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Garde la frappe, demande s'il y aurait de quoi perdre, puis arrête le travail en cours."""
        if self._demander and self.isVisible() and not accepter(self, self._contexte):
            event.ignore()
            return
        self._contexte.taches.terminer()
        super().closeEvent(event)
