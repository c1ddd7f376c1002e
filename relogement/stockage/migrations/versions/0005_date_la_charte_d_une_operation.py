"""Date la charte qu'une opération choisit : celle d'avant compte encore pour ce qu'elle a déclenché."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applique la version."""
    op.create_table(
        "choixcharte",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifie_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("supprime_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("locale_id", sa.Uuid(), nullable=True),
        sa.Column("livree", sa.String(length=40), nullable=True),
        sa.Column("du", sa.Date(), nullable=False),
        sa.CheckConstraint("(locale_id IS NULL) <> (livree IS NULL)", name="ck_choixcharte_une"),
        sa.ForeignKeyConstraint(["operation_id"], ["operation.id"]),
        sa.ForeignKeyConstraint(["locale_id"], ["chartelocale.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_choixcharte_operation_id", "choixcharte", ["operation_id"], unique=False)
