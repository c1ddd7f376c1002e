"""Note l'avis d'impôt d'un ménage, et la zone des plafonds de ressources d'une opération."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applique la version."""
    op.create_table(
        "avisimpot",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifie_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("supprime_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("menage_id", sa.Uuid(), nullable=False),
        sa.Column("le", sa.Date(), nullable=False),
        sa.Column("annee", sa.Integer(), nullable=False),
        sa.Column("rfr", sa.Integer(), nullable=False),
        sa.Column("invalidite", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["menage_id"], ["menage.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_avisimpot_menage_id", "avisimpot", ["menage_id"], unique=False)
    with op.batch_alter_table("operation", recreate="always") as lot:
        lot.add_column(sa.Column("zone_plafonds", sa.String(length=40), nullable=True))
