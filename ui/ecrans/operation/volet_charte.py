"""La charte de l'opération : ses propres obligations à gauche, celles de ses ménages à droite."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

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
from ui.ecrans.operation.lecture import LectureOperation
from ui.ecrans.operation.obligations import (
    COLONNES,
    CONCERNES,
    PREMIERE,
    LigneConcernee,
    LigneObligation,
    par_obligation,
)
from ui.ecrans.operation.volet import Volet
from ui.socle.contexte import Contexte
from ui.socle.elements import Carte, Texte, Titre
from ui.socle.etats import STYLES
from ui.socle.formats import pluriel
from ui.socle.table import TableLignes
from ui.socle.theme import DOUBLE

AIDE = "Un clic sur un compte, ou la ligne choisie, montre ses ménages ; Entrée y ouvre ce qui règle le constat."
_DE_LA_BASE = frozenset(r.obligation.id for r in REGLES_BASE)


class VoletCharte(Volet):
    """Le panneau de l'opération, et le tableau ménages × obligations du même jour."""

    cle, titre = "charte", "Charte"

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__(contexte)
        self._lecture: LectureOperation | None = None
        self._etat: Etat | None = None
        self.panneau = PanneauCharte(contexte, self._propres, titre="L'opération elle-même", fixe=True)
        self.panneau.vise.connect(self._viser)
        self.panneau.deroge.connect(self._deroger)
        self.panneau.regarde.connect(self._compter)
        self.table: TableLignes[LigneObligation] = TableLignes(
            COLONNES, lambda o: o.id, cle="operation_obligations", mot="obligation", preferences=contexte
        )
        self.table.choisie.connect(lambda _: self._choisir(None))
        self.table.vue.clicked.connect(self._cliquer)
        self.menages: TableLignes[LigneConcernee] = TableLignes(
            CONCERNES, lambda r: r.menage.id, cle="operation_concernes", mot="ménage", preferences=contexte
        )
        self.menages.ouvrir.connect(self._ouvrir)
        self._titre = Titre("", "section")
        self._lignes: dict[str, LigneObligation] = {}
        self._disposer()

    def _disposer(self) -> None:
        comptes, concernes = Carte("Les obligations des ménages"), Carte()
        comptes.ajouter(Texte(AIDE, "doux"))
        comptes.ajouter(self.table, 1)
        concernes.ajouter(self._titre)
        concernes.ajouter(self.menages, 1)
        droite = QVBoxLayout()
        droite.setSpacing(DOUBLE)
        droite.addWidget(comptes, 62)
        droite.addWidget(concernes, 38)
        boite = QHBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.setSpacing(DOUBLE)
        boite.addWidget(self.panneau, 28)
        boite.addLayout(droite, 72)

    def montrer(self, lecture: LectureOperation) -> None:
        """Voir `Volet`."""
        if self._lecture is None or self._lecture.operation.id != lecture.operation.id:
            self.panneau.nouveau_menage()
        self._lecture = lecture
        self.panneau.montrer(self._propres(self.panneau.regard))
        self._compter()

    def compte(self, lecture: LectureOperation) -> int | None:
        """Le nombre d'obligations de l'opération en retard."""
        return sum(c.etat is Etat.EN_RETARD for c in lecture.tableau.propres) or None

    def viser(self, champ: str | None) -> None:
        """Le clavier sur le tableau."""
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
        lignes, etat = par_obligation(self._des_menages(self.panneau.regard)), self._etat
        self._lignes = {o.id: o for o in lignes}
        # Reposer les lignes annonce la ligne courante, ce qui oublierait l'état que l'on regardait.
        self.table.poser(lignes)
        self._choisir(etat)

    def _cliquer(self, place: QModelIndex) -> None:
        rang = place.column() - PREMIERE
        self._choisir(ORDRE[rang] if rang >= 0 else None)

    def _choisir(self, etat: Etat | None) -> None:
        """Les ménages de l'obligation courante dans cet état ; None : le plus pressant où il y a quelqu'un."""
        courante = self.table.identifiant_courant
        ligne = self._lignes.get(str(courante)) or next(iter(self._lignes.values()), None)
        self._etat = etat
        if ligne is None or self._lecture is None:
            self._titre.setText("L'opération n'a pas encore de ménage.")
            self.menages.poser([])
            return
        voulu = etat if etat is not None and ligne.combien(etat) else ligne.pressant
        menages = [m for m in self._lecture.menages if m.id in ligne.constats]
        concernes = [LigneConcernee(m, ligne.constats[m.id]) for m in menages if ligne.constats[m.id].etat is voulu]
        mot = f"{ligne.id} {ligne.libelle} : {STYLES[voulu].mot}, {pluriel(len(concernes), 'ménage')}"
        self._titre.setText(mot)
        self.menages.poser(concernes)

    def _ouvrir(self, menage: object) -> None:
        cible = next((r.constat.cible for r in self.menages.modele.visibles if r.menage.id == menage), None)
        suite = {} if cible is None else {"section": cible.section, "champ": cible.champ, "fiche": cible.id}
        if cible is not None and cible.section == "operation":
            self._viser(cible)
        else:
            self.contexte.naviguer("menage", id=menage, **suite)

    def _viser(self, cible: Cible) -> None:
        assert self._lecture is not None
        self.contexte.naviguer("operation", id=self._lecture.operation.id, champ=cible.champ, fiche=cible.id)

    def _deroger(self, constat: Constat) -> None:
        if constat.id in _DE_LA_BASE:
            self.contexte.erreur.emit(ErreurMetier("Cette obligation est de toute la base : on n'y déroge pas ici."))
            return
        connue = UUID(constat.derogation.id) if constat.derogation is not None else None
        self.ouvrir("derogation", connue, None if connue else f"obligation={constat.id}")
