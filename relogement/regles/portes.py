"""L'ordre des portes d'un immeuble : bâtiment, escalier, étage, porte ; « 2 » avant « 10 », l'inconnu à la fin."""

from __future__ import annotations

import re
from typing import Any

from relogement.commun import sans_accents

_NOMBRES = re.compile(r"(\d+)")


def rang_de_porte(batiment: str | None, escalier: str | None, etage: int | None, porte: str | None) -> tuple[Any, ...]:
    """De quoi trier les logements comme on monte l'escalier."""
    return _nom(batiment), _nom(escalier), (etage is None, etage or 0), _nom(porte)


def _nom(texte: str | None) -> tuple[bool, tuple[tuple[bool, int, str], ...]]:
    """Les chiffres se comparent comme des nombres, avant les lettres."""
    morceaux = _NOMBRES.split(sans_accents((texte or "").strip()))
    return not (texte or "").strip(), tuple(
        (not m.isdecimal(), int(m) if m.isdecimal() else 0, "" if m.isdecimal() else m) for m in morceaux if m
    )
