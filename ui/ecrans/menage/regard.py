"""Regarder la charte à un autre jour, de deux façons : au jour dit, ou telle qu'elle était connue ce jour-là."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QLineEdit, QRadioButton, QVBoxLayout

from relogement.commun import ErreurMetier
from relogement.formats import date_courte
from ui.socle.champs import Champ, Genre, lire
from ui.socle.elements import Bouton, Texte, dire_erreur, rangee
from ui.socle.saisies import SaisieLigne
from ui.socle.theme import DEMI, PAS

_CHAMP = Champ("jour", "Voir la charte au", Genre.DATE)
_AU, _CONNU = "Les faits jusqu'à ce jour", "Ce qui était connu ce jour-là"
_RAPPEL = "Vos gestes s'enregistrent toujours à aujourd'hui."


@dataclass(frozen=True, slots=True)
class Regard:
    """Le jour regardé ; `connu_le` None : avec tout ce que l'on sait aujourd'hui."""

    au: date
    connu_le: date | None = None

    @property
    def mot(self) -> str:
        """« Vu au 12/03/2026 », « Tel que connu le 12/03/2026 »."""
        if self.connu_le is not None:
            return f"Tel que connu le {date_courte(self.connu_le)}"
        return f"Vu au {date_courte(self.au)}"


class ChoixRegard(QFrame):
    """Le bandeau du regard : ce que l'on voit, la date, les deux façons, le retour ; caché tant qu'on est au présent.

    `choisi(Regard)` : ce que l'on veut voir. `bouton` l'ouvre ; il se place ailleurs.
    """

    choisi = Signal(object)

    def __init__(self, aujourd_hui: Callable[[], date]) -> None:
        super().__init__()
        self._aujourd_hui = aujourd_hui
        self.bouton = Bouton("Voir au…", self._ouvrir, "lien", description="Voir la charte à une autre date")
        self.revenir = Bouton("Aujourd'hui", self.fermer, "lien", description="Revenir à la charte d'aujourd'hui")
        self.titre, self.erreur = Texte("", "fort"), Texte("", "erreur")
        self.au, self.connu = QRadioButton(_AU), QRadioButton(_CONNU)
        self.saisie = SaisieLigne(_CHAMP)
        self.saisie.nommer(_CHAMP.libelle, "Entrée montre la charte à cette date")
        for lien in (self.bouton, self.revenir):
            lien.setFixedHeight(24)
        self._facons = QButtonGroup(self)
        for facon in (self.au, self.connu):
            self._facons.addButton(facon)
            facon.clicked.connect(lambda *_: self._lire())
        self.saisie.quitte.connect(self._lire)
        self._ouvert = self._replie = False
        self._disposer()
        # Le bouton, pas encore placé, s'ouvrirait comme une fenêtre : lui est visible sans qu'on le montre.
        self.hide()
        self.au.setChecked(True)

    def _disposer(self) -> None:
        boite = QVBoxLayout(self)
        boite.setContentsMargins(PAS, PAS, PAS, PAS)
        boite.setSpacing(DEMI)
        boite.addWidget(self.titre)
        boite.addLayout(rangee(self.saisie, self.revenir))
        for element in (self.au, self.connu, self.erreur, Texte(_RAPPEL, "petit")):
            boite.addWidget(element)
        dire_erreur(self.erreur, "")

    def _poser_visibles(self) -> None:
        self.setVisible(self._ouvert and not self._replie)
        self.bouton.setVisible(not self._ouvert and not self._replie)

    def replier(self, oui: bool) -> None:
        """Se cache avec le panneau replié, et revient comme il était."""
        self._replie = oui
        self._poser_visibles()

    def _ouvrir(self) -> None:
        jour = self._aujourd_hui()
        self.titre.setText(Regard(jour).mot)
        self.saisie.poser(date_courte(jour))
        self._ouvert = True
        self._poser_visibles()
        champ = self.saisie.cibles()[0]
        champ.setFocus()
        assert isinstance(champ, QLineEdit)
        champ.selectAll()

    def fermer(self) -> None:
        """Revient au présent."""
        self._ouvert = False
        self._poser_visibles()
        self.au.setChecked(True)
        dire_erreur(self.erreur, "")
        self.choisi.emit(Regard(self._aujourd_hui()))

    def refuser(self, erreur: ErreurMetier) -> None:
        """Dit pourquoi ce jour ne peut pas se voir."""
        dire_erreur(self.erreur, erreur.phrase)

    def _lire(self) -> None:
        if not self._ouvert:
            return
        jour = self._aujourd_hui()
        try:
            lu = lire(_CHAMP, self.saisie.texte(), jour) or jour
        except ErreurMetier as erreur:
            self.refuser(erreur)
            return
        dire_erreur(self.erreur, "")
        self.choisi.emit(Regard(lu, lu if self.connu.isChecked() else None))

    def montrer(self, regard: Regard) -> None:
        """Dit ce que l'on voit."""
        self.titre.setText(regard.mot)
