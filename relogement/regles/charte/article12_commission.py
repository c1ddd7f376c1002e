"""A12.1 : la commission relogement examine chaque situation, puis la revoit quand elle se bloque."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from relogement.regles.calendrier import ajouter_jours, ajouter_mois, jour_fr, jours_de_retard
from relogement.regles.charte import cles
from relogement.regles.charte.compteurs import Compteur, adaptee
from relogement.regles.charte.constat import Cible, Constat, Preuve
from relogement.regles.charte.contexte import CIBLE_ANNONCE, Contexte
from relogement.regles.charte.etats import Etat
from relogement.regles.charte.obligation import Obligation, pire
from relogement.regles.faits import FaitsOperation, Proposition
from relogement.regles.faits_accompagnement import Passage
from relogement.vocabulaire import Reponse

COMMISSION = Obligation(
    "A12.1",
    "Situation examinée en commission relogement",
    "Article 12, alinéas 2 et 3",
    frozenset({Etat.SANS_OBJET, Etat.A_FAIRE, Etat.EN_RETARD, Etat.INDETERMINEE, Etat.RESPECTEE}),
)
_SECTION = Cible("operation", "commission")
_A_EXAMINER = "Situation à examiner en commission relogement"


@dataclass(frozen=True, slots=True)
class Examen:
    """Un examen que la charte demande : à partir de quand il compte (None : de tout temps), son échéance, sa raison.

    `echeance` None : J0 n'est pas connu.
    """

    du: date | None
    echeance: date | None
    pourquoi: str = ""


def concernee(operation: FaitsOperation) -> bool:
    """Vrai pour une démolition en projet ANRU ou en QPV, et pour toute opération que la charte de site y ajoute."""
    return (operation.demolition and (operation.anru or operation.qpv)) or operation.commission is True


def situation_examinee(ctx: Contexte) -> Constat:
    """A12.1 : une décision de la commission, au plus tard J0 + 180 j ; un ajournement n'en est pas une.

    Une autre après chaque fois deux refus comptés, et douze mois après la dernière sans accord : déclencheur + 60 j. Un
    accord du ménage avant cette échéance dispense du nouvel examen. Un refus que l'on ne sait pas compter ou dater rend
    le constat à vérifier s'il appelait un nouvel examen.
    """
    if not concernee(ctx.faits.operation):
        return COMMISSION.sans_objet(
            "La commission examine les démolitions en projet ANRU ou en quartier prioritaire, et les opérations que la "
            "charte de site y ajoute"
        )
    compteur = ctx.refus
    dates = [_compte_le(p) for p in compteur.comptees]
    constat = _juge(ctx, [d for d in dates if d is not None])
    douteux = [p for p, d in zip(compteur.comptees, dates, strict=True) if d is None] + list(compteur.incertaines)
    if constat.etat is Etat.RESPECTEE and douteux:
        pire = _juge(ctx, [_compte_le(p) or ctx.au for p in (*compteur.comptees, *compteur.incertaines)])
        if pire.etat is not Etat.RESPECTEE:
            return _a_verifier(compteur, douteux[0], constat.preuves)
    return constat


def _compte_le(p: Proposition) -> date | None:
    """Le jour où ce refus compte : sa date ou, tacite, celle de sa confirmation ; None : inconnu."""
    return p.confirme_le if p.reponse is Reponse.TACITE else p.repondue


def _a_verifier(compteur: Compteur, p: Proposition, preuves: tuple[Preuve, ...]) -> Constat:
    decide = "cela décide d'un nouvel examen en commission"
    if p.reponse is Reponse.REFUSEE and p.repondue is None:
        return COMMISSION.indeterminee(
            f"À vérifier : la date de la réponse à la proposition n° {p.rang} n'est pas connue ; {decide}",
            Cible("propositions", "repondue", p.id),
            preuves=preuves,
        )
    return COMMISSION.indeterminee(
        lambda: f"À vérifier : {compteur.en_suspens} ; {decide}",
        Cible("propositions", "confirmation" if adaptee(p) else "adequation", p.id),
        preuves=preuves,
    )


def _juge(ctx: Contexte, refus: list[date]) -> Constat:
    """Le constat si les refus ont compté ces jours-là."""
    passages = sorted(ctx.faits.passages, key=lambda p: p.le)
    decides = [p for p in passages if p.examine]
    premier = _premier(ctx)
    demandes = [premier, *_nouveaux(ctx, decides, sorted(refus))]
    suites = [(d, next((p for p in decides if d.du is None or p.le >= d.du), None)) for d in demandes]
    preuves = tuple(_preuve(p) for p in passages)
    ouverts = [d for d, tenu in suites if tenu is None]
    constat = pire([_a_examiner(ctx, d, preuves) for d in ouverts]) if ouverts else _tenu(suites, preuves)
    return ctx.avec_origine(constat, premier.echeance)


def _premier(ctx: Contexte) -> Examen:
    origine = ctx.origine
    if origine is None:
        return Examen(None, None)
    return Examen(None, ajouter_jours(origine, ctx.charte.entier(cles.COMMISSION_PREMIERE, origine)))


def _nouveaux(ctx: Contexte, decides: Sequence[Passage], refus: Sequence[date]) -> list[Examen]:
    """Les nouveaux examens demandés à ce jour, moins ceux dont un accord a dispensé avant l'échéance."""
    accord = _accord(ctx)
    demandes = [*_apres_refus(ctx, refus), *_sans_accord(ctx, decides, accord)]
    return [d for d in demandes if accord is None or d.echeance is None or accord > d.echeance]


