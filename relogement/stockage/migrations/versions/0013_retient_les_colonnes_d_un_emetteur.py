"""Retient les colonnes des listes d'un émetteur, et ce que la dernière liste disait d'un logement du vivier."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applique la version."""
    with op.batch_alter_table("logementoffert", recreate="always") as lot:
        lot.add_column(sa.Column("emetteur", sa.String(length=200), nullable=True))
        lot.add_column(sa.Column("liste", sa.JSON(none_as_null=True), nullable=True))
        lot.add_column(sa.Column("liste_le", sa.Date(), nullable=True))
    op.create_table(
        "colonnesretenues",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifie_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("supprime_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("genre", sa.String(length=40), nullable=False),
        sa.Column("emetteur", sa.String(length=200), nullable=False),
        sa.Column("le", sa.Date(), nullable=False),
        sa.Column("choix", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("genre", "emetteur"),
    )
