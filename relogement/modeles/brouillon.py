"""Ce qui n'est pas un fait : frappe en cours et préférences, hors du journal mais dans la base."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from relogement.modeles.table import TEXTE_COURT, Instant


class Brouillon(SQLModel, table=True):
    """Un champ d'une fiche, enregistré dès qu'on le quitte, même invalide ; `cle` nomme la fiche."""

    cle: str = Field(primary_key=True, max_length=TEXTE_COURT)
    champ: str = Field(primary_key=True, max_length=TEXTE_COURT)
    texte: str
    le: datetime = Field(sa_type=Instant)


class Preference(SQLModel, table=True):
    """Un réglage d'une personne : largeurs de colonnes, derniers dossiers ouverts (texte JSON)."""

    agent_id: UUID = Field(primary_key=True, foreign_key="agent.id")
    cle: str = Field(primary_key=True, max_length=TEXTE_COURT)
    valeur: str
