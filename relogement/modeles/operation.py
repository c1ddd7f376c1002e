"""L'opération de relogement et ses référents."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlmodel import Field

from relogement.modeles.table import TEXTE_COURT, Periode, Table, parmi, periode
from relogement.vocabulaire import NatureOperation, Pilote, ZonePlafonds


class Operation(Table, table=True):
    """Une opération ; `annonce_le` est J0, l'origine des délais ; `travaux_le` la date à tenir."""

    code: str = Field(min_length=1, max_length=12, unique=True)
    nom: str = Field(min_length=1, max_length=TEXTE_COURT)
    nature: NatureOperation = parmi(NatureOperation, obligatoire=True)
    demolition_partielle: bool = False
    anru: bool = False
    qpv: bool = False
    bailleur_id: UUID = Field(foreign_key="organisme.id", index=True)
    communes: str = Field(min_length=1, max_length=TEXTE_COURT)
    """La commune, ou les communes séparées par des virgules."""
    commune_pilote: bool | None = None
    """Vrai si la commune prend le pilotage d'une démolition hors ANRU (article 10)."""
    pilote: Pilote | None = parmi(Pilote)
    """Le pilote désigné ; None : rien n'est noté."""
    pilote_le: date | None = None
    decision_le: date | None = None
    annonce_le: date | None = None
    debut_relogement_le: date | None = None
    did_le: date | None = None
    travaux_le: date | None = None
    cloture_le: date | None = None
    commission: bool | None = None
    """Vrai si la charte de site étend l'examen en commission à cette opération (article 12)."""
    zone_apl: int | None = Field(default=None, ge=1, le=3)
    """La zone APL des logements quittés, indiquée par un agent ; None : celle de leur commune."""
    zone_plafonds: ZonePlafonds | None = parmi(ZonePlafonds)
    """La zone des plafonds de ressources, indiquée par un agent ; None : celle de ses communes, si elle est connue."""
    forfaits_minoration: int | None = Field(default=None, ge=0, le=10_000)
    """Le nombre de forfaits de minoration de loyer que la convention prévoit ; None : il n'est pas noté."""
    charte: str = Field(default="nantes_2017", max_length=40)
    """Le code d'une charte livrée ou locale."""
    poste_id: UUID = Field(foreign_key="poste.id")
    """Le poste qui a créé l'opération : lui seul numérote ses ménages sans suffixe."""


class ReferentOperation(Periode, table=True):
    """Un référent de l'opération, sur une période."""

    __table_args__ = (periode("referentoperation"),)

    operation_id: UUID = Field(foreign_key="operation.id", index=True)
    agent_id: UUID = Field(foreign_key="agent.id")
