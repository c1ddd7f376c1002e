"""Ce que la solidarité lit : accords locaux, totaux annuels, et qui loue chaque logement proposé."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from relogement import modeles as m
from relogement.stockage.base import Base
from relogement.stockage.lectures import Ligne, sql


def accords_operation(base: Base, operation_id: UUID) -> list[Ligne]:
    """Les accords locaux d'une opération, par genre, acteur et début."""
    t = sql(m.AccordLocal)
    requete = select(t).where(t.c.operation_id == operation_id, t.c.supprime_le.is_(None))
    with base.session() as s:
        lus = s.execute(requete.order_by(t.c.genre, t.c.acteur, t.c.du, t.c.id)).mappings()
        return [dict(r) for r in lus]


def totaux_annuels(base: Base) -> list[Ligne]:
    """Les totaux annuels de la base, du plus récent au plus ancien, par genre et acteur."""
    t = sql(m.TotalAnnuel)
    requete = select(t).where(t.c.supprime_le.is_(None))
    with base.session() as s:
        lus = s.execute(requete.order_by(t.c.annee.desc(), t.c.genre, t.c.acteur, t.c.id)).mappings()
        return [dict(r) for r in lus]


def references(s: Session, operation_id: UUID) -> dict[UUID, str]:
    """La référence de chaque ménage de l'opération."""
    me = sql(m.Menage)
    requete = select(me.c.id, me.c.reference).where(me.c.operation_id == operation_id, me.c.supprime_le.is_(None))
    return {r[0]: r[1] for r in s.execute(requete.order_by(me.c.reference))}


def bailleurs_proposes(s: Session, operation_id: UUID) -> dict[str, str]:
    """Par proposition (sa clé en texte), le nom du bailleur du logement, s'il est noté."""
    pr, me, lo, og = sql(m.Proposition), sql(m.Menage), sql(m.LogementOffert), sql(m.Organisme)
    requete = (
        select(pr.c.id, og.c.nom)
        .join(me, me.c.id == pr.c.menage_id)
        .join(lo, lo.c.id == pr.c.logement_id)
        .join(og, og.c.id == lo.c.bailleur_id)
        .where(me.c.operation_id == operation_id, pr.c.supprime_le.is_(None))
    )
    return {str(r[0]): r[1] for r in s.execute(requete)}
