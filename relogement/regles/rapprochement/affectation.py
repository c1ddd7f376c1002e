"""La meilleure affectation du vivier : le plus de ménages logés, le plus de bien logés, puis les meilleurs rangs.

Bien logé : aucun point n'est à non. Deux défauts chez un même ménage valent mieux qu'un chez chacun de deux.
Elle propose seulement. Rien d'exclu n'est jamais affecté ; à égalité, l'ordre des clés décide : deux calculs des mêmes
faits donnent le même résultat.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from relogement.formats import pluriel
from relogement.regles.rapprochement.convenance import Convenance, Limite

_MENSUALITE_MAXIMALE = 500_000
"""Centimes par mois : au-delà, deux logements se valent."""
_EXACT = 2**53
"""Au-delà, le solveur, qui compte en flottants, arrondirait."""
_PAS = (100, 1_000, 10_000)
"""Centimes : le pas où se comparent les mensualités, le premier dont le coût reste exact."""


@dataclass(frozen=True, slots=True)
class SansLogement:
    """Un ménage qui reste sans logement, et pourquoi ; `refuses` : combien de logements chaque limite exclut."""

    menage: str
    raison: str
    refuses: tuple[tuple[Limite, int], ...] = ()
    pris_par: tuple[str, ...] = ()
    """Les ménages à qui vont les logements qui lui conviendraient."""


@dataclass(frozen=True, slots=True)
class Affectation:
    """Les paires proposées, de la meilleure à la moins bonne ; qui reste sans logement ; les logements qui restent."""

    paires: tuple[Convenance, ...]
    sans_logement: tuple[SansLogement, ...]
    libres: tuple[str, ...]


def affecter(
    menages: Sequence[str], logements: Sequence[str], convenances: Mapping[tuple[str, str], Convenance]
) -> Affectation:
    """La meilleure affectation ; `convenances` : chaque paire examinée, exclue ou non (une absente est exclue)."""
    gens, lieux = sorted(set(menages)), sorted(set(logements))
    retenues = {(c.menage, c.logement): c for c in convenances.values() if c.limite is None}
    paires = [retenues[paire] for paire in _resoudre(gens, lieux, retenues) if paire in retenues]
    loges = {c.menage: c.logement for c in paires}
    pris = {c.logement: c.menage for c in paires}
    sans = tuple(_sans(m, lieux, convenances, pris) for m in gens if m not in loges)
    libres = tuple(x for x in lieux if x not in pris)
    return Affectation(tuple(sorted(paires, key=lambda c: (c.rang, c.menage))), sans, libres)


def _resoudre(
    gens: Sequence[str], lieux: Sequence[str], retenues: Mapping[tuple[str, str], Convenance]
) -> list[tuple[str, str]]:
    if not retenues:
        return []
    # Chargés seulement ici : le reste de l'application s'en passe.
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    couts, exclu = _couts(retenues, min(len(gens), len(lieux)))
    matrice = np.full((len(gens), len(lieux)), float(exclu))
    rangs_gens = {cle: i for i, cle in enumerate(gens)}
    rangs_lieux = {cle: i for i, cle in enumerate(lieux)}
    for (menage, logement), cout in couts.items():
        matrice[rangs_gens[menage], rangs_lieux[logement]] = cout
    lignes, colonnes = linear_sum_assignment(matrice)
    return [(gens[i], lieux[j]) for i, j in zip(lignes, colonnes, strict=True)]


def _couts(retenues: Mapping[tuple[str, str], Convenance], paires: int) -> tuple[dict[tuple[str, str], int], int]:
    """Le coût de chaque paire et celui d'une exclue, au pas de mensualité le plus fin qui se calcule exactement."""
    for pas in _PAS:
        couts = _au_pas(retenues, paires, pas)
        exclu = (max(couts.values()) + 1) * (paires + 1)
        if exclu < _EXACT:
            break
    return couts, exclu


def _au_pas(retenues: Mapping[tuple[str, str], Convenance], paires: int, pas: int) -> dict[tuple[str, str], int]:
    """Le rang en un seul nombre : tous les rangs réunis d'un ordre ne dépassent jamais un cran de l'ordre d'avant."""
    cran_verifier = (_MENSUALITE_MAXIMALE // pas) * paires + 1
    cran_non = cran_verifier * (max(c.a_verifier for c in retenues.values()) * paires + 1)
    cran_mal = cran_non * (max(c.non for c in retenues.values()) * paires + 1)
    return {
        paire: (c.non > 0) * cran_mal + c.non * cran_non + c.a_verifier * cran_verifier + _arrondie(c.mensualite, pas)
        for paire, c in retenues.items()
    }


def _arrondie(mensualite: int | None, pas: int) -> int:
    return (_MENSUALITE_MAXIMALE if mensualite is None else min(mensualite, _MENSUALITE_MAXIMALE)) // pas


def _sans(
    menage: str, lieux: Sequence[str], convenances: Mapping[tuple[str, str], Convenance], pris: Mapping[str, str]
) -> SansLogement:
    siennes = [c for x in lieux if (c := convenances.get((menage, x))) is not None]
    refuses = Counter(c.limite for c in siennes if c.limite is not None)
    ranges = tuple((limite, refuses[limite]) for limite in Limite if refuses[limite])
    par = tuple(dict.fromkeys(pris[c.logement] for c in siennes if c.limite is None and c.logement in pris))
    return SansLogement(menage, _raison(len(siennes), ranges, len(par)), ranges, par)


def _raison(vus: int, refuses: Sequence[tuple[Limite, int]], pris: int) -> str:
    if not vus:
        return "aucun logement du vivier n'est à proposer"
    if pris:
        mot = "le logement qui lui convient va" if pris == 1 else f"les {pris} logements qui lui conviennent vont"
        return f"{mot} à d'autres ménages, pour en loger le plus possible"
    details = ", ".join(f"{limite.libelle} {n}" for limite, n in sorted(refuses, key=lambda x: -x[1]))
    return f"aucun ne convient sur {pluriel(vus, 'logement')} (ce qui exclut : {details})"
