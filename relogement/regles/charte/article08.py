"""Article 8 : le suivi après relogement, six mois, puis six de plus si nécessaire."""

from __future__ import annotations

from datetime import date

from relogement.regles.calendrier import ajouter_jours, ajouter_mois, jour_fr, jours_de_retard
from relogement.regles.charte import cles
from relogement.regles.charte.article08_visites import Visites, visites
from relogement.regles.charte.constat import Cible, Constat, Preuve, sans_point
from relogement.regles.charte.contexte import Contexte, Regle
from relogement.regles.charte.etats import Etat
from relogement.regles.charte.obligation import Obligation
from relogement.regles.faits import DifficulteSuivi, Suivi
from relogement.vocabulaire import DecisionSuivi

SUIVI = Obligation(
    "A08.1",
    "Suivi post-relogement de 6 mois",
    "Article 8",
    frozenset({Etat.A_VENIR, Etat.A_FAIRE, Etat.EN_RETARD, Etat.RESPECTEE, Etat.NON_RESPECTEE, Etat.SANS_OBJET}),
)
PROLONGATION = Obligation("A08.2", "Prolongation de 6 mois décidée", "Article 8", frozenset(Etat))
CLOTURE = Obligation(
    "A08.3",
    "Difficultés résolues et suivi clos",
    "Article 8",
    frozenset({Etat.A_VENIR, Etat.A_FAIRE, Etat.EN_RETARD, Etat.RESPECTEE, Etat.NON_RESPECTEE, Etat.SANS_OBJET}),
)
_PAS_RELOGE = "Le ménage n'est pas encore relogé pour de bon"
_SECTION = Cible("suivi", "suivi")
_QUI = "la MOUS ou le bailleur"
"""Qui doit le suivi."""


def _preuves(suivi: Suivi | None, le: date | None) -> tuple[Preuve, ...]:
    return (Preuve("suivi", suivi.id, le, "Suivi après relogement"),) if suivi else ()


def suivi_propose(ctx: Contexte) -> Constat:
    """A08.1 : suivi proposé, visites à 1, 3 et 6 mois (± 15 j), ou refus du ménage ; chaque visite + 15 j.

    Le refus est à temps s'il précède l'échéance de la première visite qui manque, ce jour compris.
    """
    arrivee = ctx.emmenagement
    if arrivee is None:
        return SUIVI.a_venir(_PAS_RELOGE)
    le, suivi = arrivee[0], ctx.faits.suivi
    v = visites(ctx, le, cles.SUIVI_VISITES)
    if v.prochaine is None:
        return SUIVI.respectee(
            lambda: f"Visites de suivi {v.tenues_ou_refusees}", le=v.le, echeance=v.echeance, preuves=v.preuves
        )
    if suivi and suivi.refuse_le:
        refus = suivi.refuse_le
        return SUIVI.respectee(
            lambda: f"Suivi proposé, et refusé par le ménage le {jour_fr(refus)}",
            le=refus,
            echeance=v.echeance,
            preuves=_preuves(suivi, refus),
        )
    if suivi and suivi.cloture_le:
        fin = suivi.cloture_le
        return SUIVI.non_respectee(
            lambda: f"Suivi clos le {jour_fr(fin)} sans la visite du mois {v.prochaine}",
            Cible("suivi", "visite", suivi.id),
            preuves=v.preuves,
        )
    propose = (suivi is not None and suivi.propose_le is not None) or bool(v.preuves)
    return SUIVI.a_faire(
        lambda: (
            f"{'Visite' if propose else 'Suivi à proposer, puis visite'} du mois {v.prochaine} à tenir par {_QUI}"
            f"{v.precoce}"
        ),
        Cible("suivi", "visite") if propose else _SECTION,
        ctx.au,
        v.echeance,
        preuves=v.preuves,
    )


def _difficulte_ouverte(ctx: Contexte, le: date) -> DifficulteSuivi | None:
    """Une difficulté ouverte ce jour-là : repérée, sans issue."""
    return next(
        (
            d
            for d in ctx.faits.difficultes
            if d.le <= le and (not (d.issue or "").strip() or (d.issue_le is not None and d.issue_le > le))
        ),
        None,
    )


