"""L'historique d'un ménage : ses gestes, et ceux, plus larges, qui ont changé une de ses fiches (un import)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Table as TableSql
from sqlalchemy import select, union
from sqlmodel import Session, SQLModel

from relogement.stockage.journal import annules

MAXIMUM = 200
"""Gestes lus, les plus récents."""


def historique(s: Session, menage_id: UUID) -> tuple[Mapping[str, Any], ...]:
    """Les gestes du plus récent au plus ancien, au plus `MAXIMUM` ; `menage_id` None : le geste est plus large.

    `agent` : son nom ; `annule` : vrai s'il a été défait depuis.
    """
    ge, ag, ch = (SQLModel.metadata.tables[nom] for nom in ("geste", "agent", "changement"))
    larges = select(ch.c.geste_id).where(ch.c.cle.in_(cles_du_menage(menage_id)))
    requete = (
        select(ge.c.id, ge.c.libelle, ge.c.le, ge.c.annule_id, ge.c.menage_id, ag.c.nom.label("agent"))
        .join(ag, ag.c.id == ge.c.agent_id)
        .where((ge.c.menage_id == menage_id) | (ge.c.menage_id.is_(None) & ge.c.id.in_(larges)))
        .order_by(ge.c.id.desc())
        .limit(MAXIMUM)
    )
    defaits = annules(s)
    return tuple({**r, "annule": r["id"] in defaits} for r in s.execute(requete).mappings())


def cles_du_menage(menage_id: UUID) -> Any:
    """La requête des clés du ménage, de son logement d'origine et de chaque fiche qui le cite."""
    menage: TableSql = SQLModel.metadata.tables["menage"]
    tables = (t for t in SQLModel.metadata.sorted_tables if t.name != "geste")
    citent = [t for t in tables if {"id", "menage_id"} <= set(t.c.keys())]
    return union(
        select(menage.c.id).where(menage.c.id == menage_id),
        select(menage.c.logement_id).where(menage.c.id == menage_id, menage.c.logement_id.isnot(None)),
        *(select(t.c.id).where(t.c.menage_id == menage_id) for t in citent),
    )
