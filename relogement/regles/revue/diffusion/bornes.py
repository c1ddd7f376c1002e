"""Ce qu'on sait d'une case masquée sans la lire : elle est entière, vaut au moins 1, et les sommes tombent juste.

Six cases masquées d'un total de six valent toutes 1. Une case est fixée si elle ne peut varier d'assez sans contredire
une somme ou une autre case.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from relogement.regles.revue.diffusion.cases import Case, Relation

_MARGE = 2
"""De combien une case sûre varie au moins : entre 1 et 2, elle se devinerait presque."""
_LOIN = 1000
"""De combien une case s'écarte au plus de la sienne dans les solutions cherchées : en trouver suffit."""


@dataclass(frozen=True, slots=True)
class Lecture:
    """Ce qu'un lecteur sait : les cases qui s'écrivent et celles qui s'en déduisent, et les sommes qui les lient.

    `alias` : par case qui s'écrit, celle du masque qui la fait taire.
    """

    cases: Mapping[str, Case]
    relations: Sequence[Relation]
    alias: Mapping[str, str]

    def inconnues(self, tues: Collection[str]) -> frozenset[str]:
        """Les cases qu'il ne lit pas quand celles-ci, du masque, se taisent."""
        return frozenset(n for n, x in self.cases.items() if x.cachee or self.alias[n] in tues)

    def petites(self, tues: Collection[str], seuil: int) -> frozenset[str]:
        """Les effectifs de 1 à `seuil` − 1 qu'il ne lit pas."""
        return frozenset(n for n in self.inconnues(tues) if 0 < self.cases[n].effectif < seuil)

    def fixees(self, tues: Collection[str], petites: Collection[str]) -> frozenset[str]:
        """De ces cases inconnues, celles qu'il retrouve, ou presque."""
        return _Programme(self, sorted(self.inconnues(tues))).fixees(petites) if petites else frozenset()


class _Programme:
    """Les autres valeurs possibles, comptées en écarts à la vraie : elle est une solution, on en cherche d'autres."""

    def __init__(self, lecture: Lecture, noms: Sequence[str]) -> None:
        # Chargés seulement ici : le reste de l'application s'en passe.
        import numpy as np
        from scipy.optimize import Bounds, LinearConstraint

        self._noms, self._rangs = noms, {n: rang for rang, n in enumerate(noms)}
        cases = [lecture.cases[n] for n in noms]
        self._bornes = Bounds([max(-_LOIN, _plancher(x) - x.effectif) for x in cases], _LOIN)
        self._sommes = LinearConstraint(self._matrice(lecture.relations), 0, 0)
        self._bas, self._haut = np.zeros(len(noms)), np.zeros(len(noms))

    def fixees(self, petites: Collection[str]) -> frozenset[str]:
        restent = {self._rangs[n] for n in petites}
        for sens in (1, -1):
            # Toutes ensemble d'abord : la plupart varient du même coup.
            while restent and (varient := self._varier(restent, sens)):
                restent -= varient
        fixees = set()
        while restent:
            une = restent.pop()
            varient = self._varier({une}, 1) | self._varier({une}, -1)
            if une not in varient:
                fixees.add(self._noms[une])
            restent = {rang for rang in restent if not self._varie(rang)}
        return frozenset(fixees)

    def _varier(self, lesquelles: Collection[int], sens: int) -> set[int]:
        """Cherche la solution où elles sont le plus haut (sens −1) ou le plus bas ; rend celles qui varient assez."""
        import numpy as np
        from scipy.optimize import milp

        cout = np.zeros(len(self._noms))
        cout[list(lesquelles)] = sens
        trouvee = milp(cout, constraints=self._sommes, bounds=self._bornes, integrality=np.ones(len(self._noms)))
        if trouvee.x is not None:
            ecarts = np.rint(trouvee.x)
            self._bas, self._haut = np.minimum(self._bas, ecarts), np.maximum(self._haut, ecarts)
        return {rang for rang in lesquelles if self._varie(rang)}

    def _varie(self, rang: int) -> bool:
        return bool(self._haut[rang] - self._bas[rang] >= _MARGE)

    def _matrice(self, relations: Sequence[Relation]) -> Any:
        from scipy.sparse import csr_array

        lignes = {
            tuple(sorted((self._rangs[c], n) for c, n in r.items() if c in self._rangs)): None for r in relations
        }
        lues = [x for x in lignes if x]
        places = [(rang, colonne, n) for rang, x in enumerate(lues) for colonne, n in x]
        rangees, colonnes, nombres = zip(*places, strict=True) if places else ((), (), ())
        return csr_array((nombres, (rangees, colonnes)), shape=(len(lues), len(self._noms)))


def _plancher(case: Case) -> int:
    """Au moins 1 si elle est masquée ; une vide, masquée faute de mieux, et une cachée peuvent être nulles."""
    return 0 if case.cachee or not case.effectif else 1
