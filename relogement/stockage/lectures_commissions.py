"""Ce que les écrans lisent des commissions : les séances, leur ordre du jour, les passages d'un ménage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from relogement import modeles as m
from relogement.commun import ErreurMetier
from relogement.stockage.base import Base
from relogement.stockage.lectures import sql
from relogement.vocabulaire import DecisionCommission, OriginePassage


@dataclass(frozen=True, slots=True)
class LigneCommission:
    """Une séance ; `inscrits` et `decides` : les ménages à l'ordre du jour, et ceux dont le sort est décidé."""

    id: UUID
    operation_id: UUID
    code: str
    operation: str
    le: date
    lieu: str | None
    presents: str | None
    note: str | None
    inscrits: int
    decides: int


@dataclass(frozen=True, slots=True)
class LignePassage:
    """Un ménage à l'ordre du jour ; `decision` None : pas encore examiné."""

    id: UUID
    menage_id: UUID
    reference: str
    nom: str
    origine: OriginePassage
    motif: str | None
    decision: DecisionCommission | None
    precision: str | None
    commission_id: UUID
    le: date


def lignes_commissions(base: Base, operation_id: UUID | None = None) -> list[LigneCommission]:
    """Les séances hors corbeille, de la plus récente à la plus ancienne."""
    co, op = sql(m.Commission), sql(m.Operation)
    requete = _seances().where(co.c.supprime_le.is_(None), op.c.supprime_le.is_(None))
    if operation_id is not None:
        requete = requete.where(co.c.operation_id == operation_id)
    with base.session() as s:
        return [LigneCommission(*r) for r in s.execute(requete.order_by(co.c.le.desc(), op.c.code))]


def commission(base: Base, commission_id: UUID) -> LigneCommission:
    """Une séance ; ErreurMetier si elle n'existe plus."""
    co = sql(m.Commission)
    with base.session() as s:
        trouvee = s.execute(_seances().where(co.c.id == commission_id, co.c.supprime_le.is_(None))).first()
    if trouvee is None:
        raise ErreurMetier("Cette commission n'existe plus : elle a été retirée ou son geste annulé.")
    return LigneCommission(*trouvee)


def passages_commission(base: Base, commission_id: UUID) -> list[LignePassage]:
    """L'ordre du jour d'une séance, par référence."""
    pa, me = sql(m.Passage), sql(m.Menage)
    return _passages(base, pa.c.commission_id == commission_id, me.c.reference)


def passages_operation(base: Base, operation_id: UUID) -> list[LignePassage]:
    """Tous les passages des séances d'une opération, de la plus ancienne à la plus récente."""
    return _passages(base, sql(m.Commission).c.operation_id == operation_id, sql(m.Commission).c.le)


def passages_menage(base: Base, menage_id: UUID) -> list[LignePassage]:
    """Les passages d'un ménage, de la séance la plus ancienne à la plus récente."""
    return _passages(base, sql(m.Passage).c.menage_id == menage_id, sql(m.Commission).c.le)


def _seances() -> Any:
    co, op, pa, me = sql(m.Commission), sql(m.Operation), sql(m.Passage), sql(m.Menage)
    inscrits = (
        select(func.count())
        .select_from(pa.join(me, me.c.id == pa.c.menage_id))
        .where(pa.c.commission_id == co.c.id, pa.c.supprime_le.is_(None), me.c.supprime_le.is_(None))
        .correlate(co)
    )
    return select(
        co.c.id, co.c.operation_id, op.c.code, op.c.nom, co.c.le, co.c.lieu, co.c.presents, co.c.note,
        inscrits.scalar_subquery(), inscrits.where(pa.c.decision.isnot(None)).scalar_subquery(),
    ).join(op, op.c.id == co.c.operation_id)


def _passages(base: Base, condition: Any, ordre: Any) -> list[LignePassage]:
    pa, me, co = sql(m.Passage), sql(m.Menage), sql(m.Commission)
    requete = (
        select(
            pa.c.id, pa.c.menage_id, me.c.reference, me.c.nom, pa.c.origine, pa.c.motif, pa.c.decision, pa.c.precision,
            pa.c.commission_id, co.c.le,
        )
        .join(me, me.c.id == pa.c.menage_id)
        .join(co, co.c.id == pa.c.commission_id)
        .where(pa.c.supprime_le.is_(None), me.c.supprime_le.is_(None), co.c.supprime_le.is_(None), condition)
        .order_by(ordre)
    )
    with base.session() as s:
        return [LignePassage(*r) for r in s.execute(requete)]
