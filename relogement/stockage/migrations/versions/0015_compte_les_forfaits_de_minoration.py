"""Note combien de forfaits de minoration de loyer la convention d'une opération prévoit."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applique la version."""
    with op.batch_alter_table("operation", recreate="always") as lot:
        lot.add_column(sa.Column("forfaits_minoration", sa.Integer(), nullable=True))
