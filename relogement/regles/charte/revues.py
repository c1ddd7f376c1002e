"""Les revues trimestrielles d'une opération, telles que les articles 13 et 14 les regardent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from relogement.regles.calendrier import Trimestre, ajouter_jours, jour_fr
from relogement.regles.charte import cles
from relogement.regles.charte.constat import Cible, Preuve
from relogement.regles.charte.contexte_operation import ContexteOperation
from relogement.regles.charte.suite import Periode
from relogement.regles.faits_operation import RevueRemise

CIBLE_REVUES = Cible("operation", "revues")
_EMISE = "revue_emise"


def periodes(ctx: ContexteOperation, clos: Sequence[Trimestre], remises: Iterable[RevueRemise]) -> list[Periode]:
    """Ces trimestres, chacun avec sa première revue, émise ici ou notée remise ; échéance : la fin du trimestre + 30 j.

    Une revue remise avant la fin de son trimestre n'est pas celle d'un trimestre clos : elle ne compte pas.
    """
    par_trimestre = groupby(sorted(remises, key=lambda r: (r.trimestre, r.le)), key=lambda r: r.trimestre)
    revues = {nom: list(lot) for nom, lot in par_trimestre}
    return [_periode(ctx, t, revues.get(str(t), ())) for t in clos]


def _periode(ctx: ContexteOperation, t: Trimestre, revues: Iterable[RevueRemise]) -> Periode:
    premiere = next((r for r in revues if r.le > t.fin), None)
    return Periode(
        str(t), ajouter_jours(t.fin, ctx.charte.entier(cles.REVUE, t.fin)), _preuve(premiere, t) if premiere else None
    )


def _preuve(r: RevueRemise, t: Trimestre) -> Preuve:
    nom = f"Revue du trimestre {t}"
    return Preuve(_EMISE, r.id, r.le, f"{nom} émise") if r.emise else Preuve("revue", r.id, r.le, nom)


def dire_remise(p: Periode) -> str:
    """« remise le 20/10/2026 », « émise le 05/10/2026 » ; vide si cette période n'est pas tenue."""
    if p.preuve is None or p.preuve.date is None:
        return ""
    return f"{'émise' if p.preuve.type == _EMISE else 'remise'} le {jour_fr(p.preuve.date)}"
