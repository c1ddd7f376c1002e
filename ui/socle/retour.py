"""Revenir d'où l'on vient : l'écran d'où l'on a ouvert celui-ci, tel qu'on l'a laissé."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui.socle.elements import Bouton


class Retour(Bouton):
    """« ← Revue » : les écrans traversés depuis le rail, du dernier au premier ; caché s'il n'y en a pas. Alt+Gauche.

    `mots` : le mot de chaque écran, par clé.
    """

    def __init__(self, mots: Mapping[str, str], montrer: Callable[[str], object]) -> None:
        super().__init__("", self.revenir, icone="arrow-left")
        self._mots, self._montrer = mots, montrer
        self._passes: list[str] = []
        self.hide()

    def raccourci(self, fenetre: QWidget) -> None:
        """La touche, dans toute la fenêtre."""
        QShortcut(QKeySequence("Alt+Left"), fenetre).activated.connect(self.revenir)

    def partir(self, depuis: str, vers: str) -> None:
        """On va d'un écran à un autre : on pourra en revenir."""
        if depuis != vers:
            self._passes.append(depuis)
            self._dire()

    def oublier(self) -> None:
        """On a choisi un écran du rail : rien à quoi revenir."""
        self._passes.clear()
        self._dire()

    def revenir(self) -> None:
        """Remontre l'écran d'où l'on vient."""
        if self._passes:
            vers = self._passes.pop()
            self._dire()
            self._montrer(vers)

    def _dire(self) -> None:
        self.setVisible(bool(self._passes))
        if self._passes:
            mot = self._mots[self._passes[-1]]
            self.setText(f" {mot}")
            self.setAccessibleName(f"Revenir : {mot}")
            self.setAccessibleDescription(f"Revenir à l'écran {mot}, tel qu'il était (Alt+Gauche)")
            self.setToolTip(self.accessibleDescription())
