"""Qui retient les travaux : les ménages encore à reloger qui ont refusé ou dont une promesse est en retard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from relogement.regles.charte.compteurs import definitives
from relogement.regles.charte.constat import Constat
from relogement.regles.charte.etats import Etat
from relogement.regles.faits import FaitsMenage
from relogement.vocabulaire import Reponse


@dataclass(frozen=True, slots=True)
class Blocage:
    """Ce qui retient un ménage : ses refus de propositions définitives, ses obligations en retard, la première dite."""

    refus: int
    en_retard: int
    raison: str

    @property
    def rang(self) -> tuple[bool, int, int]:
        """Pour trier : les retards d'abord, puis le plus de refus, puis le plus de retards."""
        return (self.en_retard == 0, -self.refus, -self.en_retard)


def blocage(faits: FaitsMenage, constats: Sequence[Constat]) -> Blocage | None:
    """Ce qui retient un ménage encore à reloger (faits du jour) ; None si rien ne le retient."""
    refus = sum(p.reponse in (Reponse.REFUSEE, Reponse.TACITE) for p in definitives(faits))
    retards = [c for c in constats if c.etat is Etat.EN_RETARD]
    if not refus and not retards:
        return None
    return Blocage(refus, len(retards), retards[0].phrase if retards else "")
