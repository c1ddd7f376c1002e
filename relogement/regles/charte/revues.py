"""Les revues trimestrielles d'une opération, telles que les articles 13 et 14 les regardent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from relogement.regles.calendrier import Trimestre, ajouter_jours
from relogement.regles.charte import cles
from relogement.regles.charte.constat import Cible, Preuve
from relogement.regles.charte.contexte_operation import ContexteOperation
from relogement.regles.charte.suite import Periode
from relogement.regles.faits_operation import RevueRemise

CIBLE_REVUES = Cible("operation", "revues")


def periodes(ctx: ContexteOperation, clos: Sequence[Trimestre], remises: Iterable[RevueRemise]) -> list[Periode]:
    """Ces trimestres, chacun avec sa première revue ; échéance : la fin du trimestre + 30 j.

    Une revue remise avant la fin de son trimestre n'est pas celle d'un trimestre clos : elle ne compte pas.
    """
    par_trimestre = groupby(sorted(remises, key=lambda r: (r.trimestre, r.le)), key=lambda r: r.trimestre)
    revues = {nom: list(lot) for nom, lot in par_trimestre}
    return [_periode(ctx, t, revues.get(str(t), ())) for t in clos]


def _periode(ctx: ContexteOperation, t: Trimestre, revues: Iterable[RevueRemise]) -> Periode:
    premiere = next((r for r in revues if r.le > t.fin), None)
    preuve = Preuve("revue", premiere.id, premiere.le, f"Revue du trimestre {t}") if premiere else None
    return Periode(str(t), ajouter_jours(t.fin, ctx.charte.entier(cles.REVUE, t.fin)), preuve)
