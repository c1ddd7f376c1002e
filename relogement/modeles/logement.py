"""Les logements : celui qu'on quitte et ceux qu'on propose."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field

from relogement.modeles.table import TEXTE_COURT, TEXTE_LONG, Table, centimes, parmi
from relogement.vocabulaire import Financement, Habitat, Reservataire


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
    """Un logement proposable (le vivier) ; loyer et charges en centimes par mois, surface en dm².

    Son état (libre, proposé, retenu, attribué, repris) se déduit : `regles.vivier`.
    """

    libelle: str = Field(min_length=1, max_length=TEXTE_COURT)
    """Ce qui le désigne entre agents : résidence, adresse, porte."""
    hors_vivier: bool = False
    """Vrai si seule une proposition reprise d'un suivi le connaît, sans le décrire : il n'est à offrir à personne."""
    reference: str | None = Field(default=None, max_length=40, index=True)
    """Le numéro que lui donne son bailleur : il le retrouve d'une liste à l'autre."""
    adresse: str | None = Field(default=None, max_length=TEXTE_COURT)
    code_postal: str | None = Field(default=None, max_length=10)
    batiment: str | None = Field(default=None, max_length=60)
    porte: str | None = Field(default=None, max_length=20)
    habitat: Habitat | None = parmi(Habitat)
    financement: Financement | None = parmi(Financement)
    type: str | None = Field(default=None, max_length=10)
    surface: int | None = Field(default=None, gt=0, le=100_000)
    etage: int | None = Field(default=None, ge=-5, le=60)
    ascenseur: bool | None = None
    fauteuil: bool | None = None
    """Vrai s'il se parcourt en fauteuil roulant."""
    douche: bool | None = None
    """Vrai s'il a une douche adaptée, sans baignoire ni ressaut."""
    commune: str | None = Field(default=None, max_length=TEXTE_COURT)
    quartier: str | None = Field(default=None, max_length=TEXTE_COURT)
    qpv: bool | None = None
    neuf: bool | None = None
    """Neuf ou livré depuis moins de 5 ans au jour de la proposition."""
    livre_le: date | None = None
    conventionne_le: date | None = None
    """Le jour de la convention qui y ouvre droit à l'APL ; depuis moins de 5 ans, il compte comme du neuf à l'ANRU."""
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
    disponible_le: date | None = None
    """Le premier jour où un ménage peut y entrer ; None : non communiqué."""
    disponible_jusqu_au: date | None = None
    """Le dernier jour où son réservataire le garde pour les relogements ; None : sans limite dite."""
    repris_le: date | None = None
    """Le jour où celui qui l'offrait l'a repris."""
    reprise: str | None = Field(default=None, max_length=TEXTE_LONG)
    """Pourquoi il a été repris, et par qui."""
    note: str | None = Field(default=None, max_length=TEXTE_LONG)
    emetteur: str | None = Field(default=None, max_length=TEXTE_COURT)
    """Qui l'a envoyé dans une liste ; None : un agent l'a saisi."""
    aussi: list[str] = Field(default_factory=list, sa_type=JSON)
    """Les autres émetteurs dont la dernière liste le disait aussi."""
    liste: dict[str, Any] | None = Field(default=None, sa_type=JSON(none_as_null=True))
    """Ce que la dernière liste en disait : ce qui en diffère, un agent l'a changé depuis."""
    liste_le: date | None = None
    """Le jour de l'import de la dernière liste où il était."""
