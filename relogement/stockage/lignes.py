"""Les lignes d'une table lues en bloc, sans objet ORM : une requête, puis une conversion par colonne."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, String, Uuid, select, type_coerce
from sqlmodel import Session

from relogement import modeles as m
from relogement.modeles.table import Code

Ligne = dict[str, Any]
"""Une ligne, par nom de colonne ; une clé y est un texte (avec ses tirets), une liste un tuple."""
Lecteur = Callable[[Any], Any]
_HORODATAGE = ("cree_le", "modifie_le", "supprime_le")


def lire_lignes(s: Session, table: type[m.Table], *conditions: Any) -> list[Ligne]:
    """Les lignes hors corbeille sous ces conditions, dans l'ordre de leur clé, sans leur horodatage."""
    s.flush()
    sql = table.__table__  # type: ignore[attr-defined]  # posé par SQLModel
    noms, colonnes, lecteurs = _colonnes(table)
    requete = select(*colonnes).where(sql.c.supprime_le.is_(None), *conditions).order_by(sql.c.id)
    brutes = s.connection().execute(requete).all()
    # Sans ligne, zip ne rend aucune colonne : d'où strict=False.
    colonnes_lues = zip(lecteurs, zip(*brutes, strict=True), strict=False)
    valeurs = [map(lecteur, lues) if lecteur else lues for lecteur, lues in colonnes_lues]
    return [dict(zip(noms, ligne, strict=True)) for ligne in zip(*valeurs, strict=True)]


@cache
def _colonnes(table: type[m.Table]) -> tuple[list[str], list[Any], list[Lecteur | None]]:
    """Les noms des colonnes, ce qu'on en demande (la valeur telle que la base la range), et comment la lire."""
    retenues = [c for c in table.__table__.c if c.name not in _HORODATAGE]  # type: ignore[attr-defined]  # SQLModel
    demandes = [type_coerce(c, String()).label(c.name) for c in retenues]
    return [c.name for c in retenues], demandes, [_lecteur(c) for c in retenues]


def _lecteur(colonne: Column[Any]) -> Lecteur | None:
    match colonne.type:
        case Code() as code:
            # Une valeur hors liste est une erreur, jamais ignorée.
            return {None: None, **{membre.value: membre for membre in code.liste}}.__getitem__
        case Uuid():
            return _cle
        case Date():
            return _jour
        case Boolean():
            return {None: None, 0: False, 1: True}.__getitem__
        case JSON():
            return _json
    return None


def _cle(brut: str | None) -> str | None:
    """La clé comme l'écrit `str(UUID)`, sans passer par l'objet : il coûte cinq fois plus."""
    return brut and f"{brut[:8]}-{brut[8:12]}-{brut[12:16]}-{brut[16:20]}-{brut[20:]}"


@lru_cache(maxsize=8192)
def _jour(brut: str | None) -> date | None:
    return None if brut is None else date.fromisoformat(brut)


@lru_cache(maxsize=8192)
def _json(brut: str | None) -> Any:
    lu = None if brut is None else json.loads(brut)
    return tuple(lu) if isinstance(lu, list) else lu
