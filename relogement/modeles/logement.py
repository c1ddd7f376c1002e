"""Les logements : celui qu'on quitte et ceux qu'on propose."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlmodel import Field

from relogement.modeles.table import TEXTE_COURT, TEXTE_LONG, Table, centimes, parmi
from relogement.vocabulaire import Reservataire


class Logement(Table, table=True):
    """Un logement de l'opération ; surface en dm² (76,3 m² = 7630), étage 0 au rez-de-chaussée."""

    operation_id: UUID = Field(foreign_key="operation.id", index=True)
    ug: str | None = Field(default=None, max_length=40, index=True)
    batiment: str | None = Field(default=None, max_length=60)
    escalier: str | None = Field(default=None, max_length=20)
    etage: int | None = Field(default=None, ge=-5, le=60)
    porte: str | None = Field(default=None, max_length=20)
    adresse: str | None = Field(default=None, max_length=TEXTE_COURT)
    code_postal: str | None = Field(default=None, max_length=10)
    commune: str | None = Field(default=None, max_length=TEXTE_COURT)
    type: str | None = Field(default=None, max_length=10)
    surface: int | None = Field(default=None, gt=0, le=100_000)
    financement: str | None = Field(default=None, max_length=40)
    forfait_charges: int | None = centimes()
    """Le forfait d'eau et de chauffage individuels (arrêté du 10 mars 2011) ; 0 : tout est collectif."""
    reloue_le: date | None = None
    """Le jour où un logement libéré a été reloué ; None : il est gelé jusqu'aux travaux (CCH, L. 353-15)."""


class LogementOffert(Table, table=True):
    """Un logement proposable (le vivier) ; loyer et charges en centimes par mois, surface en dm²."""

    libelle: str = Field(min_length=1, max_length=TEXTE_COURT)
    """Ce qui le désigne entre agents : résidence, adresse, porte."""
    type: str | None = Field(default=None, max_length=10)
    surface: int | None = Field(default=None, gt=0, le=100_000)
    etage: int | None = Field(default=None, ge=-5, le=60)
    ascenseur: bool | None = None
    commune: str | None = Field(default=None, max_length=TEXTE_COURT)
    quartier: str | None = Field(default=None, max_length=TEXTE_COURT)
    qpv: bool | None = None
    neuf: bool | None = None
    """Neuf ou livré depuis moins de 5 ans au jour de la proposition."""
    livre_le: date | None = None
    bailleur_id: UUID | None = Field(default=None, foreign_key="organisme.id", index=True)
    reservataire: Reservataire | None = parmi(Reservataire)
    loyer: int | None = centimes()
    charges: int | None = centimes()
    forfait_charges: int | None = centimes()
    """Le forfait d'eau et de chauffage individuels (arrêté du 10 mars 2011) ; 0 : tout est collectif."""
    plafond_apl: int | None = centimes()
    """Le plafond de loyer APL de son ménage type, tapé par l'agent (centimes par mois ; annexe 1)."""
    zone_apl: int | None = Field(default=None, ge=1, le=3)
    """La zone APL indiquée par un agent ; None : celle de la commune."""
    note: str | None = Field(default=None, max_length=TEXTE_LONG)
