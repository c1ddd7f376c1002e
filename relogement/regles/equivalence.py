"""« Logement équivalent » (article 5) : même type, et une surface proche. La charte ne le définit pas : c'est un choix.

Un autre type est un autre logement, puisque l'article écarte la comparaison quand « un autre type de logement » est
attribué ; la part de surface tolérée est un paramètre de la charte.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from relogement.formats import INSECABLE, nombre, surface
from relogement.regles.calendrier import jour_fr
from relogement.regles.typologie import Gabarit, pieces


@dataclass(frozen=True, slots=True)
class EquivalenceDite:
    """Ce qu'un agent a corrigé : par qui, quel jour, et pourquoi."""

    le: date
    par: str
    raison: str


@dataclass(frozen=True, slots=True)
class Equivalence:
    """Équivalent, non, ou inconnu (None), et la phrase qui dit pourquoi, sans majuscule ni point."""

    vraie: bool | None
    phrase: str


def comparer(quitte: Gabarit, offert: Gabarit, tolerance: Decimal) -> Equivalence:
    """Le logement offert au regard du logement quitté ; `tolerance` : l'écart de surface permis, en % de la quittée.

    Bornes comprises, dans les deux sens. Un type différent suffit à dire non, quelle que soit la surface.
    """
    meme = _meme_type(quitte.type, offert.type)
    if meme is None:
        cote = "quitté" if not quitte.type else "proposé"
        inconnu = f"le type du logement {cote} n'est pas connu"
        comparables = f"les types {quitte.type} et {offert.type} ne se comparent pas"
        return Equivalence(None, comparables if quitte.type and offert.type else inconnu)
    if not meme:
        return Equivalence(False, f"un {offert.type} pour un {quitte.type} quitté")
    if quitte.surface is None or offert.surface is None:
        cote = "quitté" if quitte.surface is None else "proposé"
        return Equivalence(None, f"même type, mais la surface du logement {cote} n'est pas connue")
    dit = f"même type, {surface(offert.surface)} pour {surface(quitte.surface)} quittés"
    proche = abs(offert.surface - quitte.surface) * 100 <= tolerance * quitte.surface
    part = f"{nombre(tolerance)}{INSECABLE}%"
    return Equivalence(proche, f"{dit}, à {part} près" if proche else f"{dit}, plus de {part} d'écart")


def dite(equivalent: bool, quoi: EquivalenceDite | None, regle: Equivalence) -> Equivalence:
    """Ce qu'un agent en a dit l'emporte, et la phrase garde ce que disait la règle."""
    if quoi is None:
        return Equivalence(equivalent, "noté équivalent" if equivalent else "noté non équivalent")
    mot = "équivalent" if equivalent else "non équivalent"
    return Equivalence(
        equivalent, f"jugé {mot} par {quoi.par} le {jour_fr(quoi.le)} : {quoi.raison} (la règle : {regle.phrase})"
    )


def _meme_type(quitte: str | None, offert: str | None) -> bool | None:
    """Autant de pièces ; None si l'un des types ne dit pas combien."""
    q, o = pieces(quitte), pieces(offert)
    return q == o if len(q) == len(o) == 1 else None
