"""Reprend un suivi tenu à la main : ce qu'il disait de chaque ménage, et le coût du déménagement."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applique la version."""
    with op.batch_alter_table("logementoffert", recreate="always") as lot:
        lot.add_column(sa.Column("hors_vivier", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("logementoffert", recreate="always") as lot:
        lot.alter_column("hors_vivier", server_default=None)
    with op.batch_alter_table("relogement", recreate="always") as lot:
        lot.add_column(sa.Column("cout_demenagement", sa.Integer(), nullable=True))
    _table(
        "suivirepris",
        sa.Column("empreinte", sa.String(length=64), nullable=False),
        sa.Column("arretee_le", sa.Date(), nullable=False),
        sa.Column("menages", sa.Integer(), nullable=False),
        sa.Column("restes", sa.JSON(), nullable=False),
    )
    _table(
        "lignereprise",
        sa.Column("menage_id", sa.Uuid(), nullable=False),
        sa.Column("arretee_le", sa.Date(), nullable=False),
        sa.Column("valeurs", sa.JSON(), nullable=False),
        sa.Column("fiches", sa.JSON(), nullable=False),
        sa.Column("cellules", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["menage_id"], ["menage.id"]),
        sa.UniqueConstraint("menage_id"),
    )


def _table(nom: str, *colonnes: sa.schema.SchemaItem) -> None:
    """Une table liée à une opération, avec l'horodatage et la corbeille communs."""
    horodatage = [sa.Column(c, sa.DateTime(timezone=True), nullable=c == "supprime_le")
                  for c in ("cree_le", "modifie_le", "supprime_le")]
    op.create_table(
        nom,
        sa.Column("id", sa.Uuid(), nullable=False),
        *horodatage,
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        *colonnes,
        sa.ForeignKeyConstraint(["operation_id"], ["operation.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table(nom) as lot:
        lot.create_index(f"ix_{nom}_operation_id", ["operation_id"], unique=False)
