"""Ce que la variante diffusable tait d'un tableau d'acteurs : les textes tapés, les petits nombres et leurs parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from relogement.regles.revue.chiffre import Mesure, Unite
from relogement.regles.revue.revue import MASQUE, Bloc, Grandeur, Page, Tableau

Contenu = Mesure | Grandeur | str | date | None
Rangee = Mapping[str, Contenu]
"""Par titre de colonne, la case d'un acteur."""


def tableaux_tus(page: Page, seuil: int) -> Page:
    """La page, ses tableaux sans texte libre, et sans nombre de 1 à `seuil` − 1 ni ce qui le rendrait."""
    return replace(page, blocs=tuple(_tu(b, seuil) if isinstance(b, Tableau) else b for b in page.blocs))


def _tu(t: Tableau, seuil: int) -> Bloc:
    gardees = tuple(c for c in t.colonnes if c[0] not in t.libres)
    titres = [titre for titre, _, _ in t.colonnes]
    tues = [_taire(t, dict(zip(titres, rangee, strict=True)), seuil) for rangee in t.rangees]
    return replace(t, colonnes=gardees, rangees=tuple(tuple(r[titre] for titre, _, _ in gardees) for r in tues))


def _taire(t: Tableau, r: Rangee, seuil: int) -> Rangee:
    if not t.parts:
        return r
    tues = {titre for titre, unite, _ in t.colonnes if unite is Unite.NOMBRE and _petit(r[titre], seuil)}
    for taux, tout, partie in t.parts:
        if tout in tues or partie in tues or _rend(r[taux] if partie is None else r[partie], r[tout], seuil):
            tues |= {taux} if partie is None else {taux, partie}
    return {titre: MASQUE if titre in tues else contenu for titre, contenu in r.items()}


def _rend(part: Contenu, tout: Contenu, seuil: int) -> bool:
    """Vrai si cette partie de ce tout, un nombre ou un taux, est un petit nombre, ou en laisse un."""
    if not isinstance(part, int | Decimal) or not isinstance(tout, int):
        return False
    partie = round(part * tout) if isinstance(part, Decimal) else part
    return _petit(partie, seuil) or _petit(tout - partie, seuil)


def _petit(nombre: Contenu, seuil: int) -> bool:
    return isinstance(nombre, int) and 0 < nombre < seuil
