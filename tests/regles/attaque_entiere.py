"""Le même lecteur compte en nombres entiers : une case masquée vaut au moins 1, et les sommes de la revue sont connues.

De chaque petite case masquée, il cherche la plus petite et la plus grande valeur possibles : égales, il l'a retrouvée.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from relogement.regles.revue.chiffre import Chiffre, Unite
from relogement.regles.revue.diffusion.relations import (
    compte_des_obligations,
    declarees,
    groupe,
    inconnus,
    sur,
    valeur,
)
from relogement.regles.revue.revue import Ligne, Page, Population, Section
from tests.regles.attaque import cases

_LOIN = 500
Inegalite = tuple[Mapping[str, int], float]
"""Une somme de cases, au moins nulle, et au plus ce nombre : zéro pour une égalité."""


def retrouvees(lues: Sequence[Page], tues: frozenset[str], seuil: int) -> list[str]:
    """Les petits effectifs tus qui ne peuvent valoir autre chose que ce qu'ils valent."""
    vrais = {x.case: x.vaut for x in cases(lues)}
    sommes = [(r, haut) for r, haut in _sommes(lues) if set(r) <= set(vrais) and 0 <= _total(r, vrais) <= haut]
    noms = sorted(n for n in vrais if n in tues)
    if not noms:
        return []
    sues = [sum(k * vrais[c] for c, k in r.items() if c not in tues) for r, _ in sommes]
    contraintes = LinearConstraint(
        csr_array([[r.get(n, 0) for n in noms] for r, _ in sommes]),
        [-su for su in sues], [haut - su for su, (_, haut) in zip(sues, sommes, strict=True)],
    )
    # Une case vide, masquée faute de mieux, ne le trompe pas.
    bornes = Bounds([min(1, vrais[n]) for n in noms], [_LOIN + vrais[n] for n in noms])
    restent = {rang for rang, n in enumerate(noms) if 0 < vrais[n] < seuil}
    vus: list[set[int]] = [set() for _ in noms]
    retrouvees = []
    while restent:
        for parmi in (sorted(restent), [min(restent)]):
            for sens in (1, -1):
                for rang, n in enumerate(_extreme(parmi, sens, len(noms), contraintes, bornes)):
                    vus[rang].add(n)
        une = min(restent)
        if len(vus[une]) == 1:
            retrouvees.append(f"{noms[une]} = {vus[une].pop()}")
        restent = {rang for rang in restent - {une} if len(vus[rang]) < 2}
    return retrouvees


def _extreme(
    parmi: Sequence[int], sens: int, combien: int, contraintes: LinearConstraint, bornes: Bounds
) -> Sequence[int]:
    cout = np.zeros(combien)
    cout[list(parmi)] = sens
    solution = milp(cout, constraints=contraintes, bounds=bornes, integrality=np.ones(combien))
    assert solution.success
    return [round(x) for x in solution.x]


def _total(r: Mapping[str, int], vrais: Mapping[str, int]) -> int:
    return sum(n * vrais[c] for c, n in r.items())


def _sommes(lues: Sequence[Page]) -> Iterator[Inegalite]:
    sections = [b for p in lues for b in p.blocs if isinstance(b, Section)]
    chiffres = {x.indicateur.cle: x.au for s in sections for x in s.lignes}
    for s in sections:
        for ligne in s.lignes:
            yield from _de_la_ligne(ligne, groupe(s, ligne), chiffres)
        if s.partition and s.lignes:
            yield {sur(groupe(s, s.lignes[0])): 1, **{valeur(x.indicateur.cle): -1 for x in s.lignes}}, 0
    for cachees, r in declarees(chiffres):
        yield {c: n for c, n in r.items() if c not in cachees}, np.inf if cachees else 0


def _de_la_ligne(ligne: Ligne, nom: str, chiffres: Mapping[str, Chiffre]) -> Iterator[Inegalite]:
    c, i = ligne.au, ligne.indicateur
    if i.unite is Unite.ACTES or compte_des_obligations(c):
        return
    if i.unite is Unite.NOMBRE:
        yield {sur(nom): 1, valeur(i.cle): -1}, np.inf
    for cle, population in (("a_reloger", Population.A_RELOGER), ("reloges", Population.RELOGES)):
        tous = set(chiffres[cle].menages) if cle in chiffres else None
        if i.denominateur.startswith(population.value) and tous == {*c.sur, *c.ignores}:
            yield {valeur(cle): 1, sur(nom): -1, inconnus(nom): -1}, 0
