"""Les deux compteurs de refus, jamais confondus : celui de la charte (propositions adaptées), celui de la loi (13 bis).

Un point inconnu ne compte pas, et le compteur le dit ; un refus tacite ne compte qu'une fois confirmé par l'agent.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from relogement.regles.faits import FaitsMenage, Proposition
from relogement.vocabulaire import Reponse


@dataclass(frozen=True, slots=True)
class Compteur:
    """Les refus comptés, ceux qui ne comptent pas (un point à non), ceux qu'un inconnu laisse en suspens."""

    comptees: tuple[Proposition, ...] = ()
    ecartees: tuple[Proposition, ...] = ()
    incertaines: tuple[Proposition, ...] = ()

    @property
    def nombre(self) -> int:
        """Le nombre de refus comptés."""
        return len(self.comptees)

    @property
    def phrase(self) -> str:
        """Ce que le compteur n'a pas compté faute de savoir ; vide si tout est connu."""
        if not self.incertaines:
            return ""
        rangs = numeros(self.incertaines)
        return f"non comptée faute de savoir (un point inconnu ou un refus tacite à confirmer) : {rangs}"


def numeros(propositions: tuple[Proposition, ...]) -> str:
    """« la proposition n° 2 », « les propositions n° 1 et n° 3 »."""
    rangs = [f"n° {p.rang}" for p in propositions]
    if len(rangs) == 1:
        return f"la proposition {rangs[0]}"
    return f"les propositions {', '.join(rangs[:-1])} et {rangs[-1]}"


def verdict(points: tuple[bool | None, ...]) -> bool | None:
    """Vrai si tous les points sont à oui, faux si l'un est à non, None si un inconnu décide."""
    if False in points:
        return False
    return None if None in points else True


def adaptee(p: Proposition) -> bool | None:
    """La proposition est-elle adaptée au sens de la charte ? None : un point inconnu en décide."""
    return verdict(p.adequation.points)


def conforme(p: Proposition) -> bool | None:
    """L'offre remplit-elle les cinq points de l'article 13 bis ? None : un point inconnu en décide."""
    return verdict(p.treize_bis.points)


def definitives(faits: FaitsMenage) -> tuple[Proposition, ...]:
    """Les propositions de relogement définitif, de la première envoyée à la dernière."""
    temporaires = {r.proposition for r in faits.relogements if r.temporaire}
    retenues = (p for p in faits.propositions if not p.temporaire and p.id not in temporaires)
    return tuple(sorted(retenues, key=lambda p: (p.envoyee, p.rang)))


def compteur_charte(faits: FaitsMenage) -> Compteur:
    """Les refus de propositions adaptées (article 4) ; les faits sont ceux du jour voulu (`faits_au`)."""
    return _compter(definitives(faits), adaptee)


def compteur_loi(faits: FaitsMenage) -> Compteur:
    """Les refus d'offres dont les cinq points de l'article 13 bis sont à oui ; mêmes faits."""
    return _compter(definitives(faits), conforme)


def _compter(propositions: tuple[Proposition, ...], juge: Callable[[Proposition], bool | None]) -> Compteur:
    comptees, ecartees, incertaines = [], [], []
    for p in propositions:
        if p.reponse not in (Reponse.REFUSEE, Reponse.TACITE):
            continue
        avis = juge(p)
        if avis is False:
            ecartees.append(p)
        elif avis is None or (p.reponse is Reponse.TACITE and p.confirme_le is None):
            incertaines.append(p)
        else:
            comptees.append(p)
    return Compteur(tuple(comptees), tuple(ecartees), tuple(incertaines))
