"""La suite du parcours entre l'accord et le départ : le bail à signer, puis le déménagement à noter.

Aucun article n'en fixe le jour : c'est le geste que l'agent attend, pas une obligation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from relogement.regles.calendrier import jour_fr
from relogement.regles.charte.constat import Cible
from relogement.regles.charte.contexte import emmenagement
from relogement.regles.charte.elagage import faits_au
from relogement.regles.faits import FaitsMenage, Proposition


@dataclass(frozen=True, slots=True)
class Suite:
    """Le geste suivant ; `attendu_le` : le jour où il devrait se faire, None s'il n'est pas connu."""

    cible: Cible
    phrase: str
    attendu_le: date | None = None


def suite(faits: FaitsMenage, au: date) -> Suite | None:
    """Ce qui suit une acceptation ou un bail le jour `au` ; None si rien n'attend, ou si le ménage est sorti.

    Le bail est attendu à la livraison du logement, le départ au premier jour du nouveau loyer, quand ils sont connus.
    """
    vus = faits_au(faits, au)
    if vus.sortie is not None or emmenagement(vus) is not None:
        return None
    loues = {r.proposition for r in vus.relogements}
    acceptees = [p for p in vus.propositions if p.accord and p.id not in loues]
    if acceptees:
        return _signer(acceptees[-1])
    a_vider = [r for r in faits.relogements if r.bail_signe <= au and (r.demenagement is None or r.demenagement > au)]
    if not a_vider:
        return None
    bail = a_vider[-1]
    prevu = bail.demenagement or bail.debut_loyer
    quand = f" ; nouveau loyer à partir du {jour_fr(bail.debut_loyer)}" if bail.debut_loyer else ""
    phrase = f"Bail signé le {jour_fr(bail.bail_signe)}{quand} : le jour du déménagement n'est pas noté."
    return Suite(Cible("demenagement", "jour", bail.id), phrase, prevu)


def _signer(p: Proposition) -> Suite:
    quand = f" le {jour_fr(p.repondue)}" if p.repondue else ""
    livre = f" ; logement livré le {jour_fr(p.livre)}" if p.livre else ""
    phrase = f"Proposition n° {p.rang} acceptée{quand}{livre} : le bail n'est pas encore enregistré."
    return Suite(Cible("demenagement", "bail"), phrase, p.livre)
