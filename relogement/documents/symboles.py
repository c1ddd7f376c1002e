"""Ce qui se dessine plutôt que de s'écrire : l'état d'une obligation, la case à cocher, les barres d'un budget."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from reportlab.lib.colors import HexColor, white
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable

from relogement.documents.mise_en_page import ACCENT, DOUX, ENCRE
from relogement.documents.polices import GRASSE, NORMALE, nettoyer
from relogement.regles.charte.etats import Etat

_COULEURS = {
    Etat.SANS_OBJET: DOUX,
    Etat.A_VENIR: HexColor("#44607C"),
    Etat.A_FAIRE: HexColor("#8A5A00"),
    Etat.EN_RETARD: HexColor("#B3261E"),
    Etat.INDETERMINEE: ENCRE,
    Etat.RESPECTEE: HexColor("#23724A"),
    Etat.NON_RESPECTEE: HexColor("#6B1B44"),
}
ORDRE = (
    Etat.NON_RESPECTEE, Etat.EN_RETARD, Etat.A_FAIRE, Etat.INDETERMINEE, Etat.A_VENIR, Etat.RESPECTEE, Etat.SANS_OBJET,
)
"""Ce qui demande un geste se lit d'abord."""
_COTE = 7.0
_BAS = 1.8
_LIBELLE, _MONTANT, _PAS = 120.0, 70.0, 13.0


class Dessin(Flowable):  # type: ignore[misc]  # reportlab n'est pas typé
    """Un dessin de taille fixe, posé dans le texte ou une cellule ; `trace` reçoit le canevas de reportlab.

    `alternative` : ce qu'un lecteur d'écran dit à sa place ; vide quand un texte voisin le dit déjà.
    """

    def __init__(self, largeur: float, hauteur: float, trace: Callable[[Any], None], alternative: str = "") -> None:
        super().__init__()
        self.width, self.height = largeur, hauteur
        self._trace, self._alternative = trace, alternative

    def draw(self) -> None:
        """Appelée par reportlab, l'origine déjà placée au bas du dessin."""
        if not self._alternative:
            self._trace(self.canv)
            return
        # reportlab ne tient pas d'arbre de balises : une séquence marquée porte, seule, le texte de remplacement.
        self.canv._code.append(f"/Span <</Alt <FEFF{self._alternative.encode('utf-16-be').hex().upper()}>>> BDC")
        self._trace(self.canv)
        self.canv._code.append("EMC")


def etat(valeur: Etat, apres: str = "", largeur: float = 76) -> Dessin:
    """La forme et le mot d'un état : lisible sans couleur. `apres` suit le mot, comme un nombre."""
    mot = nettoyer(f"{valeur.mot}{apres}")

    def trace(c: Any) -> None:
        couleur = _COULEURS[valeur]
        c.setFillColor(couleur)
        c.setStrokeColor(couleur)
        c.setLineWidth(1.2)
        _forme(c, valeur)
        c.setFont(GRASSE, 8)
        c.drawString(_COTE + 5, 2.4, mot)

    return Dessin(largeur, 11, trace)


def signe(valeur: Etat, largeur: float) -> Dessin:
    """La seule forme d'un état, au milieu de sa case : une légende en donne le mot."""

    def trace(c: Any) -> None:
        c.translate((largeur - _COTE) / 2, 0)
        c.setFillColor(_COULEURS[valeur])
        c.setStrokeColor(_COULEURS[valeur])
        c.setLineWidth(1.2)
        _forme(c, valeur)

    return Dessin(largeur, 10, trace, valeur.mot)


def debout(mot: str, largeur: float, hauteur: float = 28) -> Dessin:
    """Un mot court écrit de bas en haut, pour l'en-tête d'une colonne étroite."""

    def trace(c: Any) -> None:
        c.setFillColor(ENCRE)
        c.setFont(GRASSE, 7.5)
        c.translate(largeur / 2 + 2.6, 2)
        c.rotate(90)
        c.drawString(0, 0, nettoyer(mot))

    return Dessin(largeur, hauteur, trace)


