"""Un champ seul, hors formulaire : il s'enregistre par un geste dès qu'on le quitte."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from relogement.commun import Changements, ErreurMetier
from ui.socle.champs import Champ, Valeur, ecrire
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
        self.rang = Rang(champ, contexte, cle, valeur)
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.addWidget(self.rang)
        self.setFocusProxy(self.rang)
        self.rang.quitte.connect(self._valider)
        brouillon = contexte.brouillon(cle).get(champ.nom)
        if brouillon is not None:
            self.rang.reprendre(brouillon)

    def poser(self, valeur: Valeur) -> None:
        """Montre la valeur relue de la base ; une saisie en cours ou en erreur n'est pas écrasée."""
        if self.rang.texte == self._enregistree:
            self.rang.poser(valeur)
        self._enregistree = ecrire(self.rang.champ, valeur)

    def _valider(self) -> None:
        try:
            valeur = self.rang.valeur()
            if ecrire(self.rang.champ, valeur) != self._enregistree:
                self._enregistrer(valeur)
        except ErreurMetier as erreur:
            self.rang.montrer_erreur(erreur.phrase)
            return
        self._enregistree = ecrire(self.rang.champ, valeur)
        self.rang.poser(valeur)
        self._contexte.effacer_brouillon(self._cle)
