"""Un bouton qui propose plusieurs gestes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QMenu

from ui.socle.elements import Bouton, Geste


class BoutonMenu(Bouton):
    """Un bouton dont le menu s'ouvre dessous ; `gestes` : (mot, geste), dans l'ordre."""

    def __init__(
        self, texte: str, gestes: Sequence[tuple[str, Geste]], *, icone: str | None = None, description: str = ""
    ) -> None:
        super().__init__(texte, icone=icone, description=description)
        self.choix = QMenu(self)
        for mot, geste in gestes:
            # Qt donnerait au geste l'état coché de l'action.
            self.choix.addAction(mot).triggered.connect(lambda *_, faire=geste: faire())
        self.setMenu(self.choix)

    def choisir(self, mot: str) -> None:
        """Fait le geste de ce mot."""
        next(a for a in self.choix.actions() if a.text() == mot).trigger()
