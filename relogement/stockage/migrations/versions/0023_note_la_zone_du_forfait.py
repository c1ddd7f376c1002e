"""Note la zone (arrêté du 5 mai 1995) dont dépend le forfait de minoration : elle ne se déduit pas de la zone APL."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applique la version."""
    with op.batch_alter_table("relogement", recreate="always") as lot:
        lot.add_column(sa.Column("zone_minoration", sa.String(length=40), nullable=True))
