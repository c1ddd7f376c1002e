"""Le droit d'un relogement à la minoration de loyer : les conditions une à une, le forfait, le compte des demandes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from relogement.commun import ErreurMetier
from relogement.modeles import LogementOffert, Menage, Operation, Proposition, Relogement
from relogement.regles.apl.plusieurs import plafond_du_menage
from relogement.regles.charte.neuf import est_neuf
from relogement.regles.charte.parametres import Charte
from relogement.regles.dossier_budget import DossierBudget
from relogement.regles.minoration.conditions import Accueil, Condition, conditions
from relogement.regles.minoration.forfait import Forfait, dire_quota, forfait
from relogement.services.baremes_minoration import lire_lignes_minoration
from relogement.services.budgets import dossier_budget
from relogement.services.indemnites import forfaits_demandes
from relogement.services.outils import trouver
from relogement.stockage.base import Base
from relogement.stockage.chartes import charte_operation
from relogement.vocabulaire import ZoneMinoration

TAPE = "plafond tapé par un agent"


@dataclass(frozen=True, slots=True)
class DroitMinoration:
    """Ce que la fenêtre montre ; `quota` : les forfaits demandés dans l'opération sur ceux de la convention."""

    conditions: tuple[Condition, ...]
    forfait: Forfait
    quota: str


def droit_minoration(
    base: Base, relogement_id: UUID, plafond: int | None, zone: ZoneMinoration | None
) -> DroitMinoration:
    """Au jour du bail ; `plafond` (centimes par mois) tapé par un agent, None : celui que l'application calcule.

    `zone` : celle du logement (arrêté du 5 mai 1995), choisie par un agent ; None : pas encore.
    ErreurMetier si le relogement n'existe plus.
    """
    with base.session() as s:
        r = trouver(s, Relogement, relogement_id)
        menage = trouver(s, Menage, r.menage_id)
        operation = trouver(s, Operation, menage.operation_id)
        proposition = s.get(Proposition, r.proposition_id) if r.proposition_id else None
        offert = s.get(LogementOffert, proposition.logement_id) if proposition else None
        dossier = dossier_budget(s, menage.id)
        charte = charte_operation(s, operation.id)
        accueil = _accueil(r, proposition, offert, dossier, charte, plafond)
        tapees = [t.ligne for t in lire_lignes_minoration(s)]
        dit = forfait(r.bail_signe_le, offert.type if offert else None, zone, tapees)
    quota = dire_quota(forfaits_demandes(base, operation.id), operation.forfaits_minoration)
    return DroitMinoration(conditions(accueil), dit, quota)


def _accueil(
    r: Relogement, p: Proposition | None, o: LogementOffert | None, dossier: DossierBudget, charte: Charte,
    plafond: int | None,
) -> Accueil:
    montant, origine, manque = (plafond, TAPE, "") if plafond is not None else _plafond(dossier, o, r)
    operation, bail = dossier.faits.operation, r.bail_signe_le
    envoi = p.envoyee_le if p else None
    accueil = Accueil(operation.demolition, operation.anru, r.temporaire, None, None, bail, r.loyer, montant,
                      plafond_origine=origine, plafond_manque=manque)
    if o is None:
        return accueil
    return replace(
        accueil,
        neuf_envoi=est_neuf(o.neuf, o.livre_le, envoi, charte) if envoi else None,
        neuf_bail=est_neuf(o.neuf, o.livre_le, bail, charte), livre=o.livre_le, neuf_note=o.neuf,
        livre_recent=est_neuf(None, o.livre_le, envoi or bail, charte), convention=o.conventionne_le,
    )


def _plafond(dossier: DossierBudget, o: LogementOffert | None, r: Relogement) -> tuple[int | None, str, str]:
    """Le plafond du ménage au jour du bail et d'où il vient, ou ce qui manque pour le calculer."""
    commune, zone = (o.commune, o.zone_apl) if o else (None, None)
    try:
        lu = plafond_du_menage(dossier, commune, zone, r.bail_signe_le)
    except ErreurMetier as e:
        return None, "", e.phrase
    return lu.montant, lu.origine, ""
