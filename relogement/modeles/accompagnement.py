"""L'information et l'accompagnement : événements, entretiens, mesures."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field

from relogement.modeles.table import TEXTE_COURT, TEXTE_LONG, Table, centimes, parmi
from relogement.vocabulaire import LieuEntretien, Moyen


class Information(Table, table=True):
    """Une information donnée au ménage ; `natures` : codes de NatureInformation."""

    menage_id: UUID = Field(foreign_key="menage.id", index=True)
    le: date
    natures: list[str] = Field(default_factory=list, sa_type=JSON)
    moyen: Moyen | None = parmi(Moyen)
    personne: str | None = Field(default=None, max_length=TEXTE_COURT)
    """Qui a été touché."""
    note: str | None = Field(default=None, max_length=TEXTE_LONG)


class Entretien(Table, table=True):
    """Un entretien ; les réponses vides restent « à compléter » et ne valent jamais non."""

    menage_id: UUID = Field(foreign_key="menage.id", index=True)
    le: date
    lieu: LieuEntretien | None = parmi(LieuEntretien)
    agent_id: UUID | None = Field(default=None, foreign_key="agent.id")
    presents: str | None = Field(default=None, max_length=TEXTE_COURT)
    verifications: list[str] = Field(default_factory=list, sa_type=JSON)
    composition_vue: bool = False
    ressources_vues: bool = False
    besoins: list[str] = Field(default_factory=list, sa_type=JSON)
    """Codes de Besoin ; vide : question sans réponse, « aucun » est une réponse."""
    loyer_supportable: int | None = centimes()
    """Ce que le ménage dit pouvoir payer (centimes par mois) : sa capacité."""
    capacites: str | None = Field(default=None, max_length=TEXTE_LONG)
    difficultes: list[str] = Field(default_factory=list, sa_type=JSON)
    aucune_difficulte: bool = False
    """Vrai si la question a été posée et que rien n'est à signaler."""
    decohabitation: bool | None = None
    souhait_id: UUID | None = Field(default=None, foreign_key="souhait.id")
    conclusion: str | None = Field(default=None, max_length=TEXTE_LONG)


class Mesure(Table, table=True):
    """Une mesure d'accompagnement renforcé (article 3) : qui la porte, depuis quand."""

    menage_id: UUID = Field(foreign_key="menage.id", index=True)
    qui: str = Field(min_length=1, max_length=TEXTE_COURT)
    depuis: date
    objet: str | None = Field(default=None, max_length=TEXTE_LONG)
