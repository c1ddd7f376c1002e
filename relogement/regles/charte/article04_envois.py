"""Quand chaque proposition est due (A04.1), et de combien de jours un envoi est venu trop tard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from relogement.regles.calendrier import ajouter_jours, jour_fr, jours_de_retard
from relogement.regles.charte import cles
from relogement.regles.charte.contexte import Contexte
from relogement.regles.charte.parametres import Charte
from relogement.regles.faits import Proposition


@dataclass(frozen=True, slots=True)
class Envoi:
    """Un envoi et l'échéance qu'il avait ; tout à None : aucun envoi n'est en retard."""

    le: date | None = None
    echeance: date | None = None
    texte: str = ""
    """Ce que la phrase en dit, à la suite."""


def declencheur(ctx: Contexte) -> date:
    """Le jour dont la version de charte compte : l'annonce, sinon le premier envoi, sinon les travaux."""
    if ctx.annonce is not None:
        return ctx.annonce
    envoi = ctx.definitives[0].envoyee if ctx.definitives else None
    return envoi or ctx.faits.operation.travaux or ctx.au


def propositions_prevues(charte: Charte, annonce: date | None, sinon: date) -> int:
    """Combien de propositions adaptées la charte demande : celle de l'annonce (J0), à défaut celle du jour `sinon`."""
    return charte.entier(cles.PROPOSITIONS, annonce or sinon)


def echeance_premiere(ctx: Contexte) -> date | None:
    """La première proposition est due 180 j avant les travaux ; None si leur date n'est pas connue.

    Un ménage entré après ce jour-là l'attend dès son entrée : il ne peut pas être en retard avant d'exister.
    """
    prevue = avant_travaux(ctx)
    return ctx.entree_apres(prevue) or prevue


def avant_travaux(ctx: Contexte) -> date | None:
    """Le jour, 180 j avant les travaux, où chaque ménage déjà là attend sa première proposition."""
    travaux = ctx.faits.operation.travaux
    if travaux is None:
        return None
    return ajouter_jours(travaux, -ctx.charte.entier(cles.PROPOSITION_PREMIERE, declencheur(ctx)))


def echeance_suivante(ctx: Contexte, avant: Sequence[Proposition]) -> date | None:
    """La suivante est due 60 j après la dernière réponse ou la décision qui l'écarte ; None s'il en manque une."""
    reponses = [p.close_le for p in avant if p.reponse is not None and p.close_le is not None]
    if not reponses or len(reponses) < len(avant):
        return None
    derniere = max(reponses)
    return ajouter_jours(derniere, ctx.charte.entier(cles.PROPOSITION_SUIVANTE, derniere))


def pire_envoi(ctx: Contexte, jusqu_a: Proposition, comptees: Sequence[Proposition]) -> Envoi:
    """Le plus en retard des envois dus, jusqu'à cette proposition comprise.

    N'est pas due une proposition faite pendant qu'une autre attendait sa réponse, ni après un accord, ni une fois
    refusées toutes celles que la charte demande (`comptees`).
    """
    pire, retard = Envoi(), 0
    for rang, p in enumerate(ctx.definitives[: ctx.definitives.index(jusqu_a) + 1]):
        avant = ctx.definitives[:rang]
        if any(a.accord for a in avant) or _toutes_refusees(ctx, avant, comptees):
            break
        echeance = echeance_suivante(ctx, avant) if avant else echeance_premiere(ctx)
        if echeance is not None and (jours := jours_de_retard(echeance, p.envoyee)) > retard:
            envoyee = jour_fr(p.envoyee)
            pire, retard = Envoi(p.envoyee, echeance, f" ; la proposition n° {p.rang} est partie le {envoyee}"), jours
    return pire


def _toutes_refusees(ctx: Contexte, avant: Sequence[Proposition], comptees: Sequence[Proposition]) -> bool:
    nombre = ctx.charte.entier(cles.PROPOSITIONS, declencheur(ctx))
    return sum(c in avant for c in comptees) >= nombre
