"""Une phrase et un bouton dans une fiche : ce qu'elle propose de répondre, ou ce qui se règle ailleurs d'abord.

Rien ne change tant que l'agent ne presse pas le bouton.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from relogement.regles.charte.constat import Cible
from ui.fiches.dossier import Ouverture
from ui.fiches.modele import Renvoi, Suggestion, Textes
from ui.socle.elements import Bouton, Texte, rangee

Dite = tuple[str, Callable[[], object]]
"""La phrase, et ce que presse le bouton."""


class PhraseEtBouton(QWidget):
    """Refaits quand un des `champs` dont ils dépendent a changé ; cachés quand il n'y a rien à dire."""

    def __init__(self, champs: tuple[str, ...], bouton: str, dire: Callable[[Textes], Dite | None]) -> None:
        super().__init__()
        self._champs, self._dire = champs, dire
        self._pour: tuple[str, ...] | None = None
        self._dite: Dite | None = None
        self.phrase, self.bouton = Texte("", "erreur"), Bouton(bouton, self._presser)
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.addWidget(self.phrase)
        boite.addLayout(rangee(self.bouton, None))
        self.hide()

    def suivre(self, textes: Textes) -> None:
        """Refait la phrase si un de ses champs a changé."""
        pour = tuple(textes[nom] for nom in self._champs)
        if pour == self._pour:
            return
        self._pour = pour
        self._dite = self._dire(textes)
        self.phrase.setText(self._dite[0] if self._dite else "")
        self.setVisible(self._dite is not None)

    def _presser(self) -> None:
        if self._dite is not None:
            self._dite[1]()


class VueSuggestion(PhraseEtBouton):
    """La réponse proposée ; le bouton la met dans son champ."""

    def __init__(self, suggestion: Suggestion[Any], dossier: Ouverture, choisir: Callable[[str, str], None]) -> None:
        def dire(textes: Textes) -> Dite | None:
            r = suggestion.faire(dossier, textes)
            return (r.phrase, partial(choisir, r.champ, r.texte)) if r is not None else None

        super().__init__(suggestion.champs, suggestion.bouton, dire)


class VueRenvoi(PhraseEtBouton):
    """Ce qui se règle ailleurs ; le bouton y mène, et ce qui est tapé ici se garde."""

    def __init__(self, renvoi: Renvoi[Any], dossier: Ouverture, aller: Callable[[Cible], None]) -> None:
        def dire(textes: Textes) -> Dite | None:
            trouve = renvoi.faire(dossier, textes)
            return (trouve[0], partial(aller, trouve[1])) if trouve is not None else None

        super().__init__(renvoi.champs, renvoi.bouton, dire)
