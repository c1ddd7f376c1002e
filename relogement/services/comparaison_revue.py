"""Ce qu'une revue doit à celles déjà émises : leurs chiffres d'alors, et ce qui en a changé depuis."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from uuid import UUID

from sqlmodel import Session

from relogement.modeles import RevueEmise
from relogement.regles.revue.ajustements import Ajustement, Correction, Emise, ajustements, attribuer
from relogement.regles.revue.arret import TRIMESTRES_COMPARES, Arret
from relogement.regles.revue.chiffre import Chiffre
from relogement.regles.revue.pages.catalogue import chiffres_figes
from relogement.regles.revue.pseudonyme import code_menage
from relogement.regles.revue.revue import Revue
from relogement.services.importation import Avancer
from relogement.services.matiere_revue import Matiere
from relogement.services.mots import nom_table
from relogement.services.pieces import lire_contenu
from relogement.stockage.base import Base
from relogement.stockage.chiffres_emis import Figes, lire_figes
from relogement.stockage.lectures_emises import fiches_changees, gestes_emission, lignes_emises

Corrections = Mapping[str, tuple[Correction, ...]]
"""Par code de ménage, les fiches changées."""


def comparer_aux_emises(base: Base, matiere: Matiere, revue: Revue, avancer: Avancer | None = None) -> Revue:
    """La revue, avec ce qui a été émis des mêmes opérations ; la même s'il n'y a rien.

    `avancer` : comme pour `composer_revue`, à chaque ménage rejugé à la date d'une revue émise.
    """
    with base.session() as s:
        suite = _Suite(s, [r for r in lignes_emises(s) if _memes(r, revue)], revue.arret)
        du_jour = [r for r in suite.emises if r.au == revue.arret.precedent]
        avant = next((r for r in du_jour if _comparable(r, revue)), None)
        ecartee = du_jour[0] if du_jour and avant is None else None
        references = tuple(suite.emise(r) for r in suite.references)
        changes = _corrections(s, {r.id: (suite.depuis(r), r.au) for r in suite.references})
        lues = [None if r is None else suite.emise(r) for r in (avant, ecartee)]
    a_la_date = _Photographies(matiere, revue, references, avancer)
    return replace(
        revue,
        emise_avant=lues[0],
        emise_ecartee=lues[1],
        references=references,
        ajustements=tuple(
            attribuer(a, changes[e.id]) for e in references for a in a_la_date.ecarts(e)
        ),
    )


@dataclass(frozen=True)
class _Suite:
    """Les revues émises des mêmes opérations, de la plus récente ; `arret` : celui de la revue que l'on fait.

    Réémettre un même arrêt remplace : une revue remplacée ne se corrige plus, et ce qu'elle avait dit des autres est à
    redire par celle qui la remplace.
    """

    s: Session
    emises: Sequence[RevueEmise]
    arret: Arret
    figes: dict[UUID, Figes] = field(default_factory=dict, init=False)
    """Les chiffres relus, par revue."""

    @cached_property
    def tenues(self) -> Sequence[RevueEmise]:
        """Celles qu'aucune n'a remplacées, de la plus récente."""
        derniers: dict[Arret, RevueEmise] = {}
        for r in self.emises:
            derniers.setdefault(_arret(r), r)
        return list(derniers.values())

    @cached_property
    def references(self) -> Sequence[RevueEmise]:
        """Celles à corriger, de la plus tardive : arrêtées jusqu'à ce jour, dans les trimestres que l'on compare."""
        borne = self.arret.remonte(TRIMESTRES_COMPARES)
        vues = [r for r in self.tenues if borne <= r.au <= self.arret.fin]
        return sorted(vues, key=lambda r: (r.au, r.id), reverse=True)

    def lire(self, r: RevueEmise) -> Figes:
        """Ses chiffres ; ErreurMetier s'ils manquent ou sont abîmés."""
        if r.id not in self.figes:
            self.figes[r.id] = lire_figes(lire_contenu(self.s, r.chiffres))
        return self.figes[r.id]

    def emise(self, r: RevueEmise) -> Emise:
        """Cette revue, relue, avec ce que les suivantes en ont dit."""
        suivantes = self._suivantes(r)
        dits: dict[str, Chiffre] = {}
        for x in suivantes:
            dits |= self.lire(x).dits[r.id]
        seule = Emise(r.id, _arret(r), r.le, tuple(r.operations), self.lire(r).chiffres, dits)
        voir = (Emise(x.id, _arret(x), x.le, (), {}).titre for x in suivantes if self.lire(x).dits[r.id])
        return replace(seule, voir=tuple(voir))

    def depuis(self, r: RevueEmise) -> UUID:
        """La dernière revue qui a dit tout ce qui y avait changé ; elle-même si aucune ne l'a fait."""
        return max((x.id for x in self._suivantes(r)), default=r.id)

    def _suivantes(self, r: RevueEmise) -> Sequence[RevueEmise]:
        """Celles émises après elle qui la corrigent, dans l'ordre ; sauf celle que l'on est en train de remplacer."""
        apres = [x for x in self.tenues if x.id > r.id and _arret(x) != self.arret and r.id in self.lire(x).dits]
        return sorted(apres, key=lambda x: x.id)


