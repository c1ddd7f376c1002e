"""Le journal : une ligne par geste, enchaînée ; le détail des changements à part, pour pouvoir être purgé."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel
from uuid_utils.compat import uuid7

from relogement.modeles.table import TEXTE_COURT, Instant


class Geste(SQLModel, table=True):
    """Un geste ; `chaine` résume la ligne et la précédente : retoucher une ligne se voit."""

    __table_args__ = (UniqueConstraint("poste_id", "numero"),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    agent_id: UUID = Field(foreign_key="agent.id")
    poste_id: UUID = Field(foreign_key="poste.id")
    numero: int = Field(ge=1)
    """Rang du geste dans son poste, sans trou."""
    nom: str = Field(max_length=60)
    libelle: str = Field(max_length=TEXTE_COURT)
    """Sans nom de personne : il se lit dans l'historique et dans « Annuler : … »."""
    le: datetime = Field(sa_type=Instant)
    menage_id: UUID | None = Field(default=None, index=True)
    annule_id: UUID | None = Field(default=None, foreign_key="geste.id")
    """Le geste que celui-ci annule."""
    empreinte: str = Field(max_length=64)
    """SHA-256 des changements."""
    chaine: str = Field(max_length=64)
    """SHA-256 de cette ligne et de la `chaine` précédente."""


class Changement(SQLModel, table=True):
    """Une colonne changée par un geste ; la colonne `id` passe de rien à quelque chose quand la fiche naît."""

    geste_id: UUID = Field(primary_key=True, foreign_key="geste.id")
    rang: int = Field(primary_key=True)
    objet: str = Field(max_length=40)
    """La table."""
    cle: UUID = Field(index=True)
    colonne: str = Field(max_length=40)
    avant: str | None = None
    """Valeur en JSON ; None : vide."""
    apres: str | None = None
