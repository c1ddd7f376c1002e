"""Une disposition au fil : les éléments se suivent et passent à la ligne quand la largeur manque."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from ui.socle.theme import PAS


class DispositionFlux(QLayout):
    """Pour les pastilles, les sections, les cases à cocher, les escaliers : rien n'est coupé, on va à la ligne."""

    def __init__(
        self, parent: QWidget | None = None, espace: int = PAS, interligne: int = PAS, *, centre: bool = False
    ) -> None:
        super().__init__(parent)
        self._elements: list[QLayoutItem] = []
        self._espace, self._interligne, self._centre = espace, interligne, centre
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, element: QLayoutItem) -> None:  # noqa: N802 (surcharge de Qt)
        self._elements.append(element)

    def count(self) -> int:
        return len(self._elements)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 (Qt admet None)
        return self._elements[index] if 0 <= index < len(self._elements) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 (Qt admet None)
        return self._elements.pop(index) if 0 <= index < len(self._elements) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 (surcharge de Qt)
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 (surcharge de Qt)
        return True

    def heightForWidth(self, largeur: int) -> int:  # noqa: N802 (surcharge de Qt)
        return self._placer(QRect(0, 0, largeur, 0), pour_de_vrai=False)

    def setGeometry(self, zone: QRect) -> None:  # noqa: N802 (surcharge de Qt)
        super().setGeometry(zone)
        self._placer(zone, pour_de_vrai=True)

    def sizeHint(self) -> QSize:
        visibles = [e for e in self._elements if not e.isEmpty()]
        largeur = sum(e.sizeHint().width() for e in visibles) + self._espace * max(0, len(visibles) - 1)
        return QSize(largeur, max((e.sizeHint().height() for e in visibles), default=0))

    def minimumSize(self) -> QSize:  # noqa: N802 (surcharge de Qt)
        taille = QSize()
        for element in self._elements:
            taille = taille.expandedTo(element.minimumSize())
        return taille

    def _placer(self, zone: QRect, *, pour_de_vrai: bool) -> int:
        y = zone.y()
        for ligne in self._lignes(zone.width()):
            hauteur = max(element.sizeHint().height() for element in ligne)
            x = zone.x()
            for element in ligne:
                taille = element.sizeHint().boundedTo(QSize(zone.width(), hauteur))
                haut = y + (hauteur - taille.height()) // 2 if self._centre else y
                if pour_de_vrai:
                    element.setGeometry(QRect(QPoint(x, haut), taille))
                x += taille.width() + self._espace
            y += hauteur + self._interligne
        return max(0, y - zone.y() - self._interligne)

    def _lignes(self, largeur: int) -> list[list[QLayoutItem]]:
        """Les éléments visibles, ligne par ligne ; un élément trop large a sa ligne."""
        lignes: list[list[QLayoutItem]] = []
        prise = 0
        for element in (e for e in self._elements if not e.isEmpty()):
            besoin = element.sizeHint().width()
            if lignes and prise + self._espace + besoin <= largeur:
                lignes[-1].append(element)
                prise += self._espace + besoin
            else:
                lignes.append([element])
                prise = besoin
        return lignes
