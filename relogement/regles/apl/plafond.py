"""Le plafond de loyer de l'APL d'une famille : le loyer au-delà duquel l'aide n'augmente plus."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from relogement.regles.apl.bareme import Bareme, table
from relogement.regles.apl.famille import Famille
from relogement.regles.apl.formule import verifier_charge
from relogement.regles.apl.zones import Zone
from relogement.regles.calendrier import jour_fr


@dataclass(frozen=True, slots=True)
class PlafondLoyer:
    """`montant` en centimes par mois, hors charges et avant RLS ; la table d'où il vient, et si elle est périmée."""

    montant: int
    famille: Famille
    zone: Zone
    du: date
    reference: str
    perime_depuis: date | None

    @property
    def origine(self) -> str:
        """« seul ou seule, 0 personne à charge, zone 2, table du 01/10/2026 », et la péremption s'il y en a une."""
        dite = f"{self.famille.texte}, zone {self.zone.numero}, table du {jour_fr(self.du)}"
        return dite if self.perime_depuis is None else f"{dite}, barème périmé depuis le {jour_fr(self.perime_depuis)}"


def plafond_loyer(famille: Famille, zone: Zone, le: date, bareme: Bareme) -> PlafondLoyer:
    """Le plafond de cette famille dans cette zone, ce jour-là (arrêté du 27 septembre 2019, article 7).

    ErreurMetier si aucun barème ne vaut ce jour-là, ou si le nombre de personnes à charge est impossible.
    """
    bareme.exiger(le)
    verifier_charge(famille.pac)
    loyers = table(bareme.loyers, le)
    montant = loyers.zones[zone.numero - 1].pour(couple=famille.couple, pac=famille.pac)
    return PlafondLoyer(montant, famille, zone, loyers.du, loyers.reference, bareme.perime_depuis(le))
