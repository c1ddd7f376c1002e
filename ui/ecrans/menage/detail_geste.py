"""Ce qu'un geste a changé, en mots ; replié au-delà de quelques lignes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from relogement.formats import pluriel
from relogement.services.historique import Detail
from ui.socle.elements import Bouton, Texte, rangee, vider
from ui.socle.theme import DEMI, PAS

VISIBLES = 8
"""Les lignes montrées d'abord ; une ou deux de plus ne valent pas un clic."""
_MARGE = 2
INVITE = "Choisissez un geste pour lire ce qu'il a changé."
RIEN = "Rien de ce dossier n'a changé."


class DetailGeste(QWidget):
    """Fiche par fiche, « Loyer : 412,50 € → 430,00 € »."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("transparent", True)
        self._boite = QVBoxLayout(self)
        self._boite.setContentsMargins(0, PAS, 0, 0)
        self._boite.setSpacing(DEMI)
        self._details: Sequence[Detail] | None = None
        self._lignes: list[Texte] = []
        self._tout = Bouton("", self.basculer, "lien")
        self._depliee = False
        self.montrer(None)

    def montrer(self, details: Sequence[Detail] | None) -> None:
        """Montre ces changements, repliés s'il y en a beaucoup ; None : aucun geste n'est choisi."""
        if self._lignes and details == self._details:
            return
        self._details, self._depliee = details, False
        vider(self._boite, self._tout)
        self._lignes = _textes(details)
        for ligne in self._lignes:
            self._boite.addWidget(ligne)
        self._boite.addLayout(rangee(self._tout, None))
        self._plier()

    def basculer(self) -> None:
        """Déplie tout, ou replie."""
        self._depliee = not self._depliee
        self._plier()

    def textes(self) -> list[str]:
        """Ce qui se lit."""
        return [ligne.text() for ligne in self._lignes if not ligne.isHidden()]

    def _plier(self) -> None:
        trop = len(self._lignes) > VISIBLES + _MARGE
        for rang, ligne in enumerate(self._lignes):
            ligne.setVisible(not trop or self._depliee or rang < VISIBLES)
        reste = len(self._lignes) - VISIBLES
        self._tout.setText("Replier" if self._depliee else f"Afficher {pluriel(reste, 'autre ligne', 'autres lignes')}")
        self._tout.setAccessibleName(self._tout.text())
        self._tout.setVisible(trop)


def _textes(details: Sequence[Detail] | None) -> list[Texte]:
    if not details:
        return [Texte(INVITE if details is None else RIEN, "doux")]
    textes = []
    for detail in details:
        textes.append(Texte(detail.titre, "fort"))
        textes += [Texte(ligne) for ligne in detail.lignes]
    return textes
