"""Un champ seul, hors formulaire : il s'enregistre par un geste dès qu'on le quitte."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from relogement.commun import Changements, ErreurMetier
from ui.socle.champs import Champ, Valeur, ecrire, lire
from ui.socle.contexte import Contexte
from ui.socle.rang import Rang

Enregistrer = Callable[[Valeur], Changements | None]


class ChampAutonome(QWidget):
    """Un champ d'une fiche. Quitté et lisible, il appelle `enregistrer(valeur)`, qui fait le geste (`contexte.tenter`).

    Illisible, ou refusé par le service (ErreurMetier), le texte reste à l'écran et en brouillon sous `cle`,
    la phrase à côté.
    """

    def __init__(
        self, champ: Champ, contexte: Contexte[Any], cle: str, valeur: Valeur, enregistrer: Enregistrer
    ) -> None:
        super().__init__()
        self._contexte, self._cle, self._enregistrer = contexte, cle, enregistrer
        self._enregistree = ecrire(champ, valeur)
        self._en_cours = False
        self.rang = Rang(champ, contexte, cle, valeur)
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.addWidget(self.rang)
        self.setFocusProxy(self.rang)
        self.rang.quitte.connect(self._valider)
        brouillon = contexte.brouillon(cle).get(champ.nom)
        if brouillon is not None:
            self.rang.reprendre(brouillon)
            if self._enregistre(brouillon):
                self.rang.poser(valeur)

    def poser(self, valeur: Valeur) -> None:
        """Montre la valeur relue de la base ; une saisie en cours ou en erreur n'est pas écrasée."""
        if self.rang.texte == self._enregistree:
            self.rang.poser(valeur)
        self._enregistree = ecrire(self.rang.champ, valeur)

    def _enregistre(self, brouillon: str) -> bool:
        """Vrai si ce brouillon dit déjà la valeur enregistrée."""
        try:
            valeur = lire(self.rang.champ, brouillon, self._contexte.aujourd_hui())
        except ErreurMetier:
            return False
        return ecrire(self.rang.champ, valeur) == self._enregistree

    def _valider(self) -> None:
        # Le geste peut faire refaire l'écran, et le clavier quitter ce champ une seconde fois : un seul geste suffit.
        if self._en_cours:
            return
        self._en_cours = True
        try:
            self._valider_une_fois()
        finally:
            self._en_cours = False

    def _valider_une_fois(self) -> None:
        try:
            valeur = self.rang.valeur()
            if ecrire(self.rang.champ, valeur) != self._enregistree:
                self._enregistrer(valeur)
        except ErreurMetier as erreur:
            self.rang.montrer_erreur(erreur.phrase)
            return
        self._contexte.effacer_brouillon(self._cle)
        self._enregistree = ecrire(self.rang.champ, valeur)
        self.rang.poser(valeur)
