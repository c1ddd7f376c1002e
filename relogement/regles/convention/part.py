"""Une part dont on sait le dénominateur : l'inconnu n'y est pas zéro, il se compte à côté."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Part:
    """`nombre` sur `connus` ; `inconnus` : les unités dont la donnée manque, ni dans l'un ni dans l'autre."""

    nombre: int
    connus: int
    inconnus: int = 0

    @property
    def pour_cent(self) -> Decimal | None:
        """La part en pour cent des connus ; None si rien n'est connu."""
        return Decimal(100 * self.nombre) / self.connus if self.connus else None


def part_des_vrais(reponses: Iterable[bool | None]) -> Part:
    """La part des réponses vraies parmi celles que l'on connaît."""
    lues = list(reponses)
    inconnus = sum(r is None for r in lues)
    return Part(sum(r is True for r in lues), len(lues) - inconnus, inconnus)


def part_de(nombre: int | None, total: int | None) -> Part:
    """`nombre` sur `total`, tapés d'une source ; si l'un manque, tout le total connu est inconnu."""
    if nombre is None or total is None:
        return Part(0, 0, total or 0)
    return Part(nombre, total)
