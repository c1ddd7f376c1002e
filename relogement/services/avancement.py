"""Où en est une opération : ce que sa page montre, lu et jugé en une fois."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session

from relogement.modeles import Logement, Menage, Operation
from relogement.regles.avancement import (
    Parcours,
    Projection,
    Releve,
    courbe,
    debut,
    parcours,
    projection_des_cages,
    restants,
)
from relogement.regles.blocages import Blocage, blocage
from relogement.regles.charte.constat import Constat
from relogement.regles.charte.etats import Etat
from relogement.regles.charte.moteur import evaluer, evaluer_base, evaluer_operation
from relogement.regles.charte.parametres import charger_charte
from relogement.regles.etape import Etape, etape
from relogement.regles.faits import FaitsMenage, FaitsOperation
from relogement.regles.pilotage import pilote
from relogement.regles.revue.pseudonyme import escalier_montrable
from relogement.services.impression_menage import fiches
from relogement.services.outils import trouver
from relogement.stockage.base import Base
from relogement.stockage.chartes import charte_operation
from relogement.stockage.faits import faits_menages
from relogement.stockage.faits_operation import dossiers_operations, faits_base
from relogement.vocabulaire import Pilote


@dataclass(frozen=True, slots=True)
class Situation:
    """Un ménage de l'opération au jour dit ; `reste` : il est encore à reloger."""

    etape: Etape
    reste: bool
    decohabitant: bool
    en_retard: int
    blocage: Blocage | None
    """Ce qui le retient ; None s'il est parti ou si rien ne le retient."""


@dataclass(frozen=True, slots=True)
class TableauOperation:
    """La vue d'ensemble. `menages`, `restants`, la courbe et la projection ne comptent pas les décohabitants, comme la
    revue ; `decohabitants` : combien d'entre eux restent à reloger. `releves` est vide sans aucune date d'opération.
    """

    operation: FaitsOperation
    pilote: Pilote
    """Celui que la règle désigne (article 10)."""
    menages: int
    restants: int
    decohabitants: int
    releves: tuple[Releve, ...]
    projection: Projection | None
    etats: Mapping[Etat, int]
    situations: Mapping[UUID, Situation]
    constats: Mapping[UUID, Sequence[Constat]]
    """Les constats de chaque ménage, dans l'ordre de la charte."""
    propres: Sequence[Constat]
    """Ceux de l'opération elle-même, puis ceux de toute la base."""

    @property
    def retiennent(self) -> list[tuple[UUID, Blocage]]:
        """Qui retient les travaux : les retards d'abord, puis par nombre de refus."""
        retenus = [(cle, s.blocage) for cle, s in self.situations.items() if s.blocage is not None]
        return sorted(retenus, key=lambda paire: paire[1].rang)


def tableau_operation(base: Base, operation_id: UUID, au: date) -> TableauOperation:
    """La vue d'ensemble au jour `au` ; ErreurMetier si l'opération n'existe plus."""
    with base.session() as s:
        trouver(s, Operation, operation_id)
        charte = charte_operation(s, operation_id)
        faits = faits_menages(s, operation_id)
        dossier = dossiers_operations(s, operation_id, faits)[operation_id]
        toute_la_base, cages = faits_base(s), _cages(s, operation_id)
    operation = dossier.operation
    constats = {cle: evaluer(f, charte, au) for cle, f in faits.items()}
    passages = {cle: parcours(f, au) for cle, f in faits.items()}
    principaux = [passages[cle] for cle, f in faits.items() if not f.decohabitant]
    autres = [passages[cle] for cle, f in faits.items() if f.decohabitant]
    du = debut(operation)
    return TableauOperation(
        operation=operation, pilote=pilote(operation),
        menages=len(principaux), restants=restants(principaux, au), decohabitants=restants(autres, au),
        releves=courbe(principaux, du, au) if du else (),
        projection=projection_des_cages(
            _par_cage({cle: passages[cle] for cle, f in faits.items() if not f.decohabitant}, cages),
            operation.travaux, au,
        ),
        etats=Counter(c.etat for siens in constats.values() for c in siens),
        situations={
            cle: _situation(f, constats[cle], restants([passages[cle]], au) > 0, au) for cle, f in faits.items()
        },
        constats=constats,
        propres=(*evaluer_operation(dossier, charte, au), *evaluer_base(toute_la_base, charger_charte(), au)),
    )


def _cages(s: Session, operation_id: UUID) -> Mapping[UUID, tuple[str, str]]:
    """Le bâtiment et l'escalier quittés par chaque ménage logé, tels que la revue les distingue."""
    logements = fiches(s, Logement, "operation_id", operation_id)
    menages = fiches(s, Menage, "operation_id", operation_id)
    lieux = {x.id: (x.batiment or "", escalier_montrable(x.escalier)) for x in logements}
    return {x.id: lieux[x.logement_id] for x in menages if x.logement_id in lieux}


def _par_cage(
    passages: Mapping[UUID, Parcours], cages: Mapping[UUID, tuple[str, str]]
) -> Iterable[Sequence[Parcours]]:
    lots: defaultdict[tuple[str, str], list[Parcours]] = defaultdict(list)
    for cle, passage in passages.items():
        lots[cages.get(cle, ("", ""))].append(passage)
    return lots.values()


def _situation(faits: FaitsMenage, constats: list[Constat], reste: bool, au: date) -> Situation:
    return Situation(
        etape(faits, au), reste, faits.decohabitant, sum(c.etat is Etat.EN_RETARD for c in constats),
        blocage(faits, constats, au) if reste else None,
    )
