"""Dit l'escalier auquel un événement d'information s'adresse."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applique la version."""
    with op.batch_alter_table("evenement", recreate="always") as lot:
        lot.add_column(sa.Column("escalier", sa.String(length=20), nullable=True))
