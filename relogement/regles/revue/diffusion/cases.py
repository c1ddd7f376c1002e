"""Une case qui se publie ou se déduit, et les sommes qui lient les cases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Relation = Mapping[str, int]
"""Des cases dont la somme, chacune multipliée par son nombre, est nulle : total − partie − partie = 0."""


@dataclass(frozen=True, slots=True)
class Case:
    """Une case : combien de ménages sont derrière, et si elle se publie.

    Une case cachée ne s'écrit nulle part, mais se déduirait : le complément d'un compte, par exemple.
    """

    effectif: int
    cachee: bool = False
    ecrits: int = 1
    """En combien d'endroits elle s'écrit : la masquer les fait tous taire."""


def somme(total: str, parties: Iterable[str]) -> Relation:
    """La relation « total = somme des parties »."""
    return {total: 1, **dict.fromkeys(parties, -1)}