def prolongation_decidee(ctx: Contexte) -> Constat:
    """A08.2 : à six mois, une décision et sa raison ; prolonger s'impose si une difficulté est ouverte ; + 15 j.

    Prise avant six mois, la décision se juge à six mois. Prolongé, le suivi compte encore une visite à 9 et à 12 mois.
    Le ménage qui refuse le suivi au plus tard à l'échéance en dispense ; plus tard, la décision reste due.
    """
    arrivee = ctx.emmenagement
    if arrivee is None:
        return PROLONGATION.a_venir(_PAS_RELOGE)
    le, suivi = arrivee[0], ctx.faits.suivi
    six_mois = ajouter_mois(le, ctx.charte.entier(cles.SUIVI_DUREE, le))
    echeance = ajouter_jours(six_mois, ctx.charte.entier(cles.SUIVI_MARGE, le))
    if suivi and _refuse_a_temps(suivi, echeance):
        return PROLONGATION.sans_objet("Le ménage a refusé le suivi", preuves=_preuves(suivi, suivi.refuse_le))
    cible = Cible("suivi", "decision", suivi.id if suivi else None)
    if ctx.au < six_mois:
        quand = f"La décision se prend au terme du suivi, le {jour_fr(six_mois)}"
        notee = suivi.decision_le if suivi and suivi.decision else None
        return PROLONGATION.a_venir(
            f"{quand} ; celle du {jour_fr(notee)} sera jugée ce jour-là" if notee else quand, cible
        )
    if suivi is None or suivi.decision is None:
        return PROLONGATION.a_faire(_a_decider(ctx), cible, ctx.au, echeance)
    return _decide(ctx, suivi, le, (six_mois, echeance))


def _refuse_a_temps(suivi: Suivi, echeance: date) -> bool:
    """Le ménage a refusé le suivi avant que l'obligation soit en retard : elle n'est plus due."""
    return suivi.refuse_le is not None and suivi.refuse_le <= echeance


def _a_decider(ctx: Contexte) -> str:
    suivi = ctx.faits.suivi
    if _difficulte_ouverte(ctx, ctx.au):
        texte = f"Prolongation à décider par {_QUI} : une difficulté est ouverte"
    else:
        texte = f"Clore ou prolonger le suivi : à décider par {_QUI}"
    return f"Suivi clos le {jour_fr(suivi.cloture_le)} sans décision. {texte}" if suivi and suivi.cloture_le else texte


def _decide(ctx: Contexte, suivi: Suivi, emmenage: date, bornes: tuple[date, date]) -> Constat:
    """Le constat d'une décision ; `bornes` : le jour des six mois et l'échéance."""
    six_mois, echeance = bornes
    preuves = _preuves(suivi, suivi.decision_le)
    cible = Cible("suivi", "decision", suivi.id)
    decision = suivi.decision_le
    if decision is None:
        return PROLONGATION.indeterminee(
            "À vérifier : la date de la décision sur le suivi n'est pas connue", cible, echeance=echeance
        )
    ouverte = _difficulte_ouverte(ctx, max(decision, six_mois))
    if suivi.decision is DecisionSuivi.CLOS and ouverte is not None:
        return PROLONGATION.non_respectee(
            lambda: (
                f"Suivi non prolongé (décision du {jour_fr(decision)}) alors qu'une difficulté repérée le "
                f"{jour_fr(ouverte.le)} est ouverte : la décision est à reprendre par {_QUI}"
            ),
            cible,
            preuves=(*preuves, Preuve("difficulte", ouverte.id, ouverte.le, "Difficulté ouverte")),
        )
    if not (suivi.raison or "").strip():
        return PROLONGATION.a_faire(
            f"Décision sur le suivi prise le {jour_fr(decision)} : sa raison est à noter par {_QUI}",
            cible,
            ctx.au,
            echeance,
            preuves=preuves,
        )
    if suivi.decision is DecisionSuivi.CLOS:
        return PROLONGATION.respectee(
            lambda: f"Décision du {jour_fr(decision)} : clore le suivi ({sans_point(suivi.raison)})",
            le=decision,
            echeance=echeance,
            preuves=preuves,
        )
    return _prolonge(ctx, suivi, (decision, echeance), visites(ctx, emmenage, cles.PROLONGATION_VISITES))


def _prolonge(ctx: Contexte, suivi: Suivi, decide: tuple[date, date], v: Visites) -> Constat:
    """Le constat d'une prolongation ; `decide` : le jour de la décision et son échéance."""
    preuves = (*_preuves(suivi, decide[0]), *v.preuves)
    if v.prochaine is None:
        le, echeance = _plus_en_retard(decide, (v.le, v.echeance))
        return PROLONGATION.respectee(
            lambda: f"Suivi prolongé ({sans_point(suivi.raison)}), visites {v.tenues_ou_refusees}",
            le=le,
            echeance=echeance,
            preuves=preuves,
        )
    if suivi.refuse_le:
        refus = suivi.refuse_le
        le, echeance = _plus_en_retard(decide, (refus, v.echeance))
        return PROLONGATION.respectee(
            lambda: f"Suivi prolongé ({sans_point(suivi.raison)}), puis refusé par le ménage le {jour_fr(refus)}",
            le=le,
            echeance=echeance,
            preuves=preuves,
        )
    if suivi.cloture_le:
        fin = suivi.cloture_le
        return PROLONGATION.non_respectee(
            lambda: f"Suivi prolongé, puis clos le {jour_fr(fin)} sans la visite du mois {v.prochaine}",
            Cible("suivi", "visite", suivi.id),
            preuves=preuves,
        )
    return PROLONGATION.a_faire(
        lambda: (
            f"Suivi prolongé ({sans_point(suivi.raison)}) : visite du mois {v.prochaine} à tenir par {_QUI}{v.precoce}"
        ),
        Cible("suivi", "visite"),
        ctx.au,
        v.echeance,
        preuves=preuves,
    )


