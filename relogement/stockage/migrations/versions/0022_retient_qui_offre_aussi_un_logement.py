"""Retient les autres émetteurs qui offrent aussi un logement."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applique la version."""
    with op.batch_alter_table("logementoffert", recreate="always") as lot:
        lot.add_column(sa.Column("aussi", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("logementoffert", recreate="always") as lot:
        lot.alter_column("aussi", existing_type=sa.JSON(), server_default=None)
