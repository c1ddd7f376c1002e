"""Pose le questionnaire de satisfaction entier, et le mode de chaque prise de contact.

Les trois issues déjà notées gardent leur code : ni elles, ni le journal qui les cite ne changent.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applique la version."""
    with op.batch_alter_table("enquete", recreate="always") as lot:
        lot.add_column(sa.Column("mode", sa.String(length=40), nullable=True))
        lot.add_column(sa.Column("information", sa.String(length=40), nullable=True))
        lot.add_column(sa.Column("interlocuteur", sa.Boolean(), nullable=True))
        lot.add_column(sa.Column("demenagement", sa.String(length=40), nullable=True))
        lot.add_column(sa.Column("travaux", sa.Boolean(), nullable=True))
        lot.add_column(sa.Column("difficultes", sa.JSON(), nullable=True))
    op.execute("UPDATE enquete SET difficultes = '[]'")
    with op.batch_alter_table("enquete", recreate="always") as lot:
        lot.alter_column("difficultes", existing_type=sa.JSON(), nullable=False)
