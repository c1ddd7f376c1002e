"""L'image du bâtiment : une case par logement, les étages par les portes, un escalier à côté de l'autre."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.socle.disposition import DispositionFlux
from ui.socle.elements import Texte, vider
from ui.socle.etats import Forme
from ui.socle.peint import BoutonPeint
from ui.socle.theme import RAYON_PASTILLE, TRIPLE, Ton, couleur, police, theme

SOUS_TOUT = -6
"""La hauteur d'un étage inconnu : juste sous le plus bas sous-sol admis."""


@dataclass(frozen=True, slots=True)
class CaseLogement:
    """Un logement de l'image ; `etage` 0 : rez-de-chaussée, None : inconnu, dessiné tout en bas.

    `detail` : lu par un lecteur d'écran et montré en bulle.
    """

    id: str
    escalier: str
    etage: int | None
    porte: str
    mot: str
    ton: Ton = Ton.NEUTRE
    hachuree: bool = False
    forme: Forme = Forme.AUCUNE
    detail: str = ""


class _Case(BoutonPeint):
    """La case d'un logement."""

    def __init__(self, case: CaseLogement) -> None:
        super().__init__()
        self.case = case
        self.setAccessibleName(f"{case.escalier}, {nom_etage(case.etage)}, porte {case.porte} : {case.mot}")
        self.setAccessibleDescription(case.detail or case.mot)
        self.setToolTip(case.detail)

    def sizeHint(self) -> QSize:
        return QSize(max(72, QFontMetrics(police(11)).horizontalAdvance(self.case.mot) + 10), 38)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme()
        paire = t.paire(self.case.ton)
        peintre = QPainter(self)
        peintre.setRenderHint(QPainter.RenderHint.Antialiasing)
        zone = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        peintre.setPen(QPen(couleur(t.ligne), 1))
        peintre.setBrush(couleur(paire.fond))
        peintre.drawRoundedRect(zone, RAYON_PASTILLE, RAYON_PASTILLE)
        if self.case.hachuree:
            trame = couleur(paire.encre)
            trame.setAlpha(70)
            peintre.setPen(Qt.PenStyle.NoPen)
            peintre.setBrush(trame)
            pinceau = peintre.brush()
            pinceau.setStyle(Qt.BrushStyle.FDiagPattern)
            peintre.setBrush(pinceau)
            peintre.drawRoundedRect(zone, RAYON_PASTILLE, RAYON_PASTILLE)
        self._ecrire(peintre, zone, paire.encre, paire.fond)
        if self.hasFocus() or self.underMouse():
            peintre.setBrush(Qt.BrushStyle.NoBrush)
            peintre.setPen(QPen(couleur(t.accent), 2))
            peintre.drawRoundedRect(zone.adjusted(1, 1, -1, -1), RAYON_PASTILLE, RAYON_PASTILLE)
        peintre.end()

    def _ecrire(self, peintre: QPainter, zone: QRectF, encre: str, fond: str) -> None:
        """Le mot, sur un fond uni quand la case est hachurée, pour rester lisible."""
        peintre.setFont(police(11))
        mesure = QFontMetrics(peintre.font())
        mot = mesure.elidedText(self.case.mot, Qt.TextElideMode.ElideRight, int(zone.width()) - 6)
        if self.case.hachuree:
            cache = QRectF(0, 0, mesure.horizontalAdvance(mot) + 6, 16)
            cache.moveCenter(zone.center())
            peintre.setPen(Qt.PenStyle.NoPen)
            peintre.setBrush(couleur(fond))
            peintre.drawRoundedRect(cache, 3, 3)
        peintre.setPen(couleur(encre))
        peintre.drawText(zone, Qt.AlignmentFlag.AlignCenter, mot)


def nom_etage(etage: int | None) -> str:
    """« RDC », « 3e étage », « sous-sol 1 », « étage inconnu »."""
    if etage is None:
        return "étage inconnu"
    if etage == 0:
        return "RDC"
    if etage < 0:
        return f"sous-sol {-etage}"
    return "1er étage" if etage == 1 else f"{etage}e étage"


def _hauteur(etage: int | None) -> int:
    return SOUS_TOUT if etage is None else etage


class ImageBatiment(QWidget):
    """Le bâtiment ; un clic ou Entrée émet `choisi(id du logement)`, les flèches passent de case en case."""

    choisi = Signal(str)

    def __init__(self, cases: Sequence[CaseLogement] = ()) -> None:
        super().__init__()
        self.setAccessibleName("Les logements, par escalier")
        self._flux = DispositionFlux(self, espace=TRIPLE, interligne=TRIPLE)
        self.poser(cases)

    def poser(self, cases: Sequence[CaseLogement]) -> None:
        """Change les logements ; l'ordre des escaliers et des portes est celui de la suite donnée."""
        vider(self._flux)
        self._places: dict[tuple[int, int], _Case] = {}
        decalage = 0
        for escalier in dict.fromkeys(c.escalier for c in cases):
            decalage += self._escalier([c for c in cases if c.escalier == escalier], escalier, decalage)
        largeur = max((case.sizeHint().width() for case in self._places.values()), default=0)
        for case in self._places.values():
            case.setFixedWidth(largeur)
        self.updateGeometry()

    def _escalier(self, cases: list[CaseLogement], nom: str, decalage: int) -> int:
        """Dessine un escalier et rend son nombre de colonnes."""
        bloc = QWidget()
        bloc.setProperty("transparent", True)
        grille = QGridLayout(bloc)
        grille.setContentsMargins(0, 0, 0, 0)
        grille.setSpacing(4)
        etages = sorted({c.etage for c in cases}, key=_hauteur, reverse=True)
        largeur = 0
        for rang, etage in enumerate(etages, start=1):
            grille.addWidget(Texte("RDC" if etage == 0 else "?" if etage is None else str(etage), "petit"), rang, 0)
            for colonne, case in enumerate((c for c in cases if c.etage == etage), start=1):
                bouton = _Case(case)
                bouton.clicked.connect(lambda *_, ident=case.id: self.choisi.emit(ident))
                self._places[(-_hauteur(etage), decalage + colonne)] = bouton
                grille.addWidget(bouton, rang, colonne)
                largeur = max(largeur, colonne)
        grille.addWidget(Texte(nom, "doux"), 0, 0, 1, largeur + 1)
        self._flux.addWidget(bloc)
        return largeur

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ici = next((place for place, bouton in self._places.items() if bouton.hasFocus()), None)
        pas = {
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
        }.get(Qt.Key(event.key()))
        if ici is None or pas is None:
            super().keyPressEvent(event)
        else:
            voisine = self._places.get((ici[0] + pas[0], ici[1] + pas[1]))
            if voisine is not None:
                voisine.setFocus(Qt.FocusReason.TabFocusReason)
