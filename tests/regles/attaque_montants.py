"""Les montants que lit le même lecteur : ce que deux totaux publiés laissent entre eux n'est pas à peu de ménages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, permutations

from relogement.regles.revue.chiffre import Unite
from relogement.regles.revue.diffusion.pages import diffusable
from relogement.regles.revue.diffusion.relations import valeur
from relogement.regles.revue.pages import frais
from relogement.regles.revue.revue import Page, Revue

Montants = Mapping[str, int]
_TOUS = "frais"
"""Le début de la clé des totaux de tous les postes."""


def montants_retrouves(revue: Revue, tues: frozenset[str], seuil: int, page: Page | None = None) -> list[str]:
    """Les totaux ou différences de totaux qui sont ceux de moins de `seuil` ménages ; `page` : celle qui se publie."""
    lue = page or diffusable(frais.page(revue))
    publies = [c for c in _montants(lue) if valeur(c) not in tues]
    seuls = [_montants(frais.page(replace(revue, dossiers=(d,)))) for d in revue.menages]
    return [nom for nom, ecarts in _lisibles(publies, seuls) if 0 < sum(map(bool, ecarts)) < seuil]


def _montants(page: Page) -> Montants:
    return {x.indicateur.cle: int(x.au.valeur or 0) for x in page.lignes if x.indicateur.unite is Unite.EUROS}


def _lisibles(publies: Sequence[str], seuls: Sequence[Montants]) -> Iterator[tuple[str, list[int]]]:
    """Par montant qui se lit ou se calcule, ce qu'en a chaque ménage."""
    for a in publies:
        yield a, [x.get(a, 0) for x in seuls]
    for a, b in permutations(publies, 2):
        ecarts = [x.get(a, 0) - x.get(b, 0) for x in seuls]
        # D'un signe, comme demandé et accordé : on sait que l'un ne dépasse pas l'autre.
        if min(ecarts, default=0) >= 0:
            yield f"{a} − {b}", ecarts
    for quoi in ("demande", "accorde", "paye"):
        total, postes = f"{_TOUS}_{quoi}", [c for c in publies if c.endswith(f"_{quoi}")]
        if total in postes:
            postes.remove(total)
            for combien in range(2, len(postes) + 1):
                for siens in combinations(postes, combien):
                    yield f"{total} − {siens}", [x.get(total, 0) - sum(x.get(p, 0) for p in siens) for x in seuls]
