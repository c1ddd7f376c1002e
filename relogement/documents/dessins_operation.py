"""Les deux dessins d'une opération : l'immeuble, une case par logement, et la courbe des ménages restant à reloger.

Chacun se lit en noir et blanc, et porte un texte de remplacement qui dit ce qu'il montre.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from reportlab.lib.colors import HexColor, white
from reportlab.pdfbase.pdfmetrics import stringWidth

from relogement.documents.formats import jour
from relogement.documents.mise_en_page import ACCENT, DOUX, ENCRE, LARGEUR, TRAIT
from relogement.documents.polices import GRASSE, NORMALE, nettoyer
from relogement.documents.symboles import Dessin
from relogement.formats import etage as nom_etage
from relogement.formats import mois_court, pluriel

CODES = {
    "vacant": "–", "à rencontrer": "AR", "rencontré": "RE", "en recherche": "RC", "proposition en cours": "PR",
    "accord": "AC", "bail signé": "BS", "relogé": "RL", "en suivi": "SU", "clos": "CL", "sorti": "SO",
}
"""Les deux lettres d'une étape, dans sa case : la couleur ne dit rien seule."""
_FONDS = {
    "à rencontrer": "#FFFFFF", "rencontré": "#EEF1F5", "en recherche": "#E0E6EC", "proposition en cours": "#FCF1DA",
    "accord": "#E6F0F7", "bail signé": "#CFE2F0", "relogé": "#E3F3EA", "en suivi": "#D2EBDC", "clos": "#C0E2CD",
}
_CASE, _HAUT, _LIBELLE = 34.0, 20.0, 78.0
_PAR_PAGE = 30
"""Les rangées d'étages qu'un dessin tient."""
_COURBE = 170.0
_GAUCHE, _DROITE, _SOUS, _DESSUS = 26.0, 30.0, 24.0, 18.0


@dataclass(frozen=True, slots=True)
class Case:
    """Un logement de l'immeuble ; `etage` None : inconnu ; `etat` : l'étape de son ménage, ou « vacant »."""

    etage: int | None
    porte: str
    etat: str


@dataclass(frozen=True, slots=True)
class Courbe:
    """Les ménages restants à chaque jour ; `fin` : le dernier départ à ce rythme, None s'il ne se dit pas."""

    releves: tuple[tuple[date, int], ...]
    travaux: date | None
    fin: date | None


def par_rangee() -> int:
    """Combien de portes tiennent côte à côte dans la page."""
    return int((LARGEUR - _LIBELLE) / _CASE)


def immeuble(nom: str, cases: Sequence[Case]) -> list[Dessin]:
    """Un escalier : les étages du plus haut au plus bas, les portes de gauche à droite, à la ligne s'il le faut.

    Une tour plus haute que la page se dessine en plusieurs fois ; le premier dessin dit tout l'escalier.
    """
    rangees, dit = _rangees(cases), _dire_immeuble(nom, cases)
    return [
        _dessiner(rangees[debut : debut + _PAR_PAGE], dit if debut == 0 else f"{nom}, suite")
        for debut in range(0, len(rangees), _PAR_PAGE)
    ]


def _dessiner(rangees: Sequence[tuple[str, Sequence[Case]]], alternative: str) -> Dessin:
    def trace(c: Any) -> None:
        y = len(rangees) * _HAUT
        for libelle, siennes in rangees:
            y -= _HAUT
            c.setFillColor(DOUX)
            c.setFont(NORMALE, 7.5)
            c.drawString(0, y + 6, libelle)
            for rang, case in enumerate(siennes):
                _tracer_case(c, _LIBELLE + rang * _CASE, y, case)

    return Dessin(LARGEUR, len(rangees) * _HAUT + 2, trace, alternative)


def _rangees(cases: Sequence[Case]) -> list[tuple[str, Sequence[Case]]]:
    """Les étages de haut en bas, l'inconnu tout en bas, coupés à ce que la page tient."""
    etages = sorted({x.etage for x in cases}, key=lambda e: (e is None, -(e or 0)))
    rangees: list[tuple[str, Sequence[Case]]] = []
    for numero in etages:
        siennes = [x for x in cases if x.etage == numero]
        libelle = "étage inconnu" if numero is None else nom_etage(numero)
        for debut in range(0, len(siennes), par_rangee()):
            rangees.append((libelle if debut == 0 else "", siennes[debut : debut + par_rangee()]))
    return rangees


