"""Les pièces du dossier : la fiche est journalisée, le contenu est rangé à part par son empreinte."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from relogement.modeles.table import TEXTE_COURT, Table, parmi
from relogement.vocabulaire import NaturePiece


class Piece(Table, table=True):
    """Une pièce d'un ménage ou d'une opération, jamais des deux ; `empreinte` est le SHA-256 de son contenu."""

    __table_args__ = (CheckConstraint("(menage_id IS NULL) <> (operation_id IS NULL)", name="ck_piece_dossier"),)

    menage_id: UUID | None = Field(default=None, foreign_key="menage.id", index=True)
    operation_id: UUID | None = Field(default=None, foreign_key="operation.id", index=True)
    le: date
    nature: NaturePiece = parmi(NaturePiece, NaturePiece.AUTRE)
    libelle: str = Field(min_length=1, max_length=TEXTE_COURT)
    genre_mime: str = Field(default="application/octet-stream", max_length=100)
    taille: int = Field(ge=0)
    empreinte: str = Field(min_length=64, max_length=64, index=True)


class Contenu(SQLModel, table=True):
    """Les octets d'une pièce, une seule fois par empreinte, hors du journal."""

    empreinte: str = Field(primary_key=True, min_length=64, max_length=64)
    octets: bytes
