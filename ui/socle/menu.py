"""Un bouton qui propose plusieurs gestes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QMenu

from ui.socle.elements import Bouton, GenreBouton, Geste


class BoutonMenu(Bouton):
    """Un bouton dont le menu s'ouvre dessous ; `gestes` : (mot, geste), dans l'ordre."""

    def __init__(
        self, texte: str, gestes: Sequence[tuple[str, Geste]], *, genre: GenreBouton = "secondaire",
        icone: str | None = None, description: str = "",
    ) -> None:
        super().__init__(texte, genre=genre, icone=icone, description=description)
        self.choix = QMenu(self)
        self.proposer(gestes)
        self.setMenu(self.choix)

    def proposer(self, gestes: Sequence[tuple[str, Geste]]) -> None:
        """Remplace ce que le menu propose."""
        self.choix.clear()
        for mot, geste in gestes:
            # Qt donnerait au geste l'état coché de l'action.
            self.choix.addAction(mot).triggered.connect(lambda *_, faire=geste: faire())

    def choisir(self, mot: str) -> None:
        """Fait le geste de ce mot."""
        next(a for a in self.choix.actions() if a.text() == mot).trigger()
