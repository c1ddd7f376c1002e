"""La taille d'un logement : le nombre de pièces que dit son type, et sa surface."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PIECES = re.compile(r"\b[tf]\s?(\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Gabarit:
    """Le type (« T3 ») et la surface en dm² d'un logement ; None : inconnu."""

    type: str | None = None
    surface: int | None = None


SANS_GABARIT = Gabarit()


def pieces(texte: str | None) -> frozenset[int]:
    """Les nombres de pièces que dit ce texte : « T3 ou T4 » en dit deux ; vide s'il n'en dit aucun."""
    return frozenset(int(n) for n in _PIECES.findall(texte or ""))
