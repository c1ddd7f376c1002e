"""Qui retient les travaux : les ménages encore à reloger qui ont refusé ou dont une promesse est en retard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from relogement.regles.calendrier import jour_fr
from relogement.regles.charte.article04 import PROPOSITIONS
from relogement.regles.charte.compteurs import definitives, numeros
from relogement.regles.charte.constat import Constat
from relogement.regles.charte.contexte import bail_definitif
from relogement.regles.charte.elagage import faits_au
from relogement.regles.charte.etats import Etat
from relogement.regles.faits import FaitsMenage, Proposition, Relogement
from relogement.vocabulaire import Reponse


@dataclass(frozen=True, slots=True)
class Blocage:
    """Ce qui retient un ménage : ses refus de propositions définitives, ses obligations en retard, pourquoi.

    `raison` n'est jamais vide : le départ trop tardif, sinon la première obligation en retard, sinon la suite à donner
    aux refus.
    """

    refus: int
    en_retard: int
    raison: str

    @property
    def rang(self) -> tuple[bool, int, int]:
        """Pour trier : les retards d'abord, puis le plus de refus, puis le plus de retards."""
        return (self.en_retard == 0, -self.refus, -self.en_retard)


def blocage(faits: FaitsMenage, constats: Sequence[Constat], au: date) -> Blocage | None:
    """Ce qui retient, le jour `au`, un ménage encore à reloger ; `constats` : les siens ce jour-là. None : rien.

    Un bail définitif signé ne retient plus les travaux, sauf si le départ les suit. Le jour des travaux est à temps.
    """
    vus = faits_au(faits, au)
    propositions, retards = definitives(vus), [c for c in constats if c.etat is Etat.EN_RETARD]
    refus = sum(p.reponse in (Reponse.REFUSEE, Reponse.TACITE) for p in propositions)
    if (bail := bail_definitif(vus)) is not None:
        tardif = _depart_tardif(faits, bail, au)
        return Blocage(refus, len(retards), tardif) if tardif else None
    if not refus and not retards:
        return None
    return Blocage(refus, len(retards), retards[0].phrase if retards else _suite(refus, propositions, constats))


def _depart_tardif(faits: FaitsMenage, bail: Relogement, au: date) -> str | None:
    """La phrase si le départ suit les travaux : prévu après (`faits` garde les dates à venir), ou toujours attendu."""
    travaux = faits.operation.travaux
    if travaux is None:
        return None
    prevu = next(r.demenagement for r in faits.relogements if r.id == bail.id)
    if (prevu or au) <= travaux:
        return None
    quand = f"déménagement le {jour_fr(prevu)}" if prevu else "déménagement sans date"
    return f"Bail signé, {quand}, après le début des travaux ({jour_fr(travaux)})."


def _suite(refus: int, propositions: Sequence[Proposition], constats: Sequence[Constat]) -> str:
    """La suite à donner aux refus quand rien n'est en retard."""
    juge = next((c for c in constats if c.id == PROPOSITIONS.id), None)
    ouvertes = tuple(p for p in propositions if p.reponse is None)
    if any(p.accord for p in propositions):
        suite = "puis un accord : bail à signer"
    elif juge is not None and juge.etat is Etat.RESPECTEE:
        suite = "à examiner en commission"
    elif ouvertes:
        suite = f"réponse attendue pour {numeros(ouvertes)}"
    else:
        suite = "proposition suivante à faire"
    return f"{refus} refus, {suite}."
