"""Ce qui n'a pas pu se faire, en toutes lettres, au-dessus de la barre du bas."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout

from ui.socle.elements import Bouton, Texte
from ui.socle.theme import DOUBLE, PAS


class Avis(QFrame):
    """Une erreur passagère s'en va avec ce qui suit ; l'échec d'un travail à côté reste jusqu'à ce qu'on le ferme."""

    def __init__(self) -> None:
        super().__init__()
        self._passagere, self._echecs = "", list[str]()
        self.texte = Texte("", "erreur")
        self.fermer = Bouton("Fermer", self.oublier, "lien", description="J'ai lu : ne plus montrer ce message")
        self.fermer.setFixedHeight(24)
        boite = QHBoxLayout(self)
        boite.setContentsMargins(DOUBLE, PAS, DOUBLE, PAS)
        boite.setSpacing(DOUBLE)
        boite.addWidget(self.texte, 1)
        boite.addWidget(self.fermer)
        self._montrer()

    def dire(self, phrase: str) -> None:
        """Une erreur de ce que l'on vient de faire ; elle remplace la précédente."""
        self._passagere = phrase
        self._montrer()

    def retenir(self, phrase: str) -> None:
        """Un échec que l'on pourrait ne pas voir : il reste, et s'ajoute aux autres."""
        if phrase not in self._echecs:
            self._echecs.append(phrase)
        self._montrer()

    def passer(self) -> None:
        """On est passé à autre chose : l'erreur passagère s'efface."""
        self.dire("")

    def oublier(self) -> None:
        """Tout est lu."""
        self._echecs.clear()
        self.passer()

    def _montrer(self) -> None:
        phrases = [p for p in (*self._echecs, self._passagere) if p]
        self.texte.setText("\n".join(f"▲ {p}" for p in phrases))
        self.texte.setAccessibleName(self.texte.text())
        self.setVisible(bool(phrases))
