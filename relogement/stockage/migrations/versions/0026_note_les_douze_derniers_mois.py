"""Garde le jour où finissent les douze derniers mois notés à la place d'un avis d'impôt."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applique la version."""
    with op.batch_alter_table("avisimpot", recreate="always") as lot:
        lot.add_column(sa.Column("douze_mois_au", sa.Date(), nullable=True))
