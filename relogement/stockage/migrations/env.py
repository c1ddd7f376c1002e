"""Le pas d'Alembic : il travaille dans la transaction que `schema.mettre_a_jour` lui donne."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from sqlmodel import SQLModel

import relogement.modeles  # charge toutes les tables

assert relogement.modeles.__all__


def rendre(genre: str, objet: Any, _: Any) -> str | Literal[False]:
    """Écrit nos types par ce qu'ils sont en base : une migration ne dépend pas du code d'aujourd'hui."""
    if genre != "type":
        return False
    nom = type(objet).__name__
    if nom == "AutoString":
        return f"sa.String(length={objet.length})" if objet.length else "sa.String()"
    if nom == "Code":
        return "sa.String(length=40)"
    return "sa.DateTime(timezone=True)" if nom == "Instant" else False


connexion = context.config.attributes["connexion"]
context.configure(
    connection=connexion, target_metadata=SQLModel.metadata, render_as_batch=True, transactional_ddl=True,
    render_item=rendre,
)
context.run_migrations()
