"""Un rang de formulaire : libellé, contrôle, aide et erreur, reliés entre eux ; le brouillon à chaque départ."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from relogement.commun import ErreurMetier
from ui.socle.champs import Champ, Genre, Valeur, ecrire, lire
from ui.socle.contexte import Contexte
from ui.socle.elements import Texte, dire_erreur
from ui.socle.etats import Forme
from ui.socle.saisie_liste import SaisieListe
from ui.socle.saisie_reponses import SaisieReponses
from ui.socle.saisies import Saisie, saisie_de
from ui.socle.theme import DEMI, PAS

PAUSE = 400
SOUFFLE = 40
"""Le temps laissé à un clic pour finir, en millisecondes."""


class Rang(QWidget):
    """Un champ à l'écran. Garde son texte brut en brouillon dès qu'on le quitte, après une pause et quand il disparaît.

    `quitte` : on vient de le quitter, son brouillon est déjà écrit. `relu` : il a dit s'il se lit, le clic fini.
    """

    quitte = Signal()
    relu = Signal()

    def __init__(self, champ: Champ, contexte: Contexte[Any], cle: str, valeur: Valeur = None) -> None:
        super().__init__()
        self.champ, self._contexte, self._cle = champ, contexte, cle
        self.saisie = _saisie(champ)
        self._erreur = Texte("", "erreur")
        self._attente = QTimer(self, singleShot=True, interval=SOUFFLE)
        self._attente.timeout.connect(self._relire)
        self._disposer()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.garder)
        self.saisie.modifie.connect(self._pause.start)
        self.saisie.quitte.connect(self._quitter)
        self.saisie.poser(ecrire(champ, valeur))
        self._garde = self.saisie.texte()

    def _disposer(self) -> None:
        libelle = QLabel(self.champ.libelle + (" *" if self.champ.obligatoire else ""))
        libelle.setBuddy(self.saisie.cibles()[0])
        # Un long libellé va à la ligne : il ne serait pas coupé, ni ne prendrait la place de son voisin.
        libelle.setWordWrap(True)
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.setSpacing(DEMI)
        boite.addWidget(libelle)
        boite.addWidget(self.saisie)
        if self.champ.aide:
            boite.addWidget(Texte(self.champ.aide, "petit"))
        boite.addWidget(self._erreur)
        boite.addStretch(1)
        self.montrer_erreur("")
        self.setFocusProxy(self.saisie)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def reprendre(self, texte: str) -> None:
        """Reprend un texte de brouillon, et son erreur s'il en a une."""
        self.saisie.poser(texte)
        self._garde = texte
        self.verifier()

    def poser(self, valeur: Valeur) -> None:
        """Montre une valeur enregistrée ; oublie l'erreur."""
        self.saisie.poser(ecrire(self.champ, valeur))
        self._garde = self.saisie.texte()
        self.montrer_erreur("")

    @property
    def texte(self) -> str:
        """Le texte brut."""
        return self.saisie.texte()

    @property
    def erreur(self) -> str:
        """La phrase montrée près du champ, vide s'il n'y en a pas."""
        return self._phrase

    def valeur(self) -> Valeur:
        """La valeur tapée ; lève ErreurMetier."""
        return lire(self.champ, self.texte, self._contexte.aujourd_hui())

    def garder(self) -> None:
        """Écrit le brouillon si le texte a changé depuis la dernière écriture."""
        self._pause.stop()
        texte = self.texte
        if texte != self._garde:
            self._contexte.ecrire_brouillon(self._cle, self.champ.nom, texte)
            self._garde = texte

    def verifier(self) -> bool:
        """Montre près du champ pourquoi le texte ne se lit pas ; un champ encore vide n'est pas une faute."""
        try:
            self.valeur()
        except ErreurMetier as erreur:
            self.montrer_erreur(erreur.phrase if self.texte.strip() else "")
            return not self.texte.strip()
        self.montrer_erreur("")
        return True

    def montrer_erreur(self, phrase: str) -> None:
        """Montre une phrase près du champ ; vide : l'efface."""
        self._attente.stop()
        self._phrase = phrase
        dire_erreur(self._erreur, f"{Forme.TRIANGLE.value} {phrase}" if phrase else "")
        self.saisie.marquer(erreur=bool(phrase))
        description = " ".join(filter(None, (f"Erreur : {phrase}" if phrase else "", self.champ.aide)))
        self.saisie.nommer(self.champ.libelle, description or self.champ.libelle)

    def _quitter(self) -> None:
        self.garder()
        self._relire()
        self.quitte.emit()

    def _relire(self) -> None:
        """Dit ce qui ne se lit pas, une fois le clic fini : une phrase qui paraît ou s'en va déplace ce qu'il vise."""
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._attente.start()
            return
        if self.verifier() and self.texte.strip():
            # La forme française d'une valeur bien lue : « 12-3-26 » devient « 12/03/2026 ».
            # Ce n'est pas une frappe : le brouillon garde le texte tel qu'il a été tapé.
            self.saisie.poser(ecrire(self.champ, self.valeur()))
            self._garde = self.texte
        self.relu.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        self.garder()
        super().hideEvent(event)


def _saisie(champ: Champ) -> Saisie:
    if champ.genre is Genre.LISTE:
        return SaisieListe(champ)
    if champ.touches or champ.genre is Genre.OUI_NON_INCONNU:
        return SaisieReponses(champ)
    return saisie_de(champ)


def cote_a_cote(rangs: list[Rang]) -> QHBoxLayout:
    """Deux demi-champs sur une ligne."""
    boite = QHBoxLayout()
    boite.setSpacing(2 * PAS)
    for rang in rangs:
        boite.addWidget(rang, 1)
    if len(rangs) == 1:
        boite.addStretch(1)
    return boite