def _accord(ctx: Contexte) -> date | None:
    """Le jour où le ménage a accepté un logement ou, à défaut, a été relogé ; None s'il ne l'est pas encore."""
    accords = [p.repondue or p.envoyee for p in ctx.definitives if p.accord]
    return min([*accords, *([ctx.reloge_le] if ctx.reloge_le else [])], default=None)


def _apres_refus(ctx: Contexte, refus: Sequence[date]) -> list[Examen]:
    nombre = ctx.charte.entier(cles.COMMISSION_REFUS, ctx.origine or ctx.au)
    jours = refus[nombre - 1 :: nombre] if nombre else ()
    return [
        _nouvel(ctx, jour, f"{nombre * rang} refus comptés au {jour_fr(jour)}") for rang, jour in enumerate(jours, 1)
    ]


def _sans_accord(ctx: Contexte, decides: Sequence[Passage], accord: date | None) -> list[Examen]:
    """Douze mois après une décision, si aucune autre n'est venue avant ni aucun accord."""
    demandes = []
    for p, suivant in zip(decides, [*decides[1:], None], strict=False):
        mois = ctx.charte.entier(cles.COMMISSION_MOIS, p.le)
        terme = ajouter_mois(p.le, mois)
        revu = suivant is not None and suivant.le < terme
        if mois and terme <= ctx.au and not revu and (accord is None or accord > terme):
            demandes.append(_nouvel(ctx, terme, f"{mois} mois sans accord depuis la commission du {jour_fr(p.le)}"))
    return demandes


def _nouvel(ctx: Contexte, du: date, pourquoi: str) -> Examen:
    return Examen(du, ajouter_jours(du, ctx.charte.entier(cles.COMMISSION_SUITE, du)), pourquoi)


def _preuve(p: Passage) -> Preuve:
    return Preuve("passage", p.id, p.le, f"Commission relogement ({p.decision.libelle if p.decision else 'inscrit'})")


def _tenu(suites: Sequence[tuple[Examen, Passage | None]], preuves: tuple[Preuve, ...]) -> Constat:
    """Tous les examens sont tenus : la phrase dit le plus en retard, sinon le dernier."""
    retards = [(jours_de_retard(d.echeance, p.le) if d.echeance else 0, p.le, d, p) for d, p in suites if p]
    _, le, demande, passage = max(retards, key=lambda r: r[:2])
    decision = passage.decision.libelle if passage.decision else ""
    return COMMISSION.respectee(
        lambda: f"Situation examinée en commission relogement le {jour_fr(le)} : {decision}",
        le=le,
        echeance=demande.echeance,
        preuves=preuves,
    )


def _a_examiner(ctx: Contexte, demande: Examen, preuves: tuple[Preuve, ...]) -> Constat:
    if demande.echeance is None:
        return COMMISSION.indeterminee(
            f"{_A_EXAMINER} ; la date d'annonce de l'opération, qui fixe l'échéance, n'est pas connue",
            CIBLE_ANNONCE,
            preuves=preuves,
        )
    dernier = max(ctx.faits.passages, key=lambda p: p.le, default=None)
    reporte = dernier if dernier is not None and not dernier.examine else None
    quoi = f"Nouvel examen en commission relogement à tenir ({demande.pourquoi})" if demande.du else _A_EXAMINER
    return COMMISSION.a_faire(
        lambda: quoi + (_reporte(reporte) if reporte else ""), _SECTION, ctx.au, demande.echeance, preuves=preuves
    )


def _reporte(p: Passage) -> str:
    return f" ; {'ajournée' if p.decision else 'inscrite sans décision notée'} à la séance du {jour_fr(p.le)}"
