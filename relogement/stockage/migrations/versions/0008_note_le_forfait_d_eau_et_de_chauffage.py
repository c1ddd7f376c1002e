"""Note le forfait d'eau et de chauffage individuels, que le taux d'effort de l'arrêté du 10 mars 2011 ajoute."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applique la version."""
    for table in ("logement", "logementoffert", "budgetfige"):
        with op.batch_alter_table(table, recreate="always") as lot:
            lot.add_column(sa.Column("forfait_charges", sa.Integer(), nullable=True))
