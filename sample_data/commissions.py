"""Les commissions relogement : l'ordre du jour que la charte demande, et ce qui s'y décide."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from relogement.commun import Changements
from relogement.services.commissions import Inscription, convoquer_commission, decider
from relogement.services.ordre_du_jour import candidats
from relogement.stockage.base import Base
from relogement.stockage.lectures_commissions import LignePassage, lignes_commissions, passages_commission
from relogement.vocabulaire import DecisionCommission, OriginePassage
from sample_data.agenda import Agenda, Faire
from sample_data.ouverture import FIN, NADIA, operation_id

_REFUS = "refus"


def noter_commissions(agenda: Agenda) -> None:
    """Chaque séance se convoque à l'avance ; ses décisions se notent le jour même, si elle est passée."""
    lues = tomllib.loads(Path(__file__).with_name("commissions.toml").read_text(encoding="utf-8"))
    for seance in lues["seance"]:
        agenda.noter(seance["convoquee"], NADIA, _convoquer(seance, lues["presents"].strip()))
        if seance["le"] <= FIN:
            agenda.noter(seance["le"], NADIA, _decider(seance["le"]))


def _convoquer(seance: dict[str, Any], presents: str) -> Faire:
    def faire(base: Base) -> Changements:
        operation, le = operation_id(base), seance["le"]
        demandes = [c for c in candidats(base, operation, le) if c.raison and c.a_reloger]
        inscrits = [
            Inscription(c.menage.id, OriginePassage.REGLE, _motif(c.raison)) for c in demandes[: seance["au_plus"]]
        ]
        return convoquer_commission(
            base, operation, le=le, inscrits=inscrits, lieu=seance["lieu"], presents=presents
        )

    return faire


def _motif(raison: str) -> str | None:
    """Un premier examen se passe de motif ; un nouvel examen dit le sien."""
    return "Deux propositions refusées depuis le dernier examen" if _REFUS in raison else None


def _decider(le: date) -> Faire:
    def faire(base: Base) -> Changements | None:
        faits = None
        for rang, passage in enumerate(passages_commission(base, _seance(base, le))):
            decision, precision = _decision(passage, rang)
            faits = decider(base, passage.id, decision=decision, precision=precision)
        return faits

    return faire


def _seance(base: Base, le: date) -> UUID:
    return next(c.id for c in lignes_commissions(base, operation_id(base)) if c.le == le)


def _decision(passage: LignePassage, rang: int) -> tuple[DecisionCommission, str | None]:
    if passage.motif is not None:
        return DecisionCommission.CONTINGENT, "Un autre bailleur et le contingent préfectoral sont sollicités."
    if rang % 6 == 5:
        return DecisionCommission.ACCOMPAGNER, "Une visite à domicile est prévue avec le CCAS."
    if rang % 3 == 2:
        return DecisionCommission.PROPOSER, "Un logement se libère aux Terrasses de l'Orangerie."
    return DecisionCommission.RECHERCHER, None
