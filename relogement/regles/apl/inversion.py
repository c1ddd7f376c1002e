"""Retrouver les ressources d'un ménage à partir de son avis d'APL : la formule, lue à l'envers.

Entre l'aide pleine et l'extinction, l'aide baisse de Tp par euro de R : un avis donne R à la centaine près. Une aide
pleine ou nulle ne dit qu'une borne.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from relogement.commun import ErreurMetier
from relogement.regles.apl.bareme import Bareme
from relogement.regles.apl.formule import Ordre, Situation, Trace, estimer

_PAS = 10_000
"""R s'arrondit à la centaine d'euros supérieure : un pas, en centimes."""
_RANGS = 2_000
"""200 000 € par an : au-delà, aucune aide n'existe."""


@dataclass(frozen=True, slots=True)
class RessourcesDeduites:
    """R, en centimes par an, entre `minimum` et `maximum` compris (les centaines qui donnent cet avis).

    `maximum` None : l'avis ne borne pas R par le haut (aide nulle). Une aide pleine donne `minimum` zéro.
    """

    minimum: int
    maximum: int | None

    @property
    def retenue(self) -> int | None:
        """La valeur à employer : le milieu de l'intervalle, à la centaine ; None : l'avis ne dit pas R.

        Une aide pleine laisse R inconnue sous R0 : rien n'est retenu.
        """
        if self.maximum is None or self.minimum == 0:
            return None
        milieu = (self.minimum + self.maximum) // 2
        return -(-milieu // _PAS) * _PAS


def deduire_ressources(
    s: Situation, apl: int, bareme: Bareme, *, rls_due: bool, tolerance: int = 50
) -> RessourcesDeduites:
    """Les ressources qui donnent l'aide `apl` (centimes par mois) au logement de `s`, dont R est ignorée.

    `rls_due` : l'avis ou la quittance porte une RLS ; elle dit de quel côté de son plafond sont les ressources, où
    l'aide saute. `tolerance`, en centimes : l'avis arrondit. ErreurMetier : aide négative, ou qu'aucune R ne donne à ce
    logement (loyer, composition ou zone à vérifier), et celles d'`estimer`.
    """
    if apl < 0:
        raise ErreurMetier("L'aide de l'avis ne peut pas être négative : corrigez-la.", "apl")

    def trace(rang: int) -> Trace:
        return estimer(replace(s, ressources=rang * _PAS), bareme, Ordre.D823_16)

    debut, fin = _cote(trace, rls_due=rls_due)
    premier = _premier(debut, fin, lambda rang: trace(rang).net * 100 <= apl + tolerance)
    apres = _premier(premier, fin, lambda rang: trace(rang).net * 100 < apl - tolerance)
    if premier >= apres:
        raise ErreurMetier(
            "Aucune ressource ne donne cette aide à ce logement : vérifiez le loyer, la composition et l'avis.", "apl"
        )
    ouvert = apres > _RANGS
    return RessourcesDeduites(premier * _PAS, None if ouvert else (apres - 1) * _PAS)


def _cote(trace: Callable[[int], Trace], *, rls_due: bool) -> tuple[int, int]:
    """Les rangs, du premier au dernier exclu, où la RLS est due ou ne l'est pas ; l'aide n'y fait que baisser."""
    sans = _premier(0, _RANGS + 1, lambda rang: trace(rang).rls == 0)
    return (0, sans) if rls_due else (sans, _RANGS + 1)


def _premier(debut: int, fin: int, vrai: Callable[[int], bool]) -> int:
    """Le premier rang de [debut, fin[ où `vrai` l'est, `fin` s'il n'y en a pas ; `vrai` ne redevient jamais faux."""
    while debut < fin:
        milieu = (debut + fin) // 2
        debut, fin = (debut, milieu) if vrai(milieu) else (milieu + 1, fin)
    return debut
