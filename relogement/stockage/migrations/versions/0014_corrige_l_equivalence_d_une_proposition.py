"""Corrige l'équivalence d'une proposition au logement quitté : ce qu'en dit un agent, quand, et pourquoi."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applique la version."""
    with op.batch_alter_table("proposition", recreate="always") as lot:
        lot.add_column(sa.Column("equivalent", sa.Boolean(), nullable=True))
        lot.add_column(sa.Column("equivalent_le", sa.Date(), nullable=True))
        lot.add_column(sa.Column("equivalent_par", sa.String(length=200), nullable=True))
        lot.add_column(sa.Column("equivalent_raison", sa.String(length=20_000), nullable=True))
