"""Fait des logements offerts un vivier : référence, lieu, nature, jours où ils se libèrent ou sont repris."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TEXTES = {"reference": 40, "adresse": 200, "code_postal": 10, "batiment": 60, "porte": 20, "habitat": 40,
          "financement": 40, "reprise": 20_000}
OUI_NON = ("fauteuil", "douche")
JOURS = ("conventionne_le", "disponible_le", "disponible_jusqu_au", "repris_le")


def upgrade() -> None:
    """Applique la version."""
    with op.batch_alter_table("logementoffert", recreate="always") as lot:
        for nom, longueur in TEXTES.items():
            lot.add_column(sa.Column(nom, sa.String(length=longueur), nullable=True))
        for nom in OUI_NON:
            lot.add_column(sa.Column(nom, sa.Boolean(), nullable=True))
        for nom in JOURS:
            lot.add_column(sa.Column(nom, sa.Date(), nullable=True))
        lot.create_index("ix_logementoffert_reference", ["reference"])
