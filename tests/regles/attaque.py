"""Ce qu'un lecteur curieux déduit de la variante diffusable : il sait comment les chiffres se tiennent, et compte.

Il connaît les définitions : des ménages d'apprentissage lui disent quels groupes sont toujours compris dans quels
autres, et quelles sommes sont toujours justes. De la revue attaquée, il n'a que les cases publiées.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import openpyxl
from numpy.typing import NDArray

from relogement.regles.revue.chiffre import Chiffre, Unite
from relogement.regles.revue.diffusion.pages import diffusable
from relogement.regles.revue.diffusion.relations import compte_des_obligations, groupe, inconnus, sur, valeur
from relogement.regles.revue.dossier import Dossier
from relogement.regles.revue.pages.catalogue import pages
from relogement.regles.revue.revue import Croisement, Page, Revue, Section

MASQUE = "masqué"
_PRECISION = 1e-6


@dataclass(frozen=True, slots=True)
class Lue:
    """Une case qui s'écrit ; `case` : son nom pour le masque ; `menages` None : elle compte des actes."""

    nom: str
    case: str
    vaut: int
    menages: tuple[str, ...] | None


def lire(revue: Revue) -> tuple[Page, ...]:
    """Les pages de la variante diffusable."""
    return tuple(diffusable(p) for p in pages(revue))


def cases(lues: Sequence[Page]) -> Iterator[Lue]:
    """Chaque compte qui s'écrit, et ses dénominateurs ; d'une mesure, les dénominateurs seuls."""
    for bloc in (b for p in lues for b in p.blocs):
        if isinstance(bloc, Section):
            for ligne in bloc.lignes:
                yield from _valeur(ligne.au)
                yield from _denominateurs(ligne.au, groupe(bloc, ligne), bloc.partition)
        elif isinstance(bloc, Croisement):
            for c in (x for _, siens in bloc.rangees for x in siens):
                yield from _valeur(c)


def _valeur(c: Chiffre) -> Iterator[Lue]:
    if c.indicateur.unite in (Unite.NOMBRE, Unite.ACTES):
        actes = c.indicateur.unite is Unite.ACTES or compte_des_obligations(c)
        nom = valeur(c.indicateur.cle)
        yield Lue(nom, nom, int(c.valeur or 0), None if actes else c.menages)


def _denominateurs(c: Chiffre, du_groupe: str, partition: bool) -> Iterator[Lue]:
    # Le groupe prend le nom de sa première modalité, que chaque revue peut avoir autre.
    cle = c.indicateur.cle.partition(":")[0] if partition else c.indicateur.cle
    if compte_des_obligations(c):
        # Il ne s'écrit pas, mais la part le donne.
        yield Lue(sur(cle), sur(du_groupe), c.connus, None)
    elif c.indicateur.unite is not Unite.ACTES:
        yield Lue(sur(cle), sur(du_groupe), len(c.sur), c.sur)
        yield Lue(inconnus(cle), inconnus(du_groupe), len(c.ignores), c.ignores)


class Lecteur:
    """Ce qu'il sait d'avance : par case, ce qu'y compte chaque ménage d'apprentissage."""

    def __init__(self, revue: Revue, dossiers: Sequence[Dossier]) -> None:
        connus = distincts(dossiers)
        seuls = [{x.nom: x.vaut for x in cases(lire(replace(revue, dossiers=(d,))))} for d in connus]
        self.rangees: dict[str, Sequence[int]] = {}
        for x in cases(lire(replace(revue, dossiers=tuple(connus)))):
            siens = None if x.menages is None else frozenset(x.menages)
            self.rangees[x.nom] = [
                vu.get(x.nom, 0) if siens is None else int(d.code in siens) for d, vu in zip(connus, seuls, strict=True)
            ]

    def fuites(self, lues: Sequence[Page], tues: frozenset[str], seuil: int) -> list[str]:
        """Les petits effectifs que donnent les cases de ces pages, hors celles que l'on tait."""
        sues, m = self._savoir(lues, tues)
        return [*_petites(sues, seuil), *_separes(sues, m, seuil)]

    def calculees(self, lues: Sequence[Page], tues: frozenset[str], seuil: int) -> list[str]:
        """De ceux-là, ceux qui sont des cases."""
        return _petites(self._savoir(lues, tues)[0], seuil)

    def _savoir(self, lues: Sequence[Page], tues: frozenset[str]) -> tuple[list[Lue], NDArray[np.float64]]:
        """Les cases publiées ou calculées, et ce qu'y compte chaque ménage d'apprentissage."""
        toutes = {x.nom: x for x in cases(lues) if x.nom in self.rangees}
        publiees = [x.case not in tues for x in toutes.values()]
        m = np.array([self.rangees[n] for n in toutes], dtype=np.float64)
        rangs = [k for k, su in enumerate(_sues(m, publiees)) if su]
        return [list(toutes.values())[k] for k in rangs], m[rangs]


