"""Garde l'organisation qui écrit aux ménages, et les textes de courriers qu'elle récrit."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

COURTS = ("nom", "adresse", "ville", "courriel", "signataire", "qualite", "contact_donnees", "fondement")


def _communes() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifie_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("supprime_le", sa.DateTime(timezone=True), nullable=True),
    )


def upgrade() -> None:
    """Applique la version."""
    op.create_table(
        "organisation",
        *_communes(),
        *(sa.Column(nom, sa.String(length=200), nullable=True) for nom in COURTS),
        sa.Column("telephone", sa.String(length=40), nullable=True),
        sa.Column("conservation", sa.String(length=20_000), nullable=True),
        sa.Column("logo", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "versioncourrier",
        *_communes(),
        sa.Column("modele", sa.String(length=40), nullable=False),
        sa.Column("le", sa.Date(), nullable=False),
        sa.Column("objet", sa.String(length=200), nullable=True),
        sa.Column("corps", sa.String(length=20_000), nullable=True),
        sa.CheckConstraint("(objet IS NULL) = (corps IS NULL)", name="ck_versioncourrier_entiere"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_versioncourrier_modele", "versioncourrier", ["modele"], unique=False)