class _Photographies:
    """Ce que la base dit aujourd'hui à la date de chaque revue émise ; une même date ne se calcule qu'une fois."""

    def __init__(
        self, matiere: Matiere, revue: Revue, references: Sequence[Emise], avancer: Avancer | None
    ) -> None:
        self._matiere = matiere
        self._vues: dict[date, Revue] = {r.au: r for r in (revue.precedente, revue) if r is not None}
        self._pas = matiere.pas(avancer, len({e.arret.fin for e in references} - set(self._vues)))

    def ecarts(self, emise: Emise) -> tuple[Ajustement, ...]:
        """Ce qui a changé dans ses chiffres et n'a pas encore été dit, pour ses seules opérations."""
        arret = emise.arret
        if arret.fin not in self._vues:
            self._vues[arret.fin] = self._matiere.photographier(arret, self._pas)
        # Au même jour, un autre moment n'a pas la même période.
        vue = _restreinte(replace(self._vues[arret.fin], arret=arret), emise.operations)
        return ajustements(emise, chiffres_figes(vue))


def _arret(r: RevueEmise) -> Arret:
    return Arret(r.moment, r.au)


def _memes(r: RevueEmise, revue: Revue) -> bool:
    return (r.toutes and revue.toutes) or set(r.operations) == revue.codes


def _comparable(r: RevueEmise, revue: Revue) -> bool:
    """Vrai si elle comptait les ménages de toutes les opérations d'aujourd'hui qui avaient alors commencé, et d'elles
    seules : la revue de toutes les opérations grandit avec la base.
    """
    vues = revue.precedente.operations if revue.precedente else ()
    return {o.code for o in vues if o.commencee} <= set(r.operations) <= revue.codes


def _restreinte(revue: Revue, operations: Collection[str]) -> Revue:
    return replace(
        revue,
        operations=tuple(o for o in revue.operations if o.code in operations),
        dossiers=tuple(d for d in revue.dossiers if d.operation in operations),
        precedente=None,
    )


def _corrections(s: Session, depuis: Mapping[UUID, tuple[UUID, date]]) -> Mapping[UUID, Corrections]:
    """Par revue à corriger, les fiches qui y corrigent un fait d'avant son arrêté.

    `depuis` : la dernière revue émise qui en a dit les corrections, et le jour de son arrêté.
    """
    if not depuis:
        return {}
    gestes = gestes_emission(s, (emise for emise, _ in depuis.values()))
    changees = fiches_changees(s, min(gestes.values()))
    siennes: dict[UUID, Corrections] = {}
    for cle, (emise, au) in depuis.items():
        faites: defaultdict[str, set[Correction]] = defaultdict(set)
        for c in (c for c in changees if c.corrige(gestes[emise], au)):
            code = code_menage(str(c.menage))
            faites[code].add(Correction(c.le, code, nom_table(c.table) or c.table))
        siennes[cle] = {code: tuple(x) for code, x in faites.items()}
    return siennes