def _plus_en_retard(decide: tuple[date, date], visite: tuple[date | None, date | None]) -> tuple[date, date]:
    """Des deux faits et de leur échéance, le plus en retard ; la visite s'ils sont tous deux à temps."""
    le, limite = visite
    if le is None or limite is None:
        return decide
    retard = jours_de_retard(decide[1], decide[0])
    return decide if retard > jours_de_retard(limite, le) else (le, limite)


def suivi_clos(ctx: Contexte) -> Constat:
    """A08.3 : chaque difficulté a une action et une issue, un bilan clôt le suivi ; mois 6 ou 12, + 15 j.

    Ouverte à la clôture, une difficulté réglée ensuite reporte à ce jour-là celui où l'obligation est remplie. Une
    visite, même refusée par le ménage, prouve que le suivi a été proposé. Refusé au plus tard à l'échéance, le suivi
    n'est plus à clore.
    """
    arrivee, suivi = ctx.emmenagement, ctx.faits.suivi
    if arrivee is None:
        return CLOTURE.a_venir(_PAS_RELOGE)
    le = arrivee[0]
    mois = ctx.charte.entier(cles.SUIVI_DUREE, le)
    if suivi and suivi.decision is DecisionSuivi.PROLONGE:
        mois += ctx.charte.entier(cles.PROLONGATION_DUREE, le)
    echeance = ajouter_jours(ajouter_mois(le, mois), ctx.charte.entier(cles.SUIVI_MARGE, le))
    if suivi and _refuse_a_temps(suivi, echeance):
        return CLOTURE.sans_objet("Le ménage a refusé le suivi", preuves=_preuves(suivi, suivi.refuse_le))
    if not ctx.faits.visites and (suivi is None or (suivi.propose_le is None and suivi.cloture_le is None)):
        return CLOTURE.a_venir("Le suivi n'a pas encore été proposé", _SECTION)
    return _clos(ctx, suivi, echeance)


def _clos(ctx: Contexte, suivi: Suivi | None, echeance: date) -> Constat:
    sans_issue = [d for d in ctx.faits.difficultes if not _reglee(d)]
    fin = suivi.cloture_le if suivi else None
    preuves = _preuves(suivi, fin)
    ouvertes = [d for d in sans_issue if fin is not None and d.le <= fin]
    if fin is not None and ouvertes:
        premiere = ouvertes[0]
        return CLOTURE.non_respectee(
            lambda: (
                f"Suivi clos le {jour_fr(fin)} alors que la difficulté du {jour_fr(premiere.le)} n'a pas d'action "
                "ou d'issue"
            ),
            Cible("suivi", "difficulte", premiere.id),
            preuves=preuves,
        )
    if fin is not None and suivi and (suivi.bilan or "").strip():
        return _clos_avec_bilan(ctx, fin, echeance, preuves)
    if sans_issue:
        nombre = len(sans_issue)
        return CLOTURE.a_faire(
            lambda: (
                f"{nombre} difficulté{'s' if nombre > 1 else ''} à résoudre (action et issue) par {_QUI} avant de clore"
            ),
            Cible("suivi", "difficulte", sans_issue[0].id),
            ctx.au,
            echeance,
            preuves=preuves,
        )
    texte = "Suivi clos sans bilan : à rédiger par" if fin else "Bilan à rédiger, pour clore le suivi, par"
    return CLOTURE.a_faire(f"{texte} {_QUI}", Cible("suivi", "cloture"), ctx.au, echeance, preuves=preuves)


def _reglee(d: DifficulteSuivi) -> bool:
    return bool((d.action or "").strip() and (d.issue or "").strip())


def _clos_avec_bilan(ctx: Contexte, fin: date, echeance: date, preuves: tuple[Preuve, ...]) -> Constat:
    """Tout est réglé : le jour qui compte est celui de la clôture, ou de la dernière difficulté réglée après elle."""
    connues = (d for d in ctx.faits.difficultes if d.le <= fin)
    regle = max((le for d in connues for le in (d.action_le, d.issue_le) if le is not None), default=fin)
    apres = f" ; une difficulté ouverte ce jour-là n'a été réglée que le {jour_fr(regle)}" if regle > fin else ""
    return CLOTURE.respectee(
        lambda: f"Suivi clos avec son bilan le {jour_fr(fin)}{apres}",
        le=max(fin, regle),
        echeance=echeance,
        preuves=preuves,
    )


REGLES = (
    Regle(SUIVI, suivi_propose),
    Regle(PROLONGATION, prolongation_decidee),
    Regle(CLOTURE, suivi_clos),
)
