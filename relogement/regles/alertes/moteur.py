"""Les alertes d'un ménage ou d'une opération un jour donné, avec l'examen qui les règle.

Une alerte de plus est un module de plus, ajouté à `_MODULES` : il y déclare `REGLES` ou `REGLES_OPERATION`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from types import ModuleType

from relogement.regles.alertes import (
    caleol,
    concertation,
    fin_de_bail,
    logement_libere,
    numero_unique,
    offres,
    reponse,
    surloyer,
)
from relogement.regles.alertes.alerte import Alerte, NatureAlerte, Niveau, RegleAlerte, RegleAlerteOperation
from relogement.regles.charte.contexte import Contexte
from relogement.regles.charte.contexte_operation import ContexteOperation
from relogement.regles.charte.elagage import faits_au
from relogement.regles.charte.elagage_operation import dossier_au
from relogement.regles.charte.parametres import Charte
from relogement.regles.faits import FaitsMenage
from relogement.regles.faits_accompagnement import AlerteReglee
from relogement.regles.faits_operation import DossierOperation
from relogement.regles.loi import Loi, charger_loi

_MODULES: tuple[ModuleType, ...] = (
    reponse,
    offres,
    numero_unique,
    caleol,
    surloyer,
    concertation,
    logement_libere,
    fin_de_bail,
)
REGLES: tuple[RegleAlerte, ...] = tuple(r for module in _MODULES for r in getattr(module, "REGLES", ()))
REGLES_OPERATION: tuple[RegleAlerteOperation, ...] = tuple(
    r for module in _MODULES for r in getattr(module, "REGLES_OPERATION", ())
)
NATURES: tuple[NatureAlerte, ...] = tuple(
    sorted((*(r.nature for r in REGLES), *(r.nature for r in REGLES_OPERATION)), key=lambda n: int(n.id[1:]))
)
"""Toutes les alertes, de L1 à L10."""


def alertes_menage(faits: FaitsMenage, charte: Charte, au: date, loi: Loi | None = None) -> list[Alerte]:
    """Les alertes du ménage au jour `au`, de L1 à L10 ; seuls comptent les faits datés jusque-là.

    Après une sortie, restent celles qui étaient échues ce jour-là, et la trace des examens.
    """
    vus = faits_au(faits, au)
    examens, sortie = vus.alertes, vus.sortie
    if sortie is not None and sortie.le < au:
        au = sortie.le
        vus = faits_au(vus, au)
    ctx, loi = Contexte.de(vus, charte, au), loi or charger_loi()
    lues = [(r.nature, r.juge(ctx, loi)) for r in REGLES if r.concerne(ctx)]
    if sortie is not None:
        lues = [(n, a if a and a.niveau is Niveau.ECHUE else None) for n, a in lues]
    return _avec_examens(lues, examens)


def alertes_operation(dossier: DossierOperation, charte: Charte, au: date, loi: Loi | None = None) -> list[Alerte]:
    """Les alertes de l'opération elle-même au jour `au` (L7 et L8)."""
    vu = dossier_au(dossier, au)
    ctx, loi = ContexteOperation(vu, charte, au), loi or charger_loi()
    return _avec_examens([(r.nature, r.juge(ctx, loi)) for r in REGLES_OPERATION], vu.alertes)


def _avec_examens(
    lues: Sequence[tuple[NatureAlerte, Alerte | None]], examens: tuple[AlerteReglee, ...]
) -> list[Alerte]:
    """Chaque alerte avec ses examens ; une alerte examinée ne disparaît pas, même quand elle ne court plus."""
    tries = sorted(examens, key=lambda e: e.le)
    retenues = []
    for nature, alerte in lues:
        siens = tuple(e for e in tries if e.alerte == nature.id)
        montree = alerte or (nature.alerte(Niveau.INFO, "Cette alerte ne court plus") if siens else None)
        if montree is not None:
            retenues.append(replace(montree, examens=siens))
    return sorted(retenues, key=lambda a: int(a.id[1:]))
