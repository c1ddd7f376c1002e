"""La revue : ce qui en est sorti de la base, et les objectifs que les opérations se donnent."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field

from relogement.modeles.table import TEXTE_COURT, TEXTE_LONG, Table, parmi
from relogement.vocabulaire import GenreExport, VarianteRevue


class ExportRevue(Table, table=True):
    """Une sortie de données demandée ; qui et quand sont au journal, avec le geste."""

    genre: GenreExport = parmi(GenreExport, obligatoire=True)
    variante: VarianteRevue = parmi(VarianteRevue, obligatoire=True)
    trimestre: str = Field(min_length=7, max_length=7)
    """Comme « 2026-T3 »."""
    operations: list[str] = Field(default_factory=list, sa_type=JSON)
    """Les codes demandés ; vide : toutes."""
    motif: str | None = Field(default=None, max_length=TEXTE_LONG)
    """Pourquoi ; obligatoire pour une variante nominative."""


class ObjectifLocal(Table, table=True):
    """Ce qu'une opération vise pour un chiffre de la revue (règlement général de l'ANRU, annexe § 2).

    `indicateur` : la clé du chiffre. `initiale` et `cible` : en dix-millièmes pour une part ou un taux, en centimes
    pour un montant, à l'unité sinon.
    """

    operation_id: UUID = Field(foreign_key="operation.id", index=True)
    le: date
    """Le jour où il est fixé."""
    indicateur: str = Field(min_length=1, max_length=60)
    initiale: int | None = None
    cible: int
    horizon: date
    source: str = Field(min_length=1, max_length=TEXTE_COURT)
    """Le texte qui le fixe : convention, charte de site."""
