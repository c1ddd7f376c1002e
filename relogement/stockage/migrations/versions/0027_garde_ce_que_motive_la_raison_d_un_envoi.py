"""Garde avec la raison d'un envoi ce qu'elle motive ; des raisons déjà écrites, on ne le sait pas."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applique la version."""
    with op.batch_alter_table("proposition", recreate="always") as lot:
        lot.add_column(sa.Column("envoi_malgre", sa.JSON(none_as_null=True), nullable=True))
