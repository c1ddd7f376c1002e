"""Les deux compteurs de refus, jamais confondus : celui de la charte (propositions adaptées), celui de la loi (13 bis).

Un point inconnu ne compte pas, et le compteur le dit ; un refus tacite ne compte qu'une fois confirmé par l'agent.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from relogement.regles.faits import FaitsMenage, Proposition
from relogement.vocabulaire import Reponse

POINTS_CHARTE = ("type", "lieu", "accessibilité", "budget")
"""Les points de l'adéquation, dans l'ordre de `Adequation.points`."""
POINTS_LOI = ("état", "hygiène", "besoins", "moyens", "périmètre")
"""Les points de l'article 13 bis, dans l'ordre de `TreizeBis.points`."""


@dataclass(frozen=True, slots=True)
class Compteur:
    """Les refus comptés, ceux qui ne comptent pas (un point à non), ceux qu'un inconnu laisse en suspens."""

    comptees: tuple[Proposition, ...] = ()
    ecartees: tuple[Proposition, ...] = ()
    incertaines: tuple[Proposition, ...] = ()
    manques: tuple[str, ...] = ()
    """Ce qui manque à chacune des incertaines, dans le même ordre."""

    @property
    def nombre(self) -> int:
        """Le nombre de refus comptés."""
        return len(self.comptees)

    @property
    def phrase(self) -> str:
        """Ce que le compteur n'a pas compté faute de savoir ; vide si tout est connu."""
        if not self.incertaines:
            return ""
        return f"non comptée{'s' if len(self.incertaines) > 1 else ''} faute de savoir : {self.en_suspens}"

    @property
    def en_suspens(self) -> str:
        """Les propositions non comptées et ce qu'il en manque : « la proposition n° 2 (point inconnu : budget) »."""
        return _nommees([f"n° {p.rang} ({m})" for p, m in zip(self.incertaines, self.manques, strict=True)])


def numeros(propositions: tuple[Proposition, ...]) -> str:
    """« la proposition n° 2 », « les propositions n° 1 et n° 3 »."""
    return _nommees([f"n° {p.rang}" for p in propositions])


def _nommees(rangs: list[str]) -> str:
    if len(rangs) == 1:
        return f"la proposition {rangs[0]}"
    return f"les propositions {', '.join(rangs[:-1])} et {rangs[-1]}"


def verdict(points: tuple[bool | None, ...]) -> bool | None:
    """Vrai si tous les points sont à oui, faux si l'un est à non, None si un inconnu décide."""
    if False in points:
        return False
    return None if None in points else True


def points_inconnus(noms: tuple[str, ...], points: tuple[bool | None, ...]) -> str:
    """« point inconnu : budget », « points inconnus : type, lieu » ; vide si tous ont leur réponse."""
    inconnus = [nom for nom, point in zip(noms, points, strict=True) if point is None]
    if not inconnus:
        return ""
    return f"{'points inconnus' if len(inconnus) > 1 else 'point inconnu'} : {', '.join(inconnus)}"


def _charte(p: Proposition) -> tuple[bool | None, ...]:
    return p.adequation.points


def _loi(p: Proposition) -> tuple[bool | None, ...]:
    return p.treize_bis.points


def adaptee(p: Proposition) -> bool | None:
    """La proposition est-elle adaptée au sens de la charte ? None : un point inconnu en décide."""
    return verdict(_charte(p))


def conforme(p: Proposition) -> bool | None:
    """L'offre remplit-elle les cinq points de l'article 13 bis ? None : un point inconnu en décide."""
    return verdict(_loi(p))


def definitives(faits: FaitsMenage) -> tuple[Proposition, ...]:
    """Les propositions de relogement définitif, de la première envoyée à la dernière."""
    temporaires = {r.proposition for r in faits.relogements if r.temporaire}
    retenues = (p for p in faits.propositions if not p.temporaire and p.id not in temporaires)
    return tuple(sorted(retenues, key=lambda p: (p.envoyee, p.rang)))


def compteur_charte(faits: FaitsMenage) -> Compteur:
    """Les refus de propositions adaptées (article 4) ; les faits sont ceux du jour voulu (`faits_au`)."""
    return _compter(definitives(faits), _charte, POINTS_CHARTE)


def compteur_loi(faits: FaitsMenage) -> Compteur:
    """Les refus d'offres dont les cinq points de l'article 13 bis sont à oui ; mêmes faits."""
    return _compter(definitives(faits), _loi, POINTS_LOI)


def _compter(
    propositions: tuple[Proposition, ...],
    points: Callable[[Proposition], tuple[bool | None, ...]],
    noms: tuple[str, ...],
) -> Compteur:
    comptees, ecartees, incertaines, manques = [], [], [], []
    for p in propositions:
        if p.reponse not in (Reponse.REFUSEE, Reponse.TACITE):
            continue
        if verdict(points(p)) is False:
            ecartees.append(p)
            continue
        a_confirmer = p.reponse is Reponse.TACITE and p.confirme_le is None
        manque = [points_inconnus(noms, points(p)), "refus tacite à confirmer" if a_confirmer else ""]
        if any(manque):
            incertaines.append(p)
            manques.append(" ; ".join(filter(None, manque)))
        else:
            comptees.append(p)
    return Compteur(tuple(comptees), tuple(ecartees), tuple(incertaines), tuple(manques))