def _forme(c: Any, valeur: Etat) -> None:
    """La forme d'un état, dans un carré de `_COTE` ; elles diffèrent toutes en noir et blanc."""
    rayon, milieu = _COTE / 2, _BAS + _COTE / 2
    if valeur in (Etat.A_VENIR, Etat.A_FAIRE):
        c.circle(rayon, milieu, rayon - 0.6)
    if valeur is Etat.A_FAIRE:
        bord = rayon - 0.6
        c.wedge(rayon - bord, milieu - bord, rayon + bord, milieu + bord, 0, 90, stroke=0, fill=1)
    elif valeur is Etat.NON_RESPECTEE:
        c.rect(0.3, _BAS, _COTE - 0.6, _COTE - 0.6, stroke=0, fill=1)
    elif valeur is Etat.SANS_OBJET:
        c.line(0.6, milieu, _COTE - 0.6, milieu)
    elif valeur is Etat.INDETERMINEE:
        c.setFont(GRASSE, 9)
        c.drawString(1.6, _BAS + 0.4, "?")
    elif valeur is Etat.RESPECTEE:
        _trait(c, ((0.4, milieu - 0.4), (2.6, _BAS + 0.6), (6.8, _BAS + 6.4)))
    elif valeur is Etat.EN_RETARD:
        _trait(c, ((0, _BAS), (_COTE, _BAS), (rayon, _BAS + _COTE)), plein=True)


def _trait(c: Any, points: Sequence[tuple[float, float]], plein: bool = False) -> None:
    chemin = c.beginPath()
    chemin.moveTo(*points[0])
    for point in points[1:]:
        chemin.lineTo(*point)
    if plein:
        chemin.close()
    c.drawPath(chemin, stroke=not plein, fill=plein)


def image(octets: bytes, largeur: float, hauteur: float, alternative: str) -> Dessin:
    """Une image PNG ou JPEG à cette taille."""
    lecteur = ImageReader(BytesIO(octets))

    def trace(c: Any) -> None:
        c.drawImage(lecteur, 0, 0, largeur, hauteur, mask="auto")

    return Dessin(largeur, hauteur, trace, alternative)


def case(libelle: str, cochee: bool, largeur: float) -> Dessin:
    """Une case, cochée d'une croix ou à cocher au stylo, et son libellé sur une ligne."""
    mot = nettoyer(libelle)

    def trace(c: Any) -> None:
        c.setStrokeColor(ENCRE)
        c.setFillColor(white)
        c.setLineWidth(0.9)
        c.rect(0.5, 2, 10, 10, stroke=1, fill=1)
        c.setLineWidth(1.5)
        if cochee:
            c.line(2.4, 3.9, 8.6, 10.1)
            c.line(2.4, 10.1, 8.6, 3.9)
        c.setFillColor(ENCRE)
        c.setFont(NORMALE, 9)
        c.drawString(16, 4, mot)

    return Dessin(largeur, 15, trace)


def barres(lignes: Sequence[tuple[str, int | None, str]], largeur: float) -> Dessin:
    """Une barre par ligne (libellé, valeur ≥ 0, valeur écrite) à la même échelle ; une valeur None n'a pas de barre."""
    echelle = max((valeur or 0 for _, valeur, _ in lignes), default=0) or 1
    place = largeur - _LIBELLE - _MONTANT

    def trace(c: Any) -> None:
        c.setFont(NORMALE, 8)
        for rang, (libelle, valeur, ecrit) in enumerate(lignes, start=1):
            y = _PAS * (len(lignes) - rang) + 3
            c.setFillColor(DOUX)
            c.drawString(0, y, nettoyer(libelle))
            c.drawRightString(largeur, y, nettoyer(ecrit))
            c.setFillColor(ACCENT)
            if valeur:
                c.rect(_LIBELLE, y - 1, place * valeur / echelle, 7, stroke=0, fill=1)

    return Dessin(largeur, _PAS * len(lignes) + 4, trace)
