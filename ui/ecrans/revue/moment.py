"""Le jour où la revue s'arrête : la fin d'un trimestre, ou un autre moment du suivi à une date que l'on tape."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from relogement.commun import ErreurMetier
from relogement.formats import date_courte
from relogement.regles.revue.arret import Arret
from relogement.stockage.base import Base
from relogement.vocabulaire import MomentRevue
from ui.ecrans.operation.sorties import trimestres
from ui.socle.champs import Champ, Genre
from ui.socle.contexte import Contexte
from ui.socle.elements import Texte, dire_erreur
from ui.socle.etats import Forme
from ui.socle.lectures import lire_date
from ui.socle.saisies import SaisieLigne
from ui.socle.theme import DOUBLE, HAUTEUR_CONTROLE

_AU = Champ("au", "Les faits s'arrêtent le", Genre.DATE)
SANS_DATE = "Tapez le jour où les faits s'arrêtent, comme 12/03/2026."


class ChoixMoment(QWidget):
    """`change` : l'arrêt n'est plus le même. Hors d'un trimestre, il demande sa date, celle du jour d'abord."""

    change = Signal()

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__()
        self._aujourd_hui = contexte.aujourd_hui
        self.liste, self.au = QComboBox(), SaisieLigne(_AU)
        self.liste.setAccessibleName("Moment de la revue")
        self.liste.setFixedHeight(HAUTEUR_CONTROLE)
        self.liste.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for code, mot in trimestres(contexte.aujourd_hui()):
            self.liste.addItem(mot, code)
        for moment in MomentRevue:
            if moment is not MomentRevue.TRIMESTRE:
                self.liste.addItem(f"{moment.libelle[:1].upper()}{moment.libelle[1:]} au…", moment)
        self.au.poser(date_courte(contexte.aujourd_hui()))
        self.au.nommer(_AU.libelle, "Entrée calcule la revue à cette date")
        self._erreur = Texte("", "erreur")
        self._dernier: object = None
        boite = QHBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.setSpacing(DOUBLE)
        for element in (self.liste, self.au, self._erreur):
            boite.addWidget(element)
        self._montrer()
        self.liste.currentIndexChanged.connect(lambda *_: self._dire())
        self.au.quitte.connect(self._dire)

    @property
    def arret(self) -> Arret | None:
        """L'arrêt choisi ; None : la date ne se lit pas, et la phrase est à côté."""
        choisi = self.liste.currentData()
        if not isinstance(choisi, MomentRevue):
            return Arret.du(str(choisi))
        try:
            le = lire_date(self.au.texte(), self._aujourd_hui())
            if le is None:
                raise ErreurMetier(SANS_DATE, "au")
        except ErreurMetier as erreur:
            dire_erreur(self._erreur, f"{Forme.TRIANGLE.value} {erreur.phrase}")
            return None
        dire_erreur(self._erreur, "")
        return Arret(choisi, le)

    def poser(self, arret: Arret) -> None:
        """Choisit cet arrêt ; un trimestre trop ancien pour la liste y est ajouté."""
        self.liste.blockSignals(True)
        if arret.trimestre is not None:
            if self.liste.findData(str(arret)) < 0:
                self.liste.addItem(str(arret), str(arret))
            self.liste.setCurrentIndex(self.liste.findData(str(arret)))
        else:
            self.liste.setCurrentIndex(self.liste.findData(arret.moment))
            self.au.poser(date_courte(arret.fin))
        self.liste.blockSignals(False)
        self._dire()

    def _dire(self) -> None:
        """Annonce l'arrêt s'il a changé : quitter le champ sans y toucher ne recalcule rien."""
        self._montrer()
        arret = self.arret
        if arret is not None and arret != self._dernier:
            self._dernier = arret
            self.change.emit()

    def _montrer(self) -> None:
        autre = isinstance(self.liste.currentData(), MomentRevue)
        self.au.setVisible(autre)
        if not autre:
            dire_erreur(self._erreur, "")