def distincts(dossiers: Sequence[Dossier]) -> list[Dossier]:
    """Les ménages principaux de cette liste, chacun avec un code à lui."""
    return [replace(d, code=f"{rang}") for rang, d in enumerate(dossiers) if not d.faits.decohabitant]


def tues_du_classeur(fichier: Path, lues: Sequence[Page]) -> frozenset[str]:
    """Les cases que ce classeur masque, relues ligne à ligne ; les autres y valent ce que valent les pages."""
    classeur = openpyxl.load_workbook(fichier)
    tues: set[str] = set()
    for page in lues:
        lignes = iter([[c.value for c in r] for r in classeur[page.titre].iter_rows()])
        _avancer(lignes, "Chiffre")
        for bloc in page.blocs:
            _avancer(lignes, bloc.titre)
            if isinstance(bloc, Section):
                for ligne in bloc.lignes:
                    lus = next(lignes)
                    # Un bloc répète parfois les titres des colonnes.
                    lus = next(lignes) if lus[0] == "Chiffre" else lus
                    tues.update(_tues_de_la_ligne(lus, ligne.au, groupe(bloc, ligne)))
            elif isinstance(bloc, Croisement):
                next(lignes)
                for _, siens in bloc.rangees:
                    lus = next(lignes)[1:]
                    tues |= {valeur(c.indicateur.cle) for c, lu in zip(siens, lus, strict=False) if lu == MASQUE}
    return frozenset(tues)


def _avancer(lignes: Iterator[Sequence[object]], titre: str) -> None:
    while next(lignes)[0] != titre:
        pass


def _tues_de_la_ligne(lus: Sequence[object], c: Chiffre, du_groupe: str) -> Iterator[str]:
    cle = c.indicateur.cle
    assert lus[0] == c.indicateur.libelle
    if lus[1] == MASQUE:
        yield valeur(cle)
        assert lus[3] in (None, MASQUE), cle
    elif c.indicateur.unite is Unite.NOMBRE and c.connus:
        assert lus[1] == c.valeur, cle
    if MASQUE in (lus[2], lus[3] if compte_des_obligations(c) else None):
        yield sur(du_groupe)
    if lus[4] == MASQUE:
        yield inconnus(du_groupe)


def _petites(sues: Sequence[Lue], seuil: int) -> list[str]:
    return [f"{x.nom} = {x.vaut}" for x in sues if 0 < x.vaut < seuil]


def _sues(m: NDArray[np.float64], publiees: Sequence[bool]) -> Sequence[bool]:
    """Les cases publiées, et celles qu'une somme de cases publiées donne toujours."""
    _, tailles, base = np.linalg.svd(m[np.array(publiees)], full_matrices=False)
    base = base[tailles > _PRECISION]
    return [bool(x) for x in np.abs(m - (m @ base.T) @ base).max(axis=1) < _PRECISION]


def _separes(sues: Sequence[Lue], m: NDArray[np.float64], seuil: int) -> Iterator[str]:
    """Un groupe toujours compris dans un autre : leur différence se lit ; et celle d'un troisième groupe avec elle."""
    vaut = [x.vaut for x in sues]
    for a, x in enumerate(sues):
        dedans = [int(k) for k in np.flatnonzero((m <= m[a]).all(axis=1) & (m != m[a]).any(axis=1))]
        for rang, b in enumerate(dedans):
            reste, ecart = m[a] - m[b], vaut[a] - vaut[b]
            if 0 < ecart < seuil:
                yield f"{x.nom} − {sues[b].nom} = {ecart}"
            for c in dedans[rang + 1:] if x.menages is not None else ():
                if 0 < ecart - vaut[c] < seuil and (m[c] <= reste).all() and (m[c] != reste).any():
                    yield f"{x.nom} − {sues[b].nom} − {sues[c].nom} = {ecart - vaut[c]}"
