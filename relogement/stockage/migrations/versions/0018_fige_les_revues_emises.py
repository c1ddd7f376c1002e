"""Fige les revues émises, et note le moment d'une revue sortie de la base."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


_REPRISES = "id, cree_le, modifie_le, supprime_le, genre, variante, trimestre, operations, motif"


def upgrade() -> None:
    """Applique la version."""
    op.create_table(
        "revueemise",
        *_communes(),
        sa.Column("le", sa.Date(), nullable=False),
        sa.Column("auteur", sa.String(length=200), nullable=False),
        sa.Column("moment", sa.String(length=40), nullable=False),
        sa.Column("au", sa.Date(), nullable=False),
        sa.Column("toutes", sa.Boolean(), nullable=False),
        sa.Column("operations", sa.JSON(), nullable=False),
        sa.Column("chartes", sa.JSON(), nullable=False),
        sa.Column("menages", sa.Integer(), nullable=False),
        sa.Column("decohabitants", sa.Integer(), nullable=False),
        sa.Column("douteuses", sa.Integer(), nullable=False),
        sa.Column("ajustements", sa.Integer(), nullable=False),
        sa.Column("reference_id", sa.Uuid(), nullable=True),
        sa.Column("financeur", sa.String(length=64), nullable=False),
        sa.Column("diffusable", sa.String(length=64), nullable=False),
        sa.Column("chiffres", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["reference_id"], ["revueemise.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    # Refaite à la main : Alembic n'ajoute pas un lien sans nom, et les modèles n'en donnent pas.
    op.rename_table("exportrevue", "exportrevue_ancienne")
    op.create_table(
        "exportrevue",
        *_communes(),
        sa.Column("genre", sa.String(length=40), nullable=False),
        sa.Column("variante", sa.String(length=40), nullable=False),
        sa.Column("moment", sa.String(length=40), nullable=False),
        sa.Column("trimestre", sa.String(length=7), nullable=True),
        sa.Column("au", sa.Date(), nullable=True),
        sa.Column("operations", sa.JSON(), nullable=False),
        sa.Column("motif", sa.String(length=20_000), nullable=True),
        sa.Column("revue_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["revue_id"], ["revueemise.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.execute(
        f"INSERT INTO exportrevue ({_REPRISES}, moment) SELECT {_REPRISES}, 'trimestre' FROM exportrevue_ancienne"
    )
    op.drop_table("exportrevue_ancienne")


def _communes() -> list[sa.Column[object]]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifie_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("supprime_le", sa.DateTime(timezone=True), nullable=True),
    ]
