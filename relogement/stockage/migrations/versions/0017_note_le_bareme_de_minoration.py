"""Note les lignes du barème de minoration de loyer, que l'application ne livre pas."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applique la version."""
    op.create_table(
        "ligneminoration",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifie_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("supprime_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("du", sa.Date(), nullable=False),
        sa.Column("au", sa.Date(), nullable=True),
        sa.Column("zone", sa.String(length=40), nullable=True),
        sa.Column("pieces_min", sa.Integer(), nullable=False),
        sa.Column("pieces_max", sa.Integer(), nullable=True),
        sa.Column("montant", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
