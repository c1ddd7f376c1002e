"""La commission relogement : ses séances et ce qu'elle décide de chaque ménage (article 12)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from relogement.modeles.table import TEXTE_COURT, TEXTE_LONG, Table, parmi
from relogement.vocabulaire import DecisionCommission, OriginePassage


class Commission(Table, table=True):
    """Une séance, tenue ou à venir, d'une opération."""

    operation_id: UUID = Field(foreign_key="operation.id", index=True)
    le: date
    lieu: str | None = Field(default=None, max_length=TEXTE_COURT)
    presents: str | None = Field(default=None, max_length=TEXTE_LONG)
    """Les organismes et personnes présents, un par ligne."""
    note: str | None = Field(default=None, max_length=TEXTE_LONG)


class Passage(Table, table=True):
    """Un ménage à l'ordre du jour d'une séance, puis la décision ; `decision` None : pas encore examiné."""

    __table_args__ = (UniqueConstraint("commission_id", "menage_id"),)

    commission_id: UUID = Field(foreign_key="commission.id", index=True)
    menage_id: UUID = Field(foreign_key="menage.id", index=True)
    origine: OriginePassage = parmi(OriginePassage, OriginePassage.AGENT)
    motif: str | None = Field(default=None, max_length=TEXTE_LONG)
    decision: DecisionCommission | None = parmi(DecisionCommission)
    precision: str | None = Field(default=None, max_length=TEXTE_LONG)
