"""A05.2 : le reste à vivre, par unité de consommation et par jour, examiné quand il baisse."""

from __future__ import annotations

from functools import partial

from relogement.formats import euros
from relogement.regles.calendrier import jour_fr
from relogement.regles.charte import cles
from relogement.regles.charte.constat import Cible, Constat
from relogement.regles.charte.contexte import (
    BAIL_SEUL,
    CIBLE_PROPOSITION,
    Contexte,
    preuve_proposition,
    preuve_relogement,
)
from relogement.regles.charte.etats import Etat
from relogement.regles.charte.obligation import Obligation
from relogement.regles.faits import Proposition

RESTE = Obligation("A05.2", "Reste à vivre examiné", "Article 5", frozenset(Etat))


def reste_a_vivre_examine(ctx: Contexte) -> Constat:
    """A05.2 : à l'acceptation, le reste à vivre d'avant et d'après, figés à l'envoi.

    Sans plancher dans la charte : s'il baisse, un examen est noté, au plus tard le jour de l'acceptation. Avec un
    plancher : il est au-dessus, ou pas plus bas qu'avant.
    """
    if not ctx.faits.operation.demolition:
        return RESTE.sans_objet("Cette obligation ne regarde que les démolitions")
    p = ctx.acceptee
    if ctx.bail_seul is not None:
        return RESTE.indeterminee(
            f"À vérifier : {BAIL_SEUL}, le reste à vivre ne se compare pas",
            CIBLE_PROPOSITION,
            preuves=(preuve_relogement(ctx.bail_seul),),
        )
    if p is None:
        return RESTE.a_venir("Aucune proposition n'est acceptée à ce jour")
    plancher = ctx.charte.entier_fixe(cles.RESTE_PLANCHER, p.repondue or p.envoyee)
    avant, apres = (p.budget.reste_avant, p.budget.reste_apres) if p.budget else (None, None)
    if plancher is not None and apres is not None and apres > plancher:
        return RESTE.respectee(lambda: f"{_est(apres)}, {_plancher(plancher)}", preuves=(preuve_proposition(p),))
    if avant is None or apres is None:
        manque = " et ".join(nom for nom, reste in (("d'avant", avant), ("d'après", apres)) if reste is None)
        return RESTE.indeterminee(
            f"À vérifier : le reste à vivre {manque} n'est pas connu pour la proposition n° {p.rang}",
            Cible("budget", "mensualite", p.id),
            preuves=(preuve_proposition(p),),
        )
    return _comparer(ctx, p, (avant, apres), plancher)


def _comparer(ctx: Contexte, p: Proposition, restes: tuple[int, int], plancher: int | None) -> Constat:
    avant, apres = restes
    preuves = (preuve_proposition(p),)
    if apres >= avant:
        return RESTE.respectee(lambda: f"{_est(apres)}, contre {euros(avant)} avant, sans baisser", preuves=preuves)
    if plancher is not None:
        return RESTE.non_respectee(
            lambda: f"{_est(apres)}, contre {euros(avant)} avant ; il devait être {_plancher(plancher)}",
            Cible("budget", "mensualite", p.id),
            preuves=preuves,
        )
    baisse = partial(_baisse, apres, avant)
    if p.examen_le is not None:
        le = p.examen_le
        return RESTE.respectee(
            lambda: f"{baisse()}, examiné le {jour_fr(le)}", le=le, echeance=p.repondue, preuves=preuves
        )
    if p.repondue is None:
        return RESTE.indeterminee(
            lambda: f"{baisse()}, à examiner ; la date de l'acceptation, qui fixe l'échéance, n'est pas connue",
            Cible("propositions", "repondue", p.id),
            preuves=preuves,
        )
    return RESTE.a_faire(
        lambda: f"{baisse()}, à examiner", Cible("propositions", "examen", p.id), ctx.au, p.repondue, preuves=preuves
    )


def _est(reste: int) -> str:
    return f"Le reste à vivre est de {euros(reste)} par unité de consommation et par jour"


def _baisse(apres: int, avant: int) -> str:
    return f"{_est(apres)}, plus bas qu'avant ({euros(avant)})"


def _plancher(plancher: int) -> str:
    return f"au-dessus du plancher de la charte ({euros(plancher)})"
