"""Les nombres du rapprochement que ni la charte ni la loi ne fixent."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from relogement.commun import ressource


@dataclass(frozen=True, slots=True)
class Reglages:
    """Ce qui vaut à partir du `du` ; `pieces_en_moins` : pièces qui peuvent manquer au nombre d'occupants."""

    du: date
    pieces_en_moins: int


@lru_cache(maxsize=1)
def charger_reglages() -> tuple[Reglages, ...]:
    """Les tables livrées, de la plus ancienne à la plus récente."""
    brut = tomllib.loads(ressource("baremes/rapprochement.toml").read_text(encoding="utf-8"))
    return tuple(sorted((Reglages(t["du"], t["pieces_en_moins"]) for t in brut["table"]), key=lambda t: t.du))


def reglages(le: date) -> Reglages:
    """La table de ce jour ; avant la première, la première."""
    tables = charger_reglages()
    return next((t for t in reversed(tables) if t.du <= le), tables[0])
