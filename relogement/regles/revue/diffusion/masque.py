"""Masquer les petits effectifs de cases liées par des sommes, et assez d'autres pour qu'on ne les déduise pas.

Une case masquée se retrouve si les sommes publiées la déterminent, si elles donnent le total d'un groupe de cases
masquées trop petit, ou si elle ne peut rien valoir d'autre. On masque alors la plus petite case qui la cache, jusqu'à
ce que plus aucune ne se retrouve.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from relogement.regles.revue.diffusion.bornes import Lecture
from relogement.regles.revue.diffusion.cases import Case, Relation

_PREMIER = (1 << 61) - 1
"""Les calculs se font modulo ce nombre premier : exacts, et sans fractions."""


def masquer(
    cases: Mapping[str, Case], relations: Sequence[Relation], seuil: int, lecture: Lecture | None = None
) -> frozenset[str]:
    """Les cases à masquer pour qu'aucun effectif de 1 à `seuil` − 1 ne se lise ni ne se déduise.

    `lecture` : ce que le lecteur sait, si ce ne sont pas ces cases et ces relations mêmes.
    """
    return _Masque(cases, relations, seuil, lecture or Lecture(cases, relations, {c: c for c in cases})).resoudre()


def determinees(inconnues: frozenset[str], relations: Sequence[Relation]) -> frozenset[str]:
    """Les inconnues que ces relations, une fois le reste connu, déterminent."""
    lignes = _echelonner([{c: n % _PREMIER for c, n in r.items() if c in inconnues} for r in relations])
    return frozenset(next(iter(x)) for x in lignes if len(x) == 1)


class _Masque:
    def __init__(
        self, cases: Mapping[str, Case], relations: Sequence[Relation], seuil: int, lecture: Lecture
    ) -> None:
        self.cases, self.relations, self.seuil, self.lecture = cases, relations, seuil, lecture
        self.caches = {c for c, x in cases.items() if x.cachee}
        self.masques = {c for c, x in cases.items() if not x.cachee and self._sensible(x.effectif)}

    def resoudre(self) -> frozenset[str]:
        while self._proteger_les_groupes() or self._proteger_les_cases() or self._proteger_des_bornes():
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
                proches = _de_proche_en_proche(c, self.relations, self._inconnues())
                avance |= any(self._masquer_une(parmi) for parmi in proches)
        return avance

    def _proteger_des_bornes(self) -> bool:
        """Vrai si une case sensible, qui ne pouvait rien valoir d'autre, le peut peut-être maintenant."""
        avant = len(self.masques)
        for c in sorted(self._fixees(self.masques)):
            # Celle qu'on vient de masquer pour une autre a pu la cacher.
            if len(self.masques) == avant or self.lecture.fixees(self.masques, [c]):
                self._desserrer(c)
        return len(self.masques) > avant

    def _desserrer(self, case: str) -> None:
        """Masque la moins chère des cases proches qui lui laisse du jeu ; à défaut, la moins chère."""
        lecture, repli = self.lecture, set[str]()
        for proches in _de_proche_en_proche(case, lecture.relations, lecture.inconnues(self.masques)):
            libres = self._libres({lecture.alias[c] for c in proches if c in lecture.alias})
            pleines = [c for c in libres if self.cases[c].effectif]
            repli = repli or set(pleines)
            for c in pleines:
                if not lecture.fixees(self.masques | {c}, [case]):
                    self.masques.add(c)
                    return
        self._masquer_une(repli)

    def _rendre_les_inutiles(self) -> None:
        """Une case qui n'est pas petite et que les sommes publiées redonnent de toute façon ne protège rien.

        Sauf si ce sont les rencontres du jour qui la redonnent : qui n'en sait que les définitions ne l'a pas.
        """
        sues = determinees(self._inconnues(), self.relations)
        gardees = self.masques - {c for c in sues if not self._sensible(self.cases[c].effectif)}
        if not self._fixees(gardees):
            self.masques = gardees

    def _fixees(self, tues: Collection[str]) -> frozenset[str]:
        return self.lecture.fixees(tues, self.lecture.petites(tues, self.seuil))

    def _masquer_une(self, parmi: Iterable[str]) -> bool:
        """Masque la moins chère des cases publiées ; faux : plus aucune."""
        libres = self._libres(parmi)
        self.masques.update(libres[:1])
        return bool(libres)

    def _libres(self, parmi: Iterable[str]) -> list[str]:
        """Les cases publiées : les moins écrites d'abord, puis les plus petites, les vides en dernier."""
        return sorted((c for c in parmi if c not in self.masques and c not in self.caches), key=self._cout)

    def _cout(self, c: str) -> tuple[bool, int, int, str]:
        case = self.cases[c]
        return case.effectif == 0, case.ecrits, case.effectif, c


def _de_proche_en_proche(
    case: str, relations: Sequence[Relation], inconnues: Collection[str]
) -> Iterator[set[str]]:
    """Les cases liées à celle-ci par une relation, puis par deux en passant par une inconnue, puis par trois."""
    vues, restent = {case}, list(relations)
    while liees := [r for r in restent if not vues.isdisjoint(r)]:
        restent = [r for r in restent if vues.isdisjoint(r)]
        trouvees = {c for r in liees for c in r}
        yield trouvees
        vues.update(c for c in trouvees if c in inconnues)


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
