"""La mesure de l'estimateur d'APL : mille puis dix mille situations, à côté de vingt divisions décimales arrondies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from relogement.regles.apl.bareme import charger_bareme
from relogement.regles.apl.formule import Situation, estimer

NOMBRES = (1_000, 10_000)
"""Deux tailles, pour lire la croissance."""
_OPERATIONS = 20


def situations(combien: int) -> list[Situation]:
    """Des situations inventées, toutes différentes."""
    return [
        Situation(
            date(2026, 1 + n % 12, 1), 1 + n % 3, n % 2 == 0, n % 5, 25_000 + 7 * n % 60_000, 13 * n % 2_500_000
        )
        for n in range(combien)
    ]


def estimations(combien: int) -> tuple[Callable[[], object], Callable[[], object]]:
    """Les estimations, et leur plancher."""
    bareme, liste, centime = charger_bareme(), situations(combien), Decimal("0.01")

    def plancher() -> None:
        for n in range(combien):
            for k in range(_OPERATIONS):
                (Decimal(n) / (k + 3)).quantize(centime, ROUND_HALF_UP)

    return lambda: [estimer(s, bareme) for s in liste], plancher
