"""Ce qu'une fiche propose de répondre : une phrase et un bouton ; rien ne change tant que l'agent ne le presse pas."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.fiches.dossier import Ouverture
from ui.fiches.modele import Reponse, Suggestion, Textes
from ui.socle.elements import Bouton, Texte, rangee


class VueSuggestion(QWidget):
    """La phrase et le bouton d'une suggestion, refaits quand ce dont ils dépendent a changé ; cachés sinon."""

    def __init__(self, suggestion: Suggestion[Any], dossier: Ouverture, choisir: Callable[[str, str], None]) -> None:
        super().__init__()
        self._suggestion, self._dossier, self._choisir = suggestion, dossier, choisir
        self._pour: tuple[str, ...] | None = None
        self._reponse: Reponse | None = None
        self.phrase, self.bouton = Texte("", "erreur"), Bouton(suggestion.bouton, self._presser)
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.addWidget(self.phrase)
        boite.addLayout(rangee(self.bouton, None))
        self.hide()

    def suivre(self, textes: Textes) -> None:
        """Refait la suggestion si un de ses champs a changé."""
        pour = tuple(textes[nom] for nom in self._suggestion.champs)
        if pour == self._pour:
            return
        self._pour = pour
        self._reponse = self._suggestion.faire(self._dossier, textes)
        self.phrase.setText(self._reponse.phrase if self._reponse else "")
        self.setVisible(self._reponse is not None)

    def _presser(self) -> None:
        if self._reponse is not None:
            self._choisir(self._reponse.champ, self._reponse.texte)
