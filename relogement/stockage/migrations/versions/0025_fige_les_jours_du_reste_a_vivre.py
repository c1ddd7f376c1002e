"""Fige avec chaque budget les jours que la charte comptait pour le reste à vivre par jour."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applique la version ; les budgets déjà figés l'ont été sur 365 jours, aucune charte ne le fixait encore."""
    with op.batch_alter_table("budgetfige", recreate="always") as lot:
        lot.add_column(sa.Column("jours_par_an", sa.Integer(), nullable=True))
    op.execute("UPDATE budgetfige SET jours_par_an = 365")
