"""La taille d'un logement : le nombre de pièces que dit son type, celui qu'un souhait accepte, et sa surface."""

from __future__ import annotations

import re
from dataclasses import dataclass

from relogement.commun import sans_accents

_PIECES = re.compile(r"\b[tf]\s?(\d)", re.IGNORECASE)
_UN = r"(?:un )?[tf] ?(\d)"
_MIN, _MAX = r"min(?:i|imum)?\.?", r"max(?:i|imum)?\.?"
_SENS = re.compile(rf"\b(?:min|max|plus|moins|pas|sauf|ni|non|sans|hors|jamais|entre|a {_UN})|{_UN} ?- ?[tf]|[<>≥≤]")
"""Ce qui change le sens des types nommés."""
_FORMES = tuple((borne, re.compile(forme)) for borne, forme in (
    ("de", rf"(?:{_MIN}|au moins) {_UN}"),
    ("de", rf"{_UN},? (?:(?:au )?{_MIN}|au moins|(?:(?:ou|et) )?plus)"),
    ("a", rf"(?:{_MAX}|au plus) {_UN}"),
    ("a", rf"{_UN},? (?:(?:au )?{_MAX}|au plus|(?:ou|et) moins)"),
    ("de_a", rf"(?:de |entre )?{_UN}(?: a | et | ?- ?){_UN}"),
))
_PLUS_GRAND = 9


@dataclass(frozen=True, slots=True)
class Gabarit:
    """Le type (« T3 ») et la surface en dm² d'un logement ; None : inconnu."""

    type: str | None = None
    surface: int | None = None


SANS_GABARIT = Gabarit()


def pieces(texte: str | None) -> frozenset[int]:
    """Les nombres de pièces que dit ce texte : « T3 ou T4 » en dit deux ; vide s'il n'en dit aucun."""
    return frozenset(int(n) for n in _PIECES.findall(texte or ""))


def types_souhaites(texte: str | None) -> frozenset[int] | None:
    """Les pièces que ce souhait accepte : « T3 minimum », « T2 à T4 », « T3 ou T4 » ; vide s'il n'en dit rien.

    None : il en dit quelque chose qui ne se lit pas à coup sûr (« pas de T3 », « plus grand qu'un T2 »).
    """
    simple = " ".join(sans_accents(texte or "").replace("+", " plus ").split())
    if not pieces(simple) or not _SENS.search(simple):
        return pieces(simple)
    borne, lu = next(((b, vu) for b, forme in _FORMES if (vu := forme.fullmatch(simple))), ("", None))
    if lu is None:
        return None
    n, m = int(lu[1]), int(lu[lu.lastindex or 1])
    accepte = range(0 if borne == "a" else n, (_PLUS_GRAND if borne == "de" else m) + 1)
    return frozenset(accepte) or None
