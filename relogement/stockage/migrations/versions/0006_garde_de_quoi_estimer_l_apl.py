"""Garde de quoi estimer l'APL : la zone indiquée par un agent, la base de ressources lue, l'estimation figée."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applique la version."""
    _ajouter("operation", sa.Column("zone_apl", sa.Integer(), nullable=True))
    _ajouter("logementoffert", sa.Column("zone_apl", sa.Integer(), nullable=True))
    _ajouter(
        "menage", sa.Column("base_apl", sa.Integer(), nullable=True), sa.Column("base_apl_le", sa.Date(), nullable=True)
    )
    _ajouter("budgetfige", sa.Column("estimation", sa.JSON(), nullable=True))


def _ajouter(table: str, *colonnes: Any) -> None:
    with op.batch_alter_table(table, recreate="always") as lot:
        for colonne in colonnes:
            lot.add_column(colonne)
