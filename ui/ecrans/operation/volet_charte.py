"""La charte de l'opération : ses propres obligations à gauche, celles de ses ménages à droite."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from relogement.commun import ErreurMetier
from relogement.regles.charte.constat import Cible, Constat
from relogement.regles.charte.etats import Etat
from relogement.regles.charte.moteur import REGLES_BASE
from relogement.services.charte import constats, constats_base, constats_operation
from relogement.services.passe import tel_que_connu
from relogement.stockage.base import Base
from ui.ecrans.menage.constats import ORDRE
from ui.ecrans.menage.panneau_charte import PanneauCharte
from ui.ecrans.menage.regard import Regard
from ui.ecrans.operation.concernes import Concernes
from ui.ecrans.operation.lecture import LectureOperation
from ui.ecrans.operation.obligations import COLONNES, PREMIERE, LigneConcernee, LigneObligation, par_obligation
from ui.ecrans.operation.volet import Volet
from ui.socle.contexte import Contexte
from ui.socle.elements import Carte, Texte
from ui.socle.table import TableLignes
from ui.socle.theme import DOUBLE

AIDE = "Un clic sur un compte, ou Entrée sur une ligne, montre les ménages concernés."
_DE_LA_BASE = frozenset(r.obligation.id for r in REGLES_BASE)


class VoletCharte(Volet):
    """Le panneau de l'opération, et le tableau ménages × obligations du même jour."""

    cle, titre = "charte", "Charte"

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__(contexte)
        self._lecture: LectureOperation | None = None
        self.panneau = PanneauCharte(contexte, self._propres, titre="L'opération elle-même", fixe=True)
        self.panneau.vise.connect(self._viser)
        self.panneau.deroge.connect(self._deroger)
        self.panneau.regarde.connect(self._compter)
        self.table: TableLignes[LigneObligation] = TableLignes(
            COLONNES, lambda o: o.id, cle="operation_obligations", mot="obligation", preferences=contexte
        )
        self.table.ouvrir.connect(lambda _: self._choisir(None))
        self.table.vue.clicked.connect(self._cliquer)
        self.concernes = Concernes(contexte)
        self.concernes.ouvrir.connect(self._ouvrir)
        self.concernes.retour.connect(self._revenir)
        self._lignes: dict[str, LigneObligation] = {}
        self._disposer()

    def _disposer(self) -> None:
        comptes = Carte("Les obligations des ménages")
        comptes.ajouter(Texte(AIDE, "doux"))
        comptes.ajouter(self.table, 1)
        self._pile = QStackedWidget()
        self._pile.addWidget(comptes)
        self._pile.addWidget(self.concernes)
        boite = QHBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.setSpacing(DOUBLE)
        boite.addWidget(self.panneau, 28)
        boite.addWidget(self._pile, 72)

    def montrer(self, lecture: LectureOperation) -> None:
        """Voir `Volet`."""
        if self._lecture is None or self._lecture.operation.id != lecture.operation.id:
            self.panneau.nouveau_menage()
            self._pile.setCurrentIndex(0)
        self._lecture = lecture
        self.panneau.montrer(self._propres(self.panneau.regard))
        self._compter()

    def compte(self, lecture: LectureOperation) -> int | None:
        """Le nombre d'obligations de l'opération en retard."""
        return sum(c.etat is Etat.EN_RETARD for c in lecture.tableau.propres) or None

    def viser(self, champ: str | None) -> None:
        """Le clavier sur le tableau."""
        self._pile.setCurrentIndex(0)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _propres(self, regard: Regard) -> Sequence[Constat]:
        assert self._lecture is not None
        if regard == Regard(self._lecture.au):
            return self._lecture.tableau.propres
        with tel_que_connu(self.contexte.base, regard.connu_le) as alors:
            cle = self._lecture.operation.id
            return [*constats_operation(alors, cle, regard.au), *constats_base(alors, regard.au)]

    def _des_menages(self, regard: Regard) -> Mapping[UUID, Sequence[Constat]]:
        assert self._lecture is not None
        if regard == Regard(self._lecture.au):
            return self._lecture.tableau.constats
        with tel_que_connu(self.contexte.base, regard.connu_le) as alors:
            return constats(alors, operation_id=self._lecture.operation.id, au=regard.au)

    def _compter(self) -> None:
        if self._lecture is None:
            return
        lignes = par_obligation(self._des_menages(self.panneau.regard))
        self._lignes = {o.id: o for o in lignes}
        self.table.poser(lignes)
        montree = self.concernes.ligne
        if self._pile.currentIndex() and montree is not None and montree.id in self._lignes:
            self.concernes.montrer(self._lignes[montree.id], self._lecture.menages, self.concernes.etat)

    def _cliquer(self, place: QModelIndex) -> None:
        rang = place.column() - PREMIERE
        ligne = self._lignes.get(str(self.table.identifiant_courant))
        if rang >= 0 and ligne is not None and ligne.combien(ORDRE[rang]):
            self._choisir(ORDRE[rang])

    def _choisir(self, etat: Etat | None) -> None:
        """Montre les ménages de l'obligation courante dans cet état ; None : le plus pressant où il y a quelqu'un."""
        ligne = self._lignes.get(str(self.table.identifiant_courant))
        if ligne is None or self._lecture is None:
            return
        self.concernes.montrer(ligne, self._lecture.menages, etat)
        self._pile.setCurrentWidget(self.concernes)
        self.concernes.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _revenir(self) -> None:
        self._pile.setCurrentIndex(0)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ouvrir(self, choisie: LigneConcernee) -> None:
        cible = choisie.constat.cible
        suite = {} if cible is None else {"section": cible.section, "champ": cible.champ, "fiche": cible.id}
        if cible is not None and cible.section == "operation":
            self._viser(cible)
        else:
            self.contexte.naviguer("menage", id=choisie.menage.id, **suite)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._pile.currentIndex():
            self._revenir()
        else:
            super().keyPressEvent(event)

    def _viser(self, cible: Cible) -> None:
        assert self._lecture is not None
        self.contexte.naviguer("operation", id=self._lecture.operation.id, champ=cible.champ, fiche=cible.id)

    def _deroger(self, constat: Constat) -> None:
        if constat.id in _DE_LA_BASE:
            self.contexte.erreur.emit(ErreurMetier("Cette obligation est de toute la base : on n'y déroge pas ici."))
            return
        connue = UUID(constat.derogation.id) if constat.derogation is not None else None
        self.ouvrir("derogation", connue, None if connue else f"obligation={constat.id}")
