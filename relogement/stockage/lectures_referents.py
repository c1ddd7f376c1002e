"""Qui suit quoi : les référents des opérations, et les noms que les listes proposent."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import select

from relogement import modeles as m
from relogement.stockage.base import Base
from relogement.stockage.lectures import sql


def referents_des_operations(base: Base, au: date) -> dict[UUID, frozenset[str]]:
    """Les noms des référents de chaque opération ce jour-là ; une opération sans référent n'y est pas."""
    re, ag = sql(m.ReferentOperation), sql(m.Agent)
    requete = (
        select(re.c.operation_id, ag.c.nom)
        .join(ag, ag.c.id == re.c.agent_id)
        .where(re.c.supprime_le.is_(None), re.c.du <= au, re.c.au.is_(None) | (re.c.au >= au))
    )
    trouves: dict[UUID, set[str]] = {}
    with base.session() as s:
        for operation, nom in s.execute(requete):
            trouves.setdefault(operation, set()).add(nom)
    return {cle: frozenset(noms) for cle, noms in trouves.items()}


def noms_referents(base: Base) -> list[str]:
    """Les noms des agents qui sont ou furent référents d'un ménage ou d'une opération, par ordre alphabétique."""
    ag = sql(m.Agent)
    noms: set[str] = set()
    with base.session() as s:
        for table in (sql(m.Referent), sql(m.ReferentOperation)):
            noms |= set(
                s.execute(
                    select(ag.c.nom).join(table, table.c.agent_id == ag.c.id).where(table.c.supprime_le.is_(None))
                ).scalars()
            )
    return sorted(noms, key=str.casefold)
