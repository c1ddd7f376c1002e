"""A14.3 et A14.4 : l'évaluation d'une opération par son pilote, et l'évaluation globale présentée à la CIL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from relogement.regles.calendrier import ajouter_jours, jour_fr
from relogement.regles.charte import cles
from relogement.regles.charte.constat import Cible, Constat, Preuve
from relogement.regles.charte.contexte_operation import ContexteBase, ContexteOperation
from relogement.regles.charte.etats import Etat
from relogement.regles.charte.obligation import Obligation, Portee
from relogement.regles.charte.suite import Periode, Suite
from relogement.regles.faits import FaitsOperation
from relogement.regles.faits_operation import Evaluation, PresentationCil
from relogement.regles.pilotage import pilote

EVALUATION = Obligation(
    "A14.3",
    "Évaluation de l'opération par son pilote",
    "Article 14, alinéa 1",
    frozenset({Etat.A_VENIR, Etat.A_FAIRE, Etat.EN_RETARD, Etat.RESPECTEE}),
    Portee.OPERATION,
)
GLOBALE = Obligation(
    "A14.4",
    "Évaluation globale présentée à la CIL",
    "Article 14, alinéa 3",
    frozenset({Etat.SANS_OBJET, Etat.A_VENIR, Etat.A_FAIRE, Etat.EN_RETARD, Etat.RESPECTEE}),
    Portee.BASE,
)
VOLETS = {
    "quantitative": "volet quantitatif",
    "qualitative": "volet qualitatif",
    "integration": "intégration dans le nouveau quartier",
}


def evaluation_menee(ctx: ContexteOperation) -> Constat:
    """A14.3 : à la clôture, une évaluation quantitative, qualitative et de l'intégration ; clôture + 180 j.

    Plusieurs évaluations se complètent : la dernière qui manquait date l'ensemble.
    """
    cloture = ctx.operation.cloture
    if cloture is None or cloture > ctx.au:
        return EVALUATION.a_venir("L'opération n'est pas close")
    echeance = ajouter_jours(cloture, ctx.charte.entier(cles.EVALUATION, cloture))
    evaluations = sorted(ctx.dossier.evaluations, key=lambda e: e.le)
    preuves = tuple(Preuve("evaluation", e.id, e.le, f"Évaluation par {e.auteur}") for e in evaluations)
    fait = {volet: next((e.le for e in evaluations if getattr(e, volet)), None) for volet in VOLETS}
    dates = [le for le in fait.values() if le is not None]
    if len(dates) == len(VOLETS):
        le = max(dates)
        return EVALUATION.respectee(
            lambda: f"Évaluation de l'opération complète le {jour_fr(le)} (par {_auteurs(evaluations)})",
            le=le,
            echeance=echeance,
            preuves=preuves,
        )
    qui = pilote(ctx.operation).libelle
    manque = ", ".join(VOLETS[volet] for volet, le in fait.items() if le is None)
    return EVALUATION.a_faire(
        f"Évaluation de l'opération à mener par son pilote ({qui}) : {manque}",
        Cible("operation", "evaluation"),
        ctx.au,
        echeance,
        preuves=preuves,
    )


def _auteurs(evaluations: Sequence[Evaluation]) -> str:
    return ", ".join(dict.fromkeys(e.auteur for e in evaluations))


def evaluation_presentee(ctx: ContexteBase) -> Constat:
    """A14.4 : pour chaque année où une opération est ouverte au 31 décembre, une présentation ; ce jour est à temps.

    Une opération est ouverte de son annonce (à défaut du début des relogements, puis de la décision) à sa clôture.
    """
    annees = _annees(ctx)
    if not annees:
        if any(_debut(o, ctx.au) > ctx.au for o in ctx.faits.operations):
            return GLOBALE.a_venir("Aucune opération n'est encore annoncée")
        return GLOBALE.sans_objet("Aucune opération n'est ouverte au 31 décembre")
    suite = Suite(GLOBALE, _periodes(ctx, annees), Cible("reglages", "cil"), "Présentation de", _tenue, _a_tenir)
    constat = suite.juge(ctx.au)
    if constat.etat is Etat.RESPECTEE and not any(_ouverte(o, ctx.au, ctx.au) for o in ctx.faits.operations):
        return GLOBALE.sans_objet("Aucune opération n'est plus ouverte", preuves=constat.preuves)
    return constat


def _debut(o: FaitsOperation, au: date) -> date:
    """Le jour où l'opération s'ouvre ; sans date connue, elle est ouverte aujourd'hui."""
    return o.annonce or o.debut_relogement or o.decision or au


def _ouverte(o: FaitsOperation, le: date, au: date) -> bool:
    return _debut(o, au) <= le and (o.cloture is None or o.cloture > le)


def _annees(ctx: ContexteBase) -> list[int]:
    """Les années, jusqu'à celle du jour demandé, où une opération déjà ouverte ce jour-là l'est au 31 décembre."""
    connues = [o for o in ctx.faits.operations if _debut(o, ctx.au) <= ctx.au]
    premiere = min((_debut(o, ctx.au).year for o in connues), default=ctx.au.year + 1)
    return [
        an
        for an in range(premiere, ctx.au.year + 1)
        if any(_ouverte(o, date(an, 12, 31), ctx.au) for o in connues)
    ]


def _periodes(ctx: ContexteBase, annees: Sequence[int]) -> list[Periode]:
    """Ces années, chacune avec sa première présentation ; on ne présente pas une année qui n'a pas commencé."""
    presentations = sorted(ctx.faits.presentations, key=lambda p: p.le)
    return [
        Periode(
            str(an),
            date(an, 12, 31),
            next((_preuve(p) for p in presentations if p.annee == an and p.le >= date(an, 1, 1)), None),
        )
        for an in annees
    ]


def _preuve(p: PresentationCil) -> Preuve:
    return Preuve("presentation", p.id, p.le, f"Présentation {p.annee} à la CIL")


def _tenue(p: Periode) -> str:
    return f"Évaluation globale de {p.nom} présentée à la CIL le {jour_fr(p.le) if p.le else ''}"


def _a_tenir(annees: Sequence[str]) -> str:
    return f"Évaluation globale à présenter à la CIL : {', '.join(annees)}"
