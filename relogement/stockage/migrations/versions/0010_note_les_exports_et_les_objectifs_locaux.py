"""Note ce qui sort de la base pour la revue, et les objectifs que les opérations se donnent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applique la version."""
    op.create_table(
        "exportrevue",
        *_communes(),
        sa.Column("genre", sa.String(length=40), nullable=False),
        sa.Column("variante", sa.String(length=40), nullable=False),
        sa.Column("trimestre", sa.String(length=7), nullable=False),
        sa.Column("operations", sa.JSON(), nullable=False),
        sa.Column("motif", sa.String(length=20_000), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "objectiflocal",
        *_communes(),
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("le", sa.Date(), nullable=False),
        sa.Column("indicateur", sa.String(length=60), nullable=False),
        sa.Column("initiale", sa.Integer(), nullable=True),
        sa.Column("cible", sa.Integer(), nullable=False),
        sa.Column("horizon", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["operation_id"], ["operation.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_objectiflocal_operation_id", "objectiflocal", ["operation_id"])


def _communes() -> list[sa.Column[object]]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifie_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("supprime_le", sa.DateTime(timezone=True), nullable=True),
    ]
