"""Ce que le relogement ouvre encore : la somme pour le changement d'adresse, la minoration du nouveau loyer."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select

from relogement.commun import Changements, ErreurMetier
from relogement.modeles import Menage, Relogement
from relogement.services.outils import pas_futur
from relogement.services.relogements import completer_relogement
from relogement.stockage.base import Base
from relogement.vocabulaire import ZoneMinoration


def indemniser_adresse(base: Base, relogement_id: UUID, *, forfait: int | None, le: date | None) -> Changements:
    """La somme forfaitaire pour le changement d'adresse (centimes) et le jour où elle est payée (article 10).

    `le` None : fixée, pas encore payée.
    """
    pas_futur(le, base.aujourd_hui(), "adresse_paye_le")
    if forfait is None:
        raise ErreurMetier("Indiquez le montant de la somme forfaitaire.", "adresse_forfait")
    valeurs = {"adresse_forfait": forfait, "adresse_paye_le": le}
    return completer_relogement(base, relogement_id, "indemniser_adresse", "Indemnité de changement d'adresse", valeurs)


def noter_minoration(
    base: Base,
    relogement_id: UUID,
    *,
    plafond_apl: int | None,
    loyer_avant_minoration: int | None,
    minoration: int | None = None,
    demandee_le: date | None = None,
    zone: ZoneMinoration | None = None,
) -> Changements:
    """La minoration de loyer demandée par le bailleur d'accueil, et ce qui la justifie (article 4).

    Plafond et loyer en centimes par mois, `minoration` en centimes au total ; None : inconnu, ou pas encore demandée.
    `zone` : celle du logement d'accueil dans l'arrêté du 5 mai 1995.
    """
    pas_futur(demandee_le, base.aujourd_hui(), "minoration_demandee_le")
    verifier_minoration(minoration, demandee_le)
    valeurs = {
        "plafond_apl": plafond_apl, "loyer_avant_minoration": loyer_avant_minoration, "minoration": minoration,
        "minoration_demandee_le": demandee_le, "zone_minoration": zone,
    }
    return completer_relogement(base, relogement_id, "noter_minoration", "Minoration de loyer", valeurs)


def forfaits_demandes(base: Base, operation_id: UUID) -> int:
    """Les minorations demandées pour les ménages de cette opération."""
    requete = (
        select(func.count()).select_from(Relogement).join(Menage, col(Menage.id) == col(Relogement.menage_id))
        .where(Menage.operation_id == operation_id, col(Menage.supprime_le).is_(None))
        .where(col(Relogement.minoration_demandee_le).is_not(None), col(Relogement.supprime_le).is_(None))
    )
    with base.session() as s:
        return int(s.scalar(requete) or 0)


def verifier_minoration(minoration: int | None, demandee_le: date | None) -> None:
    """Une minoration demandée a son montant, qui n'est pas nul, et son jour ; ErreurMetier sinon."""
    if minoration == 0:
        raise ErreurMetier("Une minoration n'est pas nulle : tapez son montant, ou laissez vide.", "minoration")
    if (minoration is None) != (demandee_le is None):
        champ = "minoration" if minoration is None else "minoration_demandee_le"
        raise ErreurMetier("Donnez à la fois le montant de la minoration et le jour de sa demande.", champ)
