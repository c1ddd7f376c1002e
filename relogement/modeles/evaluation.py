"""L'évaluation : enquêtes, revues remises, évaluation de l'opération, présentation à la CIL (article 14)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field

from relogement.modeles.table import TEXTE_COURT, TEXTE_LONG, Table, parmi
from relogement.vocabulaire import ModeEnquete, ResultatEnquete, Satisfaction


class Enquete(Table, table=True):
    """Une prise de contact pour l'enquête de satisfaction d'un ménage relogé ; une réponse None n'est pas donnée."""

    menage_id: UUID = Field(foreign_key="menage.id", index=True)
    le: date
    mode: ModeEnquete | None = parmi(ModeEnquete)
    """None : pas noté."""
    resultat: ResultatEnquete = parmi(ResultatEnquete, obligatoire=True)
    information: Satisfaction | None = parmi(Satisfaction)
    """De l'information sur les raisons de partir."""
    interlocuteur: bool | None = None
    """Le ménage a-t-il eu un interlocuteur à lui."""
    accompagnement: Satisfaction | None = parmi(Satisfaction)
    demenagement: Satisfaction | None = parmi(Satisfaction)
    """De l'aide reçue lors du déménagement."""
    logement: Satisfaction | None = parmi(Satisfaction)
    """Du nouveau logement."""
    travaux: bool | None = None
    """Des travaux ont-ils été faits dans le nouveau logement."""
    quartier: Satisfaction | None = parmi(Satisfaction)
    """De l'intégration dans le nouveau quartier."""
    difficultes: list[str] = Field(default_factory=list, sa_type=JSON)
    """Codes de DifficulteEnquete."""
    note: str | None = Field(default=None, max_length=TEXTE_LONG)


class RevueRemise(Table, table=True):
    """La revue d'un trimestre remise aux partenaires ; `equilibre` : la répartition des accueils y figure."""

    operation_id: UUID = Field(foreign_key="operation.id", index=True)
    trimestre: str = Field(min_length=7, max_length=7)
    """Comme « 2026-T3 »."""
    le: date
    equilibre: bool = False
    destinataire: str | None = Field(default=None, max_length=TEXTE_COURT)


class Evaluation(Table, table=True):
    """L'évaluation d'une opération close, par son pilote ; un volet None n'est pas encore fait."""

    operation_id: UUID = Field(foreign_key="operation.id", index=True)
    le: date
    auteur: str = Field(min_length=1, max_length=TEXTE_COURT)
    quantitative: str | None = Field(default=None, max_length=TEXTE_LONG)
    qualitative: str | None = Field(default=None, max_length=TEXTE_LONG)
    integration: str | None = Field(default=None, max_length=TEXTE_LONG)
    """L'intégration des ménages dans leur nouveau quartier."""


class PresentationCil(Table, table=True):
    """La présentation annuelle de l'évaluation globale à la conférence intercommunale du logement."""

    annee: int = Field(ge=2000, le=2200)
    le: date
    note: str | None = Field(default=None, max_length=TEXTE_LONG)
