"""Laisse inconnu le genre d'un bailleur que personne n'a dit : il ne se demandait que pour celui d'une opération.

Les autres étaient inscrits organismes HLM d'office ; celui qui le sait le dit sur la fiche d'un de leurs logements.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applique la version."""
    with op.batch_alter_table("organisme", recreate="always") as lot:
        lot.alter_column("genre", existing_type=sa.String(length=40), nullable=True)
    op.execute(
        "UPDATE organisme SET genre = NULL WHERE genre = 'hlm' AND id NOT IN (SELECT bailleur_id FROM operation)"
    )