def _tracer_case(c: Any, x: float, y: float, case: Case) -> None:
    c.setStrokeColor(TRAIT)
    c.setLineWidth(0.6)
    fond = _FONDS.get(case.etat)
    c.setFillColor(HexColor(fond) if fond else white)
    c.rect(x, y + 1, _CASE - 2, _HAUT - 2, stroke=1, fill=1)
    c.setFillColor(ENCRE)
    c.setFont(GRASSE, 7)
    c.drawCentredString(x + (_CASE - 2) / 2, y + 10, CODES.get(case.etat, "?"))
    c.setFillColor(DOUX)
    c.setFont(NORMALE, 5.5)
    c.drawCentredString(x + (_CASE - 2) / 2, y + 4, _tenir(case.porte, _CASE - 4))


def _tenir(mot: str, largeur: float) -> str:
    propre = nettoyer(mot)
    while propre and stringWidth(propre, NORMALE, 5.5) > largeur:
        propre = propre[:-1]
    return propre


def _dire_immeuble(nom: str, cases: Sequence[Case]) -> str:
    comptes = Counter(x.etat for x in cases)
    dits = ", ".join(f"{n} {etat}" for etat, n in comptes.items())
    return f"{nom} : {pluriel(len(cases), 'logement')}, {dits}."


def courbe(donnees: Courbe) -> Dessin:
    """La courbe, sa suite en pointillé au rythme actuel, et un trait au jour des travaux."""
    du = donnees.releves[0][0]
    au = max(filter(None, (donnees.releves[-1][0], donnees.travaux, donnees.fin)))
    haut = max(n for _, n in donnees.releves) or 1
    large: float = LARGEUR - _GAUCHE - _DROITE
    hauteur = _COURBE - _SOUS - _DESSUS

    def abscisse(le: date) -> float:
        return _GAUCHE + large * (le - du).days / max((au - du).days, 1)

    def ordonnee(n: int) -> float:
        return _SOUS + hauteur * n / haut

    def trace(c: Any) -> None:
        _axes(c, donnees, du, haut, abscisse, ordonnee)
        points = [(abscisse(le), ordonnee(n)) for le, n in donnees.releves]
        c.setStrokeColor(ACCENT)
        c.setLineWidth(1.6)
        for avant, apres in pairwise(points):
            c.line(*avant, *apres)
        c.setFillColor(ACCENT)
        c.circle(*points[-1], 2.4, stroke=0, fill=1)
        c.setFont(GRASSE, 8)
        c.drawString(points[-1][0] + 5, points[-1][1] + 3, str(donnees.releves[-1][1]))
        if donnees.fin is not None:
            c.setDash(3, 3)
            c.line(*points[-1], abscisse(donnees.fin), _SOUS)
            c.setDash()

    return Dessin(LARGEUR, _COURBE, trace, _dire_courbe(donnees))


def _axes(c: Any, donnees: Courbe, du: date, haut: int, abscisse: Any, ordonnee: Any) -> None:
    c.setStrokeColor(TRAIT)
    c.setLineWidth(0.6)
    c.setFont(NORMALE, 7)
    for n in sorted({0, haut // 2, haut}):
        c.setFillColor(DOUX)
        c.line(_GAUCHE, ordonnee(n), LARGEUR - _DROITE, ordonnee(n))
        c.drawRightString(_GAUCHE - 4, ordonnee(n) - 2.5, str(n))
    for le in dict.fromkeys((du, donnees.releves[-1][0])):
        c.drawCentredString(abscisse(le), _SOUS - 11, nettoyer(mois_court(le)))
    if donnees.travaux is not None:
        c.setStrokeColor(ENCRE)
        c.setLineWidth(1)
        c.line(abscisse(donnees.travaux), _SOUS, abscisse(donnees.travaux), _COURBE - _DESSUS)
        c.setFillColor(ENCRE)
        dit = nettoyer(f"travaux {jour(donnees.travaux)}")
        c.drawCentredString(abscisse(donnees.travaux), _COURBE - _DESSUS + 5, dit)


def _dire_courbe(donnees: Courbe) -> str:
    (du, avant), (au, reste) = donnees.releves[0], donnees.releves[-1]
    phrases = [f"Ménages restant à reloger : {avant} le {jour(du)}, {reste} le {jour(au)}."]
    if donnees.travaux is not None:
        phrases.append(f"Travaux le {jour(donnees.travaux)}.")
    if donnees.fin is not None:
        phrases.append(f"Au rythme des six derniers mois, le dernier partirait le {jour(donnees.fin)}.")
    return " ".join(phrases)
