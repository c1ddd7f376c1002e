"""L'information et l'accompagnement : événements, entretiens, mesures."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field

from relogement.modeles.table import TEXTE_COURT, TEXTE_LONG, Table, centimes, parmi
from relogement.vocabulaire import LieuEntretien, Moyen, Reservataire


class Information(Table, table=True):
    """Une information donnée au ménage ; `natures` : codes de NatureInformation."""

    menage_id: UUID = Field(foreign_key="menage.id", index=True)
    le: date
    natures: list[str] = Field(default_factory=list, sa_type=JSON)
    moyen: Moyen | None = parmi(Moyen)
    personne: str | None = Field(default=None, max_length=TEXTE_COURT)
    """Qui a été touché."""
    note: str | None = Field(default=None, max_length=TEXTE_LONG)
    evenement_id: UUID | None = Field(default=None, foreign_key="evenement.id", index=True)
    """L'événement collectif (réunion, courrier à tous) par lequel elle l'a atteint."""


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
    acteurs_sociaux: bool | None = None
    """Vrai si un acteur social suit le ménage ; faux : aucun (article 7)."""
    accession_possible: bool | None = None
    """Vrai si ses ressources permettent l'accession abordable (article 4)."""
    part_plafond: int | None = Field(default=None, ge=0, le=1000)
    """Ses ressources, en % des plafonds PLUS, tapé par l'agent (article 12)."""
    souhait_id: UUID | None = Field(default=None, foreign_key="souhait.id")
    conclusion: str | None = Field(default=None, max_length=TEXTE_LONG)


class Mesure(Table, table=True):
    """Une mesure d'accompagnement renforcé (article 3) : qui la porte, depuis quand."""

    menage_id: UUID = Field(foreign_key="menage.id", index=True)
    qui: str = Field(min_length=1, max_length=TEXTE_COURT)
    depuis: date
    objet: str | None = Field(default=None, max_length=TEXTE_LONG)


class VisiteTechnique(Table, table=True):
    """La visite technique du logement quitté, avant la résiliation du bail (article 10)."""

    menage_id: UUID = Field(foreign_key="menage.id", index=True)
    le: date
    constat: str | None = Field(default=None, max_length=TEXTE_LONG)


class ActeurSocial(Table, table=True):
    """Un acteur social qui suit le ménage, et le contact pris avec lui (article 7).

    `accueil` : il intervient dans le quartier d'accueil. `contact_le` None : pas encore joint.
    """

    menage_id: UUID = Field(foreign_key="menage.id", index=True)
    nom: str = Field(min_length=1, max_length=TEXTE_COURT)
    depuis: date
    accueil: bool = False
    contact_le: date | None = None
    note: str | None = Field(default=None, max_length=TEXTE_LONG)


class Demande(Table, table=True):
    """Un contingent sollicité pour le ménage, ou pourquoi il n'est pas utile (article 12).

    `sans_objet` : la raison de ne pas le solliciter ; None : il est sollicité le `le`.
    """

    menage_id: UUID = Field(foreign_key="menage.id", index=True)
    contingent: Reservataire = parmi(Reservataire, obligatoire=True)
    le: date
    sans_objet: str | None = Field(default=None, max_length=TEXTE_LONG)
    reponse: str | None = Field(default=None, max_length=TEXTE_LONG)
    reponse_le: date | None = None
