"""Garde la raison d'un accord donné pour un logement qu'un autre ménage tient, ou qui n'est plus offert."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applique la version."""
    with op.batch_alter_table("proposition", recreate="always") as lot:
        lot.add_column(sa.Column("raison_accord", sa.String(length=20000), nullable=True))
