"""Les ménages derrière chaque case, et tout ce qu'un lecteur déduit de voir un groupe compris dans un autre.

Deux cases qui comptent les mêmes ménages sont la même case, où qu'elles s'écrivent. Que ces rencontres tiennent à une
définition ou aux données du jour, elles comptent comme connues du lecteur : une de trop ne fait que masquer plus.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from relogement.regles.revue.diffusion.cases import Case, Relation

Ensemble = int
"""Des ménages, un bit chacun : de grandes bases se comparent vite."""


@dataclass
class Ensembles:
    """Les groupes de ménages que publie une revue, et ceux qui s'en déduisent."""

    _rangs: dict[str, int] = field(default_factory=dict)
    _noms: dict[Ensemble, str] = field(default_factory=dict)
    """Le premier nom de chaque groupe non vide."""
    _lus: dict[tuple[str, ...], Ensemble] = field(default_factory=dict)
    _publies: dict[str, Ensemble] = field(default_factory=dict)

    def lire(self, codes: Iterable[str]) -> Ensemble:
        """Le groupe de ces ménages."""
        cle = tuple(codes)
        if cle not in self._lus:
            rangs = [self._rangs.setdefault(code, len(self._rangs)) for code in cle]
            octets = bytearray(len(self._rangs) // 8 + 1)
            for rang in rangs:
                octets[rang >> 3] |= 1 << (rang & 7)
            self._lus[cle] = int.from_bytes(octets, "little")
        return self._lus[cle]

    def publier(self, nom: str, codes: Iterable[str]) -> None:
        """Inscrit une case qui s'écrit, et ses ménages."""
        e = self._publies[nom] = self.lire(codes)
        if e:
            self._noms.setdefault(e, nom)

    def alias(self) -> Mapping[str, str]:
        """Par case qui s'écrit, celle qui vaut pour toutes celles de mêmes ménages ; une case vide vaut pour elle."""
        return {nom: self._noms[e] if e else nom for nom, e in self._publies.items()}

    def cases(self) -> Mapping[str, Case]:
        """Les cases, chacune une fois ; celles qui ne s'écrivent nulle part sont cachées."""
        alias = self.alias()
        ecrites = {
            nom: Case(self._publies[nom].bit_count(), ecrits=fois) for nom, fois in Counter(alias.values()).items()
        }
        cachees = {nom: Case(e.bit_count(), True) for e, nom in self._noms.items() if nom not in ecrites}
        return ecrites | cachees

    def decouper(self, tout: Ensemble, *parties: Ensemble) -> Relation:
        """« tout = somme des parties », le reste ajouté s'il y en a un ; les parties sont disjointes."""
        reste = tout & ~_reunir(parties)
        relation: dict[str, int] = {}
        for e, signe in ((tout, 1), *((p, -1) for p in (*parties, reste))):
            if e:
                nom = self._nommer(e)
                relation[nom] = relation.get(nom, 0) + signe
        return {nom: n for nom, n in relation.items() if n}

    def depasser(self, actes: str, combien: int, codes: Iterable[str], seuil: int) -> Iterator[tuple[Relation, Case]]:
        """Ce dont un nombre d'actes, un au moins pour chacun de ces ménages, dépasse leur nombre ; et celui de tout
        groupe compris dans le leur, si c'en est peu. La case, cachée, est celle du surplus.
        """
        siens = self.lire(codes)
        self._nommer(siens)
        for e, nom in tuple(self._noms.items()):
            surplus = combien - e.bit_count()
            if e & siens == e and (e == siens or 0 < surplus < seuil):
                yield {actes: 1, nom: -1, f"surplus {actes} {nom}": -1}, Case(surplus, cachee=True)

    def comprises(self, seuil: int) -> Iterator[Relation]:
        """Pour tout groupe compris dans un autre, ce qui les sépare, si c'est un petit effectif ou un groupe connu."""
        connus = sorted(self._noms, key=int.bit_count)
        tous = frozenset(connus)
        for rang, petit in enumerate(connus):
            for grand in connus[rang + 1:]:
                if petit & grand != petit:
                    continue
                reste = grand ^ petit
                if 0 < reste.bit_count() < seuil or (reste in tous and petit <= reste):
                    yield self.decouper(grand, petit)

    def _nommer(self, e: Ensemble) -> str:
        return self._noms.setdefault(e, f"groupe {len(self._noms)}")


def _reunir(parties: Iterable[Ensemble]) -> Ensemble:
    tous = 0
    for e in parties:
        tous |= e
    return tous
