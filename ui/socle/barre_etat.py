"""La barre du bas de la fenêtre : ce qui est enregistré, ce qui vient de se passer, ce qui se défait et se refait."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from ui.socle.contexte import Contexte
from ui.socle.elements import Bouton, Texte, TexteCoupe
from ui.socle.taches import BarreTache
from ui.socle.theme import DOUBLE, HAUTEUR_ETAT, TRIPLE


class BarreEtat(QFrame):
    """Ce qui est enregistré, le dernier message, ce que `Ctrl+Z` annule et `Ctrl+Y` rétablit, le travail, la base."""

    def __init__(self, contexte: Contexte[Any]) -> None:
        super().__init__()
        self.setFixedHeight(HAUTEUR_ETAT)
        self.enregistre, self.message = Texte(), TexteCoupe()
        self.annulation = Bouton("", contexte.annuler_dernier, "lien", description="Ctrl+Z")
        self.retablissement = Bouton("", contexte.retablir_dernier, "lien", description="Ctrl+Y")
        for bouton in (self.annulation, self.retablissement):
            bouton.setFixedHeight(24)
            # Un clic n'y laisse pas le clavier : Entrée, ensuite, annulerait aussi le geste d'avant.
            bouton.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        # Un texte vide tiendrait sa place : ce qui n'a rien à dire ne se montre pas.
        montres = (self.enregistre, self.message, self.annulation, self.retablissement)
        for muet in montres:
            muet.hide()
        protection = "Base chiffrée" if contexte.seance.chiffree else "Base de démonstration, non chiffrée"
        base = Texte(" · ".join(filter(None, (protection, contexte.seance.base))))
        boite = QHBoxLayout(self)
        boite.setContentsMargins(DOUBLE, 0, DOUBLE, 0)
        boite.setSpacing(TRIPLE)
        for element in montres:
            boite.addWidget(element)
        boite.addStretch(1)
        boite.addWidget(BarreTache(contexte.taches))
        boite.addWidget(base)
        for texte in (self.enregistre, base):
            texte.setWordWrap(False)
        self.message.setWordWrap(False)

    def dire(self, phrase: str) -> None:
        """Montre un message."""
        self.message.setText(phrase)
        self.message.setVisible(bool(phrase))
        self.message.setAccessibleName(phrase)
