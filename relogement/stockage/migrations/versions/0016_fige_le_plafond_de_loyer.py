"""Fige avec une proposition le plafond de loyer APL du ménage, et d'où il vient."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applique la version."""
    with op.batch_alter_table("budgetfige", recreate="always") as lot:
        lot.add_column(sa.Column("plafond_apl", sa.Integer(), nullable=True))
        lot.add_column(sa.Column("plafond_origine", sa.String(length=200), nullable=True))
