"""Recalculer une formule restée sans valeur, si ce n'est qu'une somme ou une différence : « =Q5+R5-S5 »."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from relogement.tableur.brut import Brut, Illisible, est_vide
from relogement.tableur.montants import nombre

Lire = Callable[[int, int], Brut]
"""(ligne dès 1, rang dès 0) → la cellule."""

_TERME = r"(?:\$?[A-Z]{1,3}\$?[0-9]{1,7}|[0-9]{1,12}(?:\.[0-9]{1,6})?)"
_FORMULE = re.compile(rf"=\s*[+-]?\s*{_TERME}(?:\s*[+-]\s*{_TERME})*\s*")
_UN_TERME = re.compile(r"([+-]?)\s*(?:\$?([A-Z]{1,3})\$?([0-9]{1,7})|([0-9]+(?:\.[0-9]+)?))")


def recalculer(formule: str, lire: Lire) -> Decimal | None:
    """La valeur d'une somme de cellules et de nombres ; None si la formule est autre, ou si un terme est inconnu."""
    if _FORMULE.fullmatch(formule) is None:
        return None
    total = Decimal(0)
    for signe, lettres, ligne, chiffres in _UN_TERME.findall(formule):
        terme = Decimal(chiffres) if chiffres else _nombre(lire(int(ligne), rang_colonne(lettres)))
        if terme is None:
            return None
        total += -terme if signe == "-" else terme
    return total


def _nombre(brut: Brut) -> Decimal | None:
    if est_vide(brut):
        return None
    try:
        return nombre(brut, "un montant")
    except Illisible:
        return None


def rang_colonne(lettres: str) -> int:
    """Le rang, compté à partir de 0, d'une colonne du tableur : A vaut 0, AA vaut 26."""
    rang = 0
    for lettre in lettres:
        rang = rang * 26 + ord(lettre) - ord("A") + 1
    return rang - 1
