"""Les montants des phrases, à la française."""

from __future__ import annotations


def euros(centimes: int) -> str:
    """Le montant en euros, à la française, avec ses espaces insécables : 1 234,56 €."""
    signe = "-" if centimes < 0 else ""
    entiers, cents = divmod(abs(centimes), 100)
    return f"{signe}{entiers:,}".replace(",", "\u00a0") + f",{cents:02d}\u00a0€"
