"""La solidarité : ce que bailleurs, réservataires et communes promettent, et leurs attributions annuelles."""

from __future__ import annotations

from uuid import UUID

from sqlmodel import Field

from relogement.modeles.table import TEXTE_COURT, Periode, Table, parmi, periode
from relogement.vocabulaire import GenreActeur


class AccordLocal(Periode, table=True):
    """Un nombre de relogements promis pour une opération, sur une période (convention ou protocole, article 12)."""

    __table_args__ = (periode("accordlocal"),)

    operation_id: UUID = Field(foreign_key="operation.id", index=True)
    genre: GenreActeur = parmi(GenreActeur, obligatoire=True)
    acteur: str = Field(min_length=1, max_length=TEXTE_COURT)
    promis: int = Field(ge=0, le=100_000)
    source: str = Field(min_length=1, max_length=TEXTE_COURT)
    """Le texte qui le promet : convention, protocole, délibération."""


class TotalAnnuel(Table, table=True):
    """Les attributions d'une année d'un acteur, tapées d'une source (C2 et C4) ; None : la source ne le dit pas."""

    annee: int = Field(ge=2000, le=2200)
    genre: GenreActeur = parmi(GenreActeur, obligatoire=True)
    acteur: str = Field(min_length=1, max_length=TEXTE_COURT)
    attributions: int = Field(ge=0)
    prioritaires: int | None = Field(default=None, ge=0)
    hors_qpv: int | None = Field(default=None, ge=0)
    prioritaires_hors_qpv: int | None = Field(default=None, ge=0)
    en_qpv: int | None = Field(default=None, ge=0)
    cibles_en_qpv: int | None = Field(default=None, ge=0)
    """Ménages employés ou retraités au-dessus de 60 % des plafonds PLUS."""
    source: str = Field(min_length=1, max_length=TEXTE_COURT)
