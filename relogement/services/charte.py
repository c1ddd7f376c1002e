"""La charte d'un dossier : ce qui est dû, tenu, en retard, à une date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from relogement.modeles import Operation
from relogement.regles.charte.constat import Constat
from relogement.regles.charte.etats import Etat
from relogement.regles.charte.moteur import evaluer, evaluer_base, evaluer_operation
from relogement.regles.charte.parametres import Charte, charger_charte
from relogement.regles.etape import Drapeaux, Etape, drapeaux, etape
from relogement.regles.suite import Suite, suite
from relogement.services.outils import trouver
from relogement.stockage.base import Base
from relogement.stockage.chartes import chartes_des_operations
from relogement.stockage.faits import faits_menages
from relogement.stockage.faits_operation import dossiers_operations, faits_base


@dataclass(frozen=True, slots=True)
class Resume:
    """Ce que les listes disent d'un ménage : son étape, ses drapeaux, ses obligations par état."""

    etape: Etape
    drapeaux: Drapeaux
    etats: Mapping[Etat, int]
    suite: Suite | None = None
    """Le bail à signer ou le déménagement à noter ; connu pour un seul ménage, None dans les listes."""

    @property
    def en_retard(self) -> int:
        """Le nombre d'obligations en retard."""
        return self.etats.get(Etat.EN_RETARD, 0)


def constats_menage(base: Base, menage_id: UUID, au: date) -> list[Constat]:
    """Les constats d'un ménage, dans l'ordre de la charte."""
    return constats(base, [menage_id], au=au)[menage_id]


def constats(
    base: Base, menages: Iterable[UUID] | None = None, operation_id: UUID | None = None, *, au: date
) -> dict[UUID, list[Constat]]:
    """Les constats de plusieurs ménages (d'une liste, d'une opération, ou de la base)."""
    with base.session() as s:
        faits = faits_menages(s, operation_id, menages)
        chartes = chartes_operations(base)
    return {cle: evaluer(f, chartes[f.operation.id], au) for cle, f in faits.items()}


def constats_operation(base: Base, operation_id: UUID, au: date) -> list[Constat]:
    """Les constats de l'opération elle-même (portée O) ; ErreurMetier si elle n'existe plus."""
    with base.session() as s:
        trouver(s, Operation, operation_id)
        dossier = dossiers_operations(s, operation_id)[operation_id]
        charte = chartes_operations(base)[str(operation_id)]
    return evaluer_operation(dossier, charte, au)


def constats_base(base: Base, au: date) -> list[Constat]:
    """Les constats de toute la base, selon la charte livrée."""
    with base.session() as s:
        faits = faits_base(s)
    return evaluer_base(faits, charger_charte(), au)


def comptes(constats_lus: Iterable[Constat]) -> dict[str, dict[Etat, int]]:
    """Par obligation, combien de constats de chaque état ; les états absents n'y sont pas."""
    par_obligation: dict[str, dict[Etat, int]] = {}
    for constat in constats_lus:
        compte = par_obligation.setdefault(constat.id, {})
        compte[constat.etat] = compte.get(constat.etat, 0) + 1
    return par_obligation


def resumes(base: Base, operation_id: UUID | None = None, *, au: date) -> dict[UUID, Resume]:
    """L'étape et les états de chaque ménage d'une opération, ou de la base."""
    with base.session() as s:
        faits = faits_menages(s, operation_id)
        chartes = chartes_operations(base)
    return {
        cle: Resume(etape(f, au), drapeaux(f, au), _compter(evaluer(f, chartes[f.operation.id], au)))
        for cle, f in faits.items()
    }


def resume_menage(base: Base, menage_id: UUID, au: date) -> tuple[Resume, list[Constat]]:
    """Le résumé et les constats d'un seul ménage, pour sa page."""
    with base.session() as s:
        faits = faits_menages(s, menages=[menage_id])[menage_id]
        charte = chartes_operations(base)[faits.operation.id]
    trouves = evaluer(faits, charte, au)
    return Resume(etape(faits, au), drapeaux(faits, au), _compter(trouves), suite(faits, au)), trouves


def _compter(constats_lus: list[Constat]) -> dict[Etat, int]:
    compte: dict[Etat, int] = {}
    for constat in constats_lus:
        compte[constat.etat] = compte.get(constat.etat, 0) + 1
    return compte


def chartes_operations(base: Base) -> dict[str, Charte]:
    """La charte de chaque opération, livrée ou locale, par la clé de l'opération en texte."""
    with base.session() as s:
        return {str(cle): charte for cle, charte in chartes_des_operations(s).items()}
