"""Retient ce qu'un loyer ouvert par la liste du bailleur reprend de la période d'avant."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applique la version."""
    with op.batch_alter_table("loyer", recreate="always") as lot:
        lot.add_column(sa.Column("reportes", sa.JSON(), nullable=True))
