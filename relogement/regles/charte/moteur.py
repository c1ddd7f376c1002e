"""Le moteur : élaguer les faits au jour demandé, appliquer chaque règle, puis la sortie et les dérogations.

Un article de plus est un module de plus, ajouté à `_MODULES` : il y déclare `REGLES` (un ménage), `REGLES_OPERATION`
ou `REGLES_BASE`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import ModuleType

from relogement.regles.calendrier import jour_fr
from relogement.regles.charte import (
    article01,
    article02,
    article03,
    article04,
    article05,
    article06,
    article07,
    article08,
    article09,
    article10,
    article11,
    article12,
    article13,
    article14,
)
from relogement.regles.charte.compteurs import compteur_charte, compteur_loi
from relogement.regles.charte.constat import Constat
from relogement.regles.charte.contexte import Contexte, Regle
from relogement.regles.charte.contexte_operation import ContexteBase, ContexteOperation, RegleBase, RegleOperation
from relogement.regles.charte.elagage import faits_au
from relogement.regles.charte.elagage_operation import base_au, dossier_au
from relogement.regles.charte.etats import Etat
from relogement.regles.charte.obligation import Obligation
from relogement.regles.charte.parametres import Charte
from relogement.regles.faits import Derogation, FaitsMenage, Sortie
from relogement.regles.faits_operation import DossierOperation, FaitsBase

_MODULES: tuple[ModuleType, ...] = (
    article01,
    article02,
    article03,
    article04,
    article05,
    article06,
    article07,
    article08,
    article09,
    article10,
    article11,
    article12,
    article13,
    article14,
)
REGLES: tuple[Regle, ...] = tuple(r for module in _MODULES for r in getattr(module, "REGLES", ()))
REGLES_OPERATION: tuple[RegleOperation, ...] = tuple(
    r for module in _MODULES for r in getattr(module, "REGLES_OPERATION", ())
)
REGLES_BASE: tuple[RegleBase, ...] = tuple(r for module in _MODULES for r in getattr(module, "REGLES_BASE", ()))
OBLIGATIONS: tuple[Obligation, ...] = tuple(regle.obligation for regle in REGLES)
"""Celles d'un ménage, dans l'ordre de la charte."""
_AUTRES = (*(r.obligation for r in REGLES_OPERATION), *(r.obligation for r in REGLES_BASE))
OBLIGATIONS_TOUTES: tuple[Obligation, ...] = tuple(sorted((*OBLIGATIONS, *_AUTRES), key=lambda o: o.id))
"""Toutes, quelle que soit leur portée, dans l'ordre de la charte."""

__all__ = [
    "OBLIGATIONS",
    "OBLIGATIONS_TOUTES",
    "REGLES",
    "compteur_charte",
    "compteur_loi",
    "evaluer",
    "evaluer_base",
    "evaluer_operation",
    "faits_au",
]


def evaluer(faits: FaitsMenage, charte: Charte, au: date) -> list[Constat]:
    """Les constats du ménage au jour `au`, dans l'ordre de la charte ; seuls comptent les faits datés jusque-là.

    Après une sortie, tout est jugé au jour de la sortie : ce qui n'était pas encore dû est sans objet, ce qui était en
    retard reste figé à ce jour. Une dérogation donnée depuis se lit encore.
    """
    vus = faits_au(faits, au)
    sortie, derogations = vus.sortie, vus.derogations
    if sortie is not None and sortie.le < au:
        au = sortie.le
        vus = faits_au(vus, au)
    ctx = Contexte.de(vus, charte, au)
    constats = [regle.juge(ctx) for regle in REGLES]
    if sortie is not None:
        constats = [_apres_sortie(c, sortie) for c in constats]
    return _avec_derogations(constats, derogations) if derogations else constats


def evaluer_operation(dossier: DossierOperation, charte: Charte, au: date) -> list[Constat]:
    """Les constats de l'opération elle-même au jour `au` (portée O), dans l'ordre de la charte."""
    vu = dossier_au(dossier, au)
    ctx = ContexteOperation(vu, charte, au)
    constats = [regle.juge(ctx) for regle in REGLES_OPERATION]
    return _avec_derogations(constats, vu.derogations) if vu.derogations else constats


def evaluer_base(faits: FaitsBase, charte: Charte, au: date) -> list[Constat]:
    """Les constats de toute la base au jour `au` (portée « base »)."""
    ctx = ContexteBase(base_au(faits, au), charte, au)
    return [regle.juge(ctx) for regle in REGLES_BASE]


def _apres_sortie(c: Constat, sortie: Sortie) -> Constat:
    pas_encore_du = c.etat in (Etat.A_FAIRE, Etat.A_VENIR) or (
        c.etat is Etat.INDETERMINEE and (c.limite_a_venir or (c.echeance is not None and c.echeance >= sortie.le))
    )
    quand = f"le {jour_fr(sortie.le)} ({sortie.motif.libelle})"
    if pas_encore_du:
        return replace(
            c,
            etat=Etat.SANS_OBJET,
            echeance=None,
            jours=None,
            cible=None,
            redige=f"Le ménage est sorti {quand}",
            limite_a_venir=False,
        )
    if c.etat is Etat.EN_RETARD:
        corps = c.redige
        return replace(
            c,
            redige=lambda: (
                f"{corps if isinstance(corps, str) else corps()} ; constat figé au jour de la sortie du ménage, {quand}"
            ),
        )
    return c


def _avec_derogations(constats: list[Constat], donnees: tuple[Derogation, ...]) -> list[Constat]:
    """La dérogation motivée se lit à côté d'un manquement ; elle n'en change jamais l'état."""
    derogations = {d.obligation: d for d in sorted(donnees, key=lambda d: d.le)}
    return [
        replace(c, derogation=derogations.get(c.id)) if c.etat in (Etat.EN_RETARD, Etat.NON_RESPECTEE) else c
        for c in constats
    ]
