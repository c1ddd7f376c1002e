"""Le suivi après le relogement (article 8)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlmodel import Field

from relogement.modeles.table import TEXTE_LONG, Table, parmi
from relogement.vocabulaire import DecisionSuivi, Difficulte


class Suivi(Table, table=True):
    """Le suivi d'un ménage relogé pour de bon, de sa proposition à sa clôture."""

    menage_id: UUID = Field(foreign_key="menage.id", index=True, unique=True)
    propose_le: date | None = None
    refuse_le: date | None = None
    decision: DecisionSuivi | None = parmi(DecisionSuivi)
    decision_le: date | None = None
    raison: str | None = Field(default=None, max_length=TEXTE_LONG)
    cloture_le: date | None = None
    bilan: str | None = Field(default=None, max_length=TEXTE_LONG)


class VisiteSuivi(Table, table=True):
    """Une visite pour l'échéance de `mois` mois, faite ou refusée par le ménage."""

    menage_id: UUID = Field(foreign_key="menage.id", index=True)
    mois: int = Field(ge=1, le=12)
    le: date
    refusee: bool = False
    constat: str | None = Field(default=None, max_length=TEXTE_LONG)


class DifficulteSuivi(Table, table=True):
    """Une difficulté repérée, son action, son issue."""

    menage_id: UUID = Field(foreign_key="menage.id", index=True)
    genre: Difficulte = parmi(Difficulte, obligatoire=True)
    le: date
    precision: str | None = Field(default=None, max_length=TEXTE_LONG)
    action: str | None = Field(default=None, max_length=TEXTE_LONG)
    action_le: date | None = None
    issue: str | None = Field(default=None, max_length=TEXTE_LONG)
    issue_le: date | None = None
