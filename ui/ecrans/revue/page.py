"""Une page de la revue : ses notes, ses images, ses tableaux les uns sous les autres."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relogement.tableur.revue.avancement import COURBE
from relogement.tableur.revue.avancement import TITRE as AVANCEMENT
from ui.ecrans.revue.blocs import PageVue
from ui.ecrans.revue.images import Image
from ui.ecrans.revue.lecture import LectureRevue
from ui.ecrans.revue.tableau import TableauChiffres
from ui.socle.elements import Carte, Texte, ZoneDefilante, rangee
from ui.socle.graphiques import BarreComparaison, CourbeRestants, Restants
from ui.socle.theme import DOUBLE


@dataclass(frozen=True, slots=True)
class _Repere:
    """Où l'on était : le défilement, la case courante ou d'où l'on est parti (None : aucune), si elle a le clavier."""

    defilement: int
    tableau: int | None = None
    rang: int = 0
    colonne: int = 0
    clavier: bool = False


AVEC_COURBE = ("Synthèse", AVANCEMENT)


class PageChiffres(QWidget):
    """`montrer` change de page ; `choisi(Choix)` : un chiffre ouvert."""

    choisi = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("transparent", True)
        self.tableaux: list[TableauChiffres] = []
        self._titre = ""
        self._dernier: TableauChiffres | None = None
        self._zone = ZoneDefilante(QWidget())
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.addWidget(self._zone)

    def reprendre_clavier(self) -> None:
        """Remet le clavier sur la case d'où l'on vient, sinon sur le premier tableau."""
        if self._dernier is not None:
            self._dernier.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.tableaux:
            self.tableaux[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _choisir(self, choix: object) -> None:
        tableau = self.sender()
        self._dernier = tableau if isinstance(tableau, TableauChiffres) else None
        self.choisi.emit(choix)

    def montrer(self, page: PageVue, lecture: LectureRevue) -> None:
        """Montre cette page : en haut si l'on en change, au même endroit si c'est la même, recalculée."""
        repere = self._reperer() if page.titre == self._titre else None
        self._titre, self._dernier = page.titre, None
        contenu = QVBoxLayout()
        contenu.setSpacing(DOUBLE)
        if page.titre in AVEC_COURBE and len(lecture.courbe.points) > 1:
            contenu.addWidget(_courbe(lecture.courbe))
        dessins = [_barres(image) for image in lecture.images.get(page.titre, ()) if image.barres]
        if dessins:
            contenu.addLayout(rangee(*dessins, espace=DOUBLE))
        self.tableaux = []
        for bloc in page.blocs:
            carte = Carte(bloc.titre)
            if bloc.note:
                carte.ajouter(Texte(bloc.note, "doux"))
            if bloc.rangees:
                tableau = TableauChiffres(bloc)
                tableau.choisi.connect(self._choisir)
                tableau.ici.connect(self._suivre)
                carte.ajouter(tableau)
                self.tableaux.append(tableau)
            contenu.addWidget(carte)
        contenu.addStretch(1)
        self._zone.remplacer(contenu)
        if repere is not None:
            self._revenir(repere)

    def _reperer(self) -> _Repere:
        barre = self._zone.verticalScrollBar().value()
        ici = next((t for t in self.tableaux if t.hasFocus()), self._dernier)
        if ici is None or not ici.currentIndex().isValid():
            return _Repere(barre)
        case = ici.currentIndex()
        return _Repere(barre, self.tableaux.index(ici), case.row(), case.column(), ici.hasFocus())

    def _revenir(self, repere: _Repere) -> None:
        if repere.tableau is not None and repere.tableau < len(self.tableaux):
            self._dernier = self.tableaux[repere.tableau]
            self._dernier.aller(repere.rang, repere.colonne, clavier=repere.clavier)
        # La page neuve n'a sa hauteur qu'une fois disposée.
        QTimer.singleShot(0, self, lambda: self._zone.verticalScrollBar().setValue(repere.defilement))

    def _suivre(self, rectangle: QRect) -> None:
        """Le clavier ne sort jamais de l'écran."""
        tableau, contenu = self.sender(), self._zone.widget()
        if isinstance(tableau, TableauChiffres) and contenu is not None:
            bas = tableau.viewport().mapTo(contenu, rectangle.center())
            self._zone.ensureVisible(bas.x(), bas.y(), 0, 2 * rectangle.height())


def _courbe(restants: Restants) -> Carte:
    carte, courbe = Carte(COURBE), CourbeRestants(restants)
    courbe.setFixedHeight(210)
    carte.ajouter(courbe)
    return carte


def _barres(image: Image) -> Carte:
    return Carte(image.titre, BarreComparaison(image.barres, image.titre))
