"""Le relogement lui-même : bail, déménagement, loyers des deux côtés, dépôt de garantie, frais."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlmodel import Field

from relogement.modeles.table import TEXTE_COURT, TEXTE_LONG, Table, centimes, parmi
from relogement.vocabulaire import ModeDemenagement, Payeur, Reservataire, ZoneMinoration


class Relogement(Table, table=True):
    """Un relogement, définitif ou temporaire ; montants en centimes (loyer : par mois)."""

    menage_id: UUID = Field(foreign_key="menage.id", index=True)
    proposition_id: UUID | None = Field(default=None, foreign_key="proposition.id")
    temporaire: bool = False
    retour_le: date | None = None
    retour_logement: str | None = Field(default=None, max_length=TEXTE_COURT)
    bail_signe_le: date
    bail_numero: str | None = Field(default=None, max_length=40)
    reservataire: Reservataire | None = parmi(Reservataire)
    """Le contingent auquel le relogement est imputé."""
    loyer: int | None = centimes()
    charges: int | None = centimes()
    rls: int | None = centimes()
    apl: int | None = centimes()
    debut_loyer_le: date | None = None
    fin_loyer_ancien_le: date | None = None
    chevauchement_paye: bool | None = None
    mode: ModeDemenagement | None = parmi(ModeDemenagement)
    commande_le: date | None = None
    commande_payeur: Payeur | None = parmi(Payeur)
    forfait: int | None = centimes()
    forfait_decide_le: date | None = None
    forfait_paye_le: date | None = None
    demenage_le: date | None = None
    cout_demenagement: int | None = centimes()
    """Ce qu'a coûté le déménageur, toutes taxes comprises (centimes)."""
    depot_transfere: int | None = centimes()
    depot_le: date | None = None
    depot_complement: int | None = centimes()
    depot_retenue: int | None = centimes()
    adresse_forfait: int | None = centimes()
    """La somme forfaitaire pour le changement d'adresse (article 10), en centimes."""
    adresse_paye_le: date | None = None
    plafond_apl: int | None = centimes()
    """Le plafond de loyer APL du ménage, tapé par l'agent (centimes par mois)."""
    loyer_avant_minoration: int | None = centimes()
    minoration: int | None = centimes()
    """La minoration demandée par le bailleur d'accueil (centimes, forfait total)."""
    minoration_demandee_le: date | None = None
    zone_minoration: ZoneMinoration | None = parmi(ZoneMinoration)
    """La zone du logement d'accueil (arrêté du 5 mai 1995), dont dépend le forfait ; None : pas encore dite."""


class Frais(Table, table=True):
    """Un poste de frais d'installation (centimes) ; `demande` faux : « aucun »."""

    relogement_id: UUID = Field(foreign_key="relogement.id", index=True)
    poste: str = Field(min_length=1, max_length=60)
    demande: bool
    demande_le: date
    montant: int | None = centimes()
    accorde: int | None = centimes()
    accorde_le: date | None = None
    paye: int | None = centimes()
    paye_le: date | None = None
    paye_par: Payeur | None = parmi(Payeur)
    refuse_le: date | None = None
    raison_refus: str | None = Field(default=None, max_length=TEXTE_LONG)
    recu_id: UUID | None = Field(default=None, foreign_key="piece.id")
