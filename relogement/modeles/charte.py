"""Ce qui se règle et s'explique de la charte : chartes locales, dérogations motivées, alertes réglées."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint
from sqlmodel import Field

from relogement.modeles.table import TEXTE_COURT, TEXTE_LONG, Table

UN_DOSSIER = "(menage_id IS NULL) <> (operation_id IS NULL)"


class CharteLocale(Table, table=True):
    """Une charte locale, dérivée d'une charte livrée ; ses versions ne disent que ce qu'elles changent."""

    code: str = Field(min_length=1, max_length=40, unique=True)
    nom: str = Field(min_length=1, max_length=TEXTE_COURT)
    reference: str = Field(min_length=1, max_length=TEXTE_COURT)
    """Le texte signé : délibération, convention, date."""
    derivee_de: str = Field(min_length=1, max_length=40)
    """Le code de la charte livrée dont elle part."""


class VersionLocale(Table, table=True):
    """Une version d'une charte locale, en vigueur du `du` à la suivante.

    `parametres` : clé du paramètre → `{"valeur": …, "reference": …}` ; la valeur a la forme qu'exige la clé.
    """

    charte_id: UUID = Field(foreign_key="chartelocale.id", index=True)
    du: date
    libelle: str = Field(min_length=1, max_length=TEXTE_COURT)
    parametres: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class ChoixCharte(Table, table=True):
    """La charte qu'une opération suit depuis `du`, locale ou livrée ; avant le premier choix, `Operation.charte`."""

    __table_args__ = (CheckConstraint("(locale_id IS NULL) <> (livree IS NULL)", name="ck_choixcharte_une"),)

    operation_id: UUID = Field(foreign_key="operation.id", index=True)
    locale_id: UUID | None = Field(default=None, foreign_key="chartelocale.id")
    livree: str | None = Field(default=None, max_length=40)
    """Le code d'une charte livrée."""
    du: date


class Derogation(Table, table=True):
    """La raison, datée et signée d'un nom, d'une obligation non tenue ; elle ne la rend jamais respectée."""

    __table_args__ = (CheckConstraint(UN_DOSSIER, name="ck_derogation_dossier"),)

    menage_id: UUID | None = Field(default=None, foreign_key="menage.id", index=True)
    operation_id: UUID | None = Field(default=None, foreign_key="operation.id", index=True)
    obligation: str = Field(min_length=5, max_length=6)
    le: date
    auteur: str = Field(min_length=1, max_length=TEXTE_COURT)
    raison: str = Field(min_length=1, max_length=TEXTE_LONG)


class AlerteReglee(Table, table=True):
    """Une alerte de la loi examinée par une personne nommée : elle ne décide rien, elle trace qui a regardé."""

    __table_args__ = (CheckConstraint(UN_DOSSIER, name="ck_alertereglee_dossier"),)

    menage_id: UUID | None = Field(default=None, foreign_key="menage.id", index=True)
    operation_id: UUID | None = Field(default=None, foreign_key="operation.id", index=True)
    alerte: str = Field(min_length=2, max_length=3)
    le: date
    qui: str = Field(min_length=1, max_length=TEXTE_COURT)
    note: str = Field(min_length=1, max_length=TEXTE_LONG)
