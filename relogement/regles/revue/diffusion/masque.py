"""Masquer les petits effectifs de cases liées par des sommes, et assez d'autres pour qu'on ne les déduise pas.

Une case masquée se retrouve si les sommes publiées la déterminent, ou si elles donnent le total d'un groupe de cases
masquées trop petit. On masque alors la plus petite case qui lève le doute, jusqu'à ce qu'il n'en reste plus.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

_PREMIER = (1 << 61) - 1
"""Les calculs se font modulo ce nombre premier : exacts, et sans fractions."""

Relation = Mapping[str, int]
"""Des cases dont la somme, chacune multipliée par son nombre, est nulle : total − partie − partie = 0."""


@dataclass(frozen=True, slots=True)
class Case:
    """Une case : combien de ménages sont derrière, et si elle se publie.

    Une case cachée ne s'écrit nulle part, mais se déduirait : le complément d'un compte, par exemple.
    """

    effectif: int
    cachee: bool = False
    ecrits: int = 1
    """En combien d'endroits elle s'écrit : la masquer les fait tous taire."""


def somme(total: str, parties: Iterable[str]) -> Relation:
    """La relation « total = somme des parties »."""
    return {total: 1, **dict.fromkeys(parties, -1)}


def masquer(cases: Mapping[str, Case], relations: Sequence[Relation], seuil: int) -> frozenset[str]:
    """Les cases à masquer pour qu'aucun effectif de 1 à `seuil` − 1 ne se lise ni ne se déduise."""
    return _Masque(cases, relations, seuil).resoudre()


def determinees(inconnues: frozenset[str], relations: Sequence[Relation]) -> frozenset[str]:
    """Les inconnues que ces relations, une fois le reste connu, déterminent."""
    lignes = _echelonner([{c: n % _PREMIER for c, n in r.items() if c in inconnues} for r in relations])
    return frozenset(next(iter(x)) for x in lignes if len(x) == 1)


class _Masque:
    def __init__(self, cases: Mapping[str, Case], relations: Sequence[Relation], seuil: int) -> None:
        self.cases, self.relations, self.seuil = cases, relations, seuil
        self.caches = {c for c, x in cases.items() if x.cachee}
        self.masques = {c for c, x in cases.items() if not x.cachee and self._sensible(x.effectif)}

    def resoudre(self) -> frozenset[str]:
        while self._proteger_les_groupes() or self._proteger_les_cases():
            pass
        self._rendre_les_inutiles()
        return frozenset(self.masques)

    def _sensible(self, effectif: int) -> bool:
        return 0 < effectif < self.seuil

    def _inconnues(self) -> frozenset[str]:
        return frozenset(self.masques | self.caches)

    def _proteger_les_groupes(self) -> bool:
        """Vrai si une relation, qui donnait le total d'un petit groupe de cases masquées, en a une de plus."""
        avance = False
        for r in self.relations:
            tues = [c for c in r if c in self.masques or c in self.caches]
            memes = len({r[c] > 0 for c in tues}) == 1
            if memes and self._sensible(sum(abs(r[c]) * self.cases[c].effectif for c in tues)):
                avance |= self._masquer_une(r)
        return avance

    def _proteger_les_cases(self) -> bool:
        """Vrai si une case sensible, que les relations déterminaient, ne l'est peut-être plus."""
        avance = False
        for c in sorted(determinees(self._inconnues(), self.relations)):
            if self._sensible(self.cases[c].effectif):
                avance |= any(self._masquer_une(parmi) for parmi in self._de_proche_en_proche(c))
        return avance

    def _de_proche_en_proche(self, case: str) -> Iterator[set[str]]:
        """Les cases liées à celle-ci par une relation, puis par deux en passant par une case tue, puis par trois."""
        vues, restent = {case}, list(self.relations)
        while liees := [r for r in restent if not vues.isdisjoint(r)]:
            restent = [r for r in restent if vues.isdisjoint(r)]
            trouvees = {c for r in liees for c in r}
            yield trouvees
            vues |= trouvees & self._inconnues()

    def _rendre_les_inutiles(self) -> None:
        """Une case qui n'est pas petite et que les sommes publiées redonnent de toute façon ne protège rien."""
        for c in determinees(self._inconnues(), self.relations):
            if not self._sensible(self.cases[c].effectif):
                self.masques.discard(c)

    def _masquer_une(self, parmi: Iterable[str]) -> bool:
        """Masque la moins écrite des cases publiées, puis la plus petite, une vide en dernier ; faux : plus aucune."""
        libres = [c for c in parmi if c not in self.masques and c not in self.caches]
        if not libres:
            return False
        self.masques.add(min(libres, key=self._cout))
        return True

    def _cout(self, c: str) -> tuple[bool, int, int, str]:
        case = self.cases[c]
        return case.effectif == 0, case.ecrits, case.effectif, c


def _echelonner(lignes: list[dict[str, int]]) -> list[dict[str, int]]:
    """Les lignes réduites : chacune a un pivot, absent de toutes les autres."""
    pivots: dict[str, dict[str, int]] = {}
    for ligne in lignes:
        courante = dict(ligne)
        for pivot in [c for c in courante if c in pivots]:
            if pivot in courante:
                _retrancher(courante, pivots[pivot], courante[pivot])
        if not courante:
            continue
        pivot = min(courante)
        inverse = pow(courante[pivot], -1, _PREMIER)
        courante = {c: n * inverse % _PREMIER for c, n in courante.items()}
        for autre in pivots.values():
            if pivot in autre:
                _retrancher(autre, courante, autre[pivot])
        pivots[pivot] = courante
    return list(pivots.values())


def _retrancher(ligne: dict[str, int], autre: Mapping[str, int], fois: int) -> None:
    for c, n in autre.items():
        reste = (ligne.get(c, 0) - fois * n) % _PREMIER
        if reste:
            ligne[c] = reste
        else:
            ligne.pop(c, None)
