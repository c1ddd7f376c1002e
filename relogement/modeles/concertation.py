"""La concertation et les partenaires d'une opération : événements collectifs, jalons (articles 2, 9 et 11)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field

from relogement.modeles.table import TEXTE_COURT, TEXTE_LONG, Table, parmi
from relogement.vocabulaire import GenrePartenaire, Moyen, NatureJalon


class Evenement(Table, table=True):
    """Une information donnée d'un coup à un immeuble ou à l'opération ; chaque ménage touché a son Information."""

    operation_id: UUID = Field(foreign_key="operation.id", index=True)
    le: date
    natures: list[str] = Field(default_factory=list, sa_type=JSON)
    """Codes de NatureInformation."""
    moyen: Moyen = parmi(Moyen, obligatoire=True)
    lieu: str | None = Field(default=None, max_length=TEXTE_COURT)
    batiment: str | None = Field(default=None, max_length=60)
    """L'immeuble visé ; None : toute l'opération."""
    escalier: str | None = Field(default=None, max_length=20)
    """L'escalier visé dans cet immeuble ; None : tous."""
    note: str | None = Field(default=None, max_length=TEXTE_LONG)
    piece_id: UUID | None = Field(default=None, foreign_key="piece.id")
    """La feuille d'émargement ou le courrier."""


class Jalon(Table, table=True):
    """Un jalon daté de l'opération, avec sa pièce ; le DID n'y est pas, sa date est celle de l'opération."""

    operation_id: UUID = Field(foreign_key="operation.id", index=True)
    nature: NatureJalon = parmi(NatureJalon, obligatoire=True)
    le: date
    note: str | None = Field(default=None, max_length=TEXTE_LONG)
    piece_id: UUID | None = Field(default=None, foreign_key="piece.id")


class Partenaire(Table, table=True):
    """Un partenaire de l'opération ; `aucun` : la question est posée et il n'y en a pas de ce genre."""

    operation_id: UUID = Field(foreign_key="operation.id", index=True)
    genre: GenrePartenaire = parmi(GenrePartenaire, obligatoire=True)
    le: date
    aucun: bool = False
    nom: str | None = Field(default=None, max_length=TEXTE_COURT)
    contact: str | None = Field(default=None, max_length=TEXTE_COURT)


class InformationPartenaire(Table, table=True):
    """Une information donnée à un partenaire, association ou collectif surtout (article 9)."""

    partenaire_id: UUID = Field(foreign_key="partenaire.id", index=True)
    le: date
    moyen: Moyen | None = parmi(Moyen)
    note: str | None = Field(default=None, max_length=TEXTE_LONG)
    evenement_id: UUID | None = Field(default=None, foreign_key="evenement.id")
