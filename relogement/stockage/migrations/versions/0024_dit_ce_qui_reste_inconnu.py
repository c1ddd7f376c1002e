"""Garde pourquoi le jour d'une réponse ou le motif d'un refus reste inconnu, et combien une revue émise en avait."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applique la version."""
    with op.batch_alter_table("proposition", recreate="always") as lot:
        for nom in ("date_inconnue", "motif_inconnu"):
            lot.add_column(sa.Column(nom, sa.String(length=20000), nullable=True))
            lot.add_column(sa.Column(f"{nom}_le", sa.Date(), nullable=True))
    with op.batch_alter_table("revueemise", recreate="always") as lot:
        lot.add_column(sa.Column("levees", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("revueemise", recreate="always") as lot:
        lot.alter_column("levees", existing_type=sa.Integer(), server_default=None)
