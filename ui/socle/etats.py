"""Comment un état se montre : une couleur, une forme et un mot, jamais la couleur seule."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QPolygonF

from relogement.regles.charte.etats import Etat
from ui.socle.theme import HAUTEUR_PASTILLE, PETIT, RAYON_PASTILLE, Ton, couleur, police, theme


class Forme(Enum):
    """La forme qui accompagne la couleur : peinte, pour ne dépendre d'aucune police."""

    AUCUNE = ""
    COCHE = "✓"
    QUARTIER = "◔"
    TRIANGLE = "▲"
    CARRE = "■"
    CERCLE = "○"
    TIRET = "–"
    QUESTION = "?"


@dataclass(frozen=True, slots=True)
class Style:
    """Ce qu'une pastille montre ; `mot` est aussi ce que lit un lecteur d'écran."""

    mot: str
    ton: Ton = Ton.NEUTRE
    forme: Forme = Forme.AUCUNE

    def avec(self, mot: str) -> Style:
        """Le même style avec un autre mot : « en retard de 6 j »."""
        return replace(self, mot=mot)


STYLES: dict[Etat, Style] = {
    Etat.SANS_OBJET: Style("sans objet", Ton.NEUTRE, Forme.TIRET),
    Etat.A_VENIR: Style("à venir", Ton.A_VENIR, Forme.CERCLE),
    Etat.A_FAIRE: Style("à faire", Ton.A_FAIRE, Forme.QUARTIER),
    Etat.EN_RETARD: Style("en retard", Ton.EN_RETARD, Forme.TRIANGLE),
    Etat.INDETERMINEE: Style("à vérifier", Ton.A_FAIRE, Forme.QUESTION),
    Etat.RESPECTEE: Style("respectée", Ton.RESPECTEE, Forme.COCHE),
    Etat.NON_RESPECTEE: Style("non respectée", Ton.NON_RESPECTEE, Forme.CARRE),
}


def style_etat(etat: Etat, mot: str | None = None) -> Style:
    """Le style d'un état de la charte ; `mot` remplace le mot d'usage (« en retard de 6 j », « 12 »)."""
    style = STYLES[etat]
    return style if mot is None else style.avec(mot)


def largeur_pastille(style: Style) -> int:
    """La largeur que prend la pastille, en pixels logiques."""

    texte = QFontMetrics(police(PETIT, QFont.Weight.Medium)).horizontalAdvance(style.mot)
    return texte + 16 + (14 if style.forme is not Forme.AUCUNE else 0)


def peindre_pastille(peintre: QPainter, origine: QPointF, style: Style) -> None:
    """Peint la pastille, son coin haut gauche à l'origine."""

    paire = theme().paire(style.ton)
    zone = QRectF(origine.x(), origine.y(), largeur_pastille(style), HAUTEUR_PASTILLE)
    peintre.save()
    peintre.setRenderHint(QPainter.RenderHint.Antialiasing)
    peintre.setPen(Qt.PenStyle.NoPen)
    if style.ton is not Ton.NEUTRE:
        peintre.setBrush(couleur(paire.fond))
        peintre.drawRoundedRect(zone, RAYON_PASTILLE, RAYON_PASTILLE)
    debut = zone.left() + 8
    if style.forme is not Forme.AUCUNE:
        peindre_forme(peintre, QRectF(debut, zone.center().y() - 5, 10, 10), style.forme, paire.encre)
        debut += 14
    peintre.setPen(couleur(paire.encre))
    peintre.setFont(police(PETIT, QFont.Weight.Medium))
    texte = QRectF(debut, zone.top(), zone.right() - debut, zone.height())
    peintre.drawText(texte, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, style.mot)
    peintre.restore()


def peindre_forme(peintre: QPainter, zone: QRectF, forme: Forme, encre: str) -> None:
    """Peint la forme d'un état dans un carré."""
    x, y, c = zone.left(), zone.top(), zone.width()
    peintre.save()
    peintre.setRenderHint(QPainter.RenderHint.Antialiasing)
    trait = QPen(couleur(encre), 1.5)
    trait.setCapStyle(Qt.PenCapStyle.RoundCap)
    peintre.setPen(trait)
    peintre.setBrush(Qt.BrushStyle.NoBrush)
    cercle = zone.adjusted(1, 1, -1, -1)
    if forme is Forme.COCHE:
        parts = ((0.12, 0.55), (0.4, 0.82), (0.9, 0.2))
        peintre.drawPolyline(QPolygonF([QPointF(x + c * a, y + c * b) for a, b in parts]))
    elif forme is Forme.CERCLE:
        peintre.drawEllipse(cercle)
    elif forme is Forme.QUARTIER:
        peintre.drawEllipse(cercle)
        peintre.setBrush(couleur(encre))
        peintre.drawPie(cercle, 0, 90 * 16)
    elif forme is Forme.TIRET:
        peintre.drawLine(QPointF(x + 1, y + c / 2), QPointF(x + c - 2, y + c / 2))
    elif forme is Forme.QUESTION:
        _question(peintre, zone)
    else:
        _plein(peintre, zone, forme, encre)
    peintre.restore()


def _plein(peintre: QPainter, zone: QRectF, forme: Forme, encre: str) -> None:
    peintre.setPen(Qt.PenStyle.NoPen)
    peintre.setBrush(couleur(encre))
    if forme is Forme.CARRE:
        peintre.drawRect(zone.adjusted(1, 1, -1, -1))
    elif forme is Forme.TRIANGLE:
        h = zone.width() * math.sqrt(3) / 2
        bas = zone.center().y() + h / 2
        sommets = [QPointF(zone.left(), bas), QPointF(zone.right(), bas), QPointF(zone.center().x(), bas - h)]
        peintre.drawPolygon(QPolygonF(sommets))


def _question(peintre: QPainter, zone: QRectF) -> None:

    peintre.setFont(police(PETIT, QFont.Weight.Bold))
    peintre.drawText(zone.adjusted(-2, -4, 2, 4), Qt.AlignmentFlag.AlignCenter, "?")
