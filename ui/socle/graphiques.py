"""Les images qui se lisent avant les chiffres : barres de comparaison et courbe des ménages restants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from relogement.formats import date_courte, mois_court
from ui.socle.theme import CORPS, PETIT, Ton, couleur, police, theme

MILIEU = Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Barre:
    """Une barre : son libellé, sa valeur (None : inconnue, sans barre), le texte qui la dit, en accent ou non."""

    libelle: str
    valeur: float | None
    texte: str
    accent: bool = False


class BarreComparaison(QWidget):
    """Des barres à la même échelle, par exemple avant et après ; chacune avec son libellé et son texte."""

    RANG = 26

    def __init__(self, barres: Sequence[Barre] = (), nom: str = "Comparaison") -> None:
        super().__init__()
        self._nom = nom
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.poser(barres)

    def poser(self, barres: Sequence[Barre]) -> None:
        """Change les barres."""
        self._barres = tuple(barres)
        self.setAccessibleName(self._nom)
        self.setAccessibleDescription(" ; ".join(f"{b.libelle} : {b.texte}" for b in self._barres))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, self.RANG * len(self._barres))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.RANG * len(self._barres))

    def paintEvent(self, event: QPaintEvent) -> None:
        t, peintre, mesure = theme(), QPainter(self), QFontMetrics(police(CORPS))
        peintre.setRenderHint(QPainter.RenderHint.Antialiasing)
        peintre.setFont(police(CORPS))
        gauche = max((mesure.horizontalAdvance(b.libelle) for b in self._barres), default=0) + 16
        droite = max((mesure.horizontalAdvance(b.texte) for b in self._barres), default=0) + 16
        gauche = min(max(gauche, self.width() // 5), self.width() // 2)
        plus_grande = max((b.valeur or 0 for b in self._barres), default=0) or 1
        for rang, barre in enumerate(self._barres):
            ligne = QRectF(0, rang * self.RANG, self.width(), self.RANG)
            peintre.setPen(couleur(t.douce))
            libelle = mesure.elidedText(barre.libelle, Qt.TextElideMode.ElideRight, gauche - 8)
            peintre.drawText(ligne, MILIEU | Qt.AlignmentFlag.AlignLeft, libelle)
            peintre.setPen(couleur(t.encre))
            peintre.drawText(ligne, MILIEU | Qt.AlignmentFlag.AlignRight, barre.texte)
            longueur = (self.width() - gauche - droite) * max(0, barre.valeur or 0) / plus_grande
            peintre.setPen(Qt.PenStyle.NoPen)
            peintre.setBrush(couleur(t.accent if barre.accent else t.paire(Ton.A_VENIR).encre))
            peintre.drawRoundedRect(QRectF(gauche, ligne.center().y() - 7, longueur, 14), 3, 3)
        peintre.end()


@dataclass(frozen=True, slots=True)
class PointRestants:
    """Combien de ménages restent à reloger à cette date."""

    le: date
    restants: int


@dataclass(frozen=True, slots=True)
class Restants:
    """La courbe : le passé, la projection (points suivants, vide si inconnue), l'échéance et son libellé."""

    points: tuple[PointRestants, ...]
    projection: tuple[PointRestants, ...] = ()
    echeance: date | None = None
    libelle_echeance: str = ""


class CourbeRestants(QWidget):
    """Les ménages restant à reloger dans le temps, contre la date où les travaux doivent commencer."""

    def __init__(self, donnees: Restants | None = None) -> None:
        super().__init__()
        self.setMinimumSize(280, 200)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.poser(donnees or Restants(()))

    def poser(self, donnees: Restants) -> None:
        """Change les données et leur lecture en mots."""
        self._d = donnees
        self.setAccessibleName("Ménages restant à reloger dans le temps")
        self.setAccessibleDescription(" ; ".join(f"{date_courte(p.le)} : {p.restants}" for p in donnees.points))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(480, 210)

    def _echelle(self) -> tuple[date, date, int]:
        dates = [p.le for p in (*self._d.points, *self._d.projection)]
        if self._d.echeance is not None:
            dates.append(self._d.echeance)
        haut = max((p.restants for p in self._d.points), default=0)
        return min(dates), max(dates), max(1, haut)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._d.points:
            return
        t, peintre = theme(), QPainter(self)
        peintre.setRenderHint(QPainter.RenderHint.Antialiasing)
        peintre.setFont(police(PETIT))
        debut, fin, haut = self._echelle()
        cadre = QRectF(40, 24, self.width() - 72, self.height() - 52)
        jours = max(1, (fin - debut).days)

        def place(le: date, restants: float) -> QPointF:
            x = cadre.left() + cadre.width() * (le - debut).days / jours
            return QPointF(x, cadre.bottom() - cadre.height() * restants / haut)

        for part in range(4):
            valeur = round(haut * part / 3)
            y = place(debut, valeur).y()
            peintre.setPen(QPen(couleur(t.ligne), 1))
            peintre.drawLine(QPointF(cadre.left(), y), QPointF(cadre.right(), y))
            peintre.setPen(couleur(t.douce))
            peintre.drawText(QRectF(0, y - 10, 32, 20), MILIEU | Qt.AlignmentFlag.AlignLeft, str(valeur))
        self._dater(peintre, cadre, debut, fin)
        peintre.setBrush(Qt.BrushStyle.NoBrush)
        peintre.setPen(QPen(couleur(t.accent), 2.5))
        peintre.drawPolyline(QPolygonF([place(p.le, p.restants) for p in self._d.points]))
        if self._d.projection:
            peintre.setPen(QPen(couleur(t.accent), 2, Qt.PenStyle.DashLine))
            suite = (self._d.points[-1], *self._d.projection)
            peintre.drawPolyline(QPolygonF([place(p.le, p.restants) for p in suite]))
        if self._d.echeance is not None:
            self._marquer(peintre, cadre, place(self._d.echeance, 0).x())
        peintre.end()

    def _dater(self, peintre: QPainter, cadre: QRectF, debut: date, fin: date) -> None:
        cotes = (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight)
        for rang, cote in enumerate(cotes):
            le = date.fromordinal(debut.toordinal() + (fin - debut).days * rang // 2)
            peintre.drawText(QRectF(cadre.left() - 8, cadre.bottom() + 6, cadre.width() + 16, 18), cote, mois_court(le))

    def _marquer(self, peintre: QPainter, cadre: QRectF, x: float) -> None:
        rouge = couleur(theme().paire(Ton.EN_RETARD).encre)
        peintre.setPen(QPen(rouge, 2))
        peintre.drawLine(QPointF(x, cadre.top() - 4), QPointF(x, cadre.bottom()))
        a_gauche = x > cadre.center().x()
        zone = QRectF(0, 0, x + 4, 18) if a_gauche else QRectF(x - 4, 0, self.width() - x, 18)
        cote = Qt.AlignmentFlag.AlignRight if a_gauche else Qt.AlignmentFlag.AlignLeft
        peintre.drawText(zone, MILIEU | cote, self._d.libelle_echeance)
