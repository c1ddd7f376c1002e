"""Qui vit au foyer un jour donné : la même réponse pour la charte, les budgets et la revue."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from relogement.regles.faits import Personne


def presente(p: Personne, au: date) -> bool:
    """La personne vit au foyer ce jour-là ; le jour de l'arrivée et celui du départ, elle y vit encore."""
    return (p.arrivee is None or p.arrivee <= au) and (p.depart is None or p.depart >= au)


def presentes(personnes: Iterable[Personne], au: date) -> list[Personne]:
    """Les personnes qui vivent au foyer ce jour-là, dans l'ordre donné."""
    return [p for p in personnes if presente(p, au)]
