"""L'aperçu d'un document : ses pages, l'une sous l'autre, à la largeur de la place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from ui.socle.elements import Texte, ZoneDefilante, vider
from ui.socle.theme import DOUBLE, PAS

RAPPORT = 297 / 210
"""La hauteur d'une page A4 sur sa largeur."""


class _Page(QLabel):
    """Une page, dessinée à la largeur donnée ; nette sur un écran dense."""

    def __init__(self, png: bytes, rang: int, sur: int) -> None:
        super().__init__()
        self._image = QPixmap()
        self._image.loadFromData(png)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(f"Page {rang} sur {sur}")

    def elargir(self, largeur: int) -> None:
        """Redessine la page à cette largeur."""
        dense = self.devicePixelRatio()
        image = self._image.scaledToWidth(round(largeur * dense), Qt.TransformationMode.SmoothTransformation)
        image.setDevicePixelRatio(dense)
        self.setPixmap(image)
        self.setFixedSize(QSize(largeur, round(image.height() / dense)))


class Apercu(QWidget):
    """Les pages d'un document, ou la phrase qui dit pourquoi il n'y en a pas ; la molette et le clavier y défilent."""

    def __init__(self, largeur: int = 460) -> None:
        super().__init__()
        self.setProperty("transparent", True)
        self.pages: tuple[bytes, ...] = ()
        self._dessins: list[_Page] = []
        self._contenu = QVBoxLayout()
        self._contenu.setSpacing(DOUBLE)
        self._zone = ZoneDefilante(self._contenu)
        self._zone.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._zone.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._zone.setAccessibleName("Aperçu")
        self.setMinimumSize(largeur // 2, round(largeur * RAPPORT / 2))
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.addWidget(self._zone)

    def montrer(self, pages: Sequence[bytes]) -> None:
        """Montre ces pages (PNG) ; rien ne bouge si ce sont les mêmes."""
        if tuple(pages) == self.pages:
            return
        self.pages = tuple(pages)
        self._dessins = [_Page(png, rang, len(pages)) for rang, png in enumerate(pages, start=1)]
        self._remplacer(*self._dessins)
        self._ajuster()

    def dire(self, phrase: str) -> None:
        """Montre une phrase à la place des pages."""
        self.pages, self._dessins = (), []
        self._remplacer(Texte(phrase, "doux"))

    def _remplacer(self, *elements: QWidget) -> None:
        vider(self._contenu)
        for element in elements:
            self._contenu.addWidget(element)
        self._contenu.addStretch(1)

    def _ajuster(self) -> None:
        largeur = self._zone.viewport().width() - PAS
        for dessin in self._dessins:
            dessin.elargir(max(largeur, 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ajuster()
