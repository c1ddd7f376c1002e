"""Article 14 : la satisfaction du ménage et les revues ; les évaluations ont leur module."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from relogement.regles.calendrier import Trimestre, ajouter_jours, jour_fr
from relogement.regles.charte import cles
from relogement.regles.charte.article14_evaluation import EVALUATION, GLOBALE, evaluation_menee, evaluation_presentee
from relogement.regles.charte.constat import Cible, Constat, Preuve
from relogement.regles.charte.contexte import Contexte, Regle
from relogement.regles.charte.contexte_operation import ContexteOperation, RegleBase, RegleOperation
from relogement.regles.charte.etats import Etat
from relogement.regles.charte.obligation import Obligation, Portee
from relogement.regles.charte.revues import CIBLE_REVUES, dire_remise, periodes
from relogement.regles.charte.suite import Periode, Suite, trimestres_clos
from relogement.regles.enquete import PAS_JOINT, PLUS_A_APPELER, par_jour, qui_vaut
from relogement.regles.faits_accompagnement import Enquete
from relogement.vocabulaire import ResultatEnquete

SATISFACTION = Obligation(
    "A14.1",
    "Satisfaction recueillie",
    "Article 14, alinéa 1",
    frozenset({
        Etat.A_VENIR, Etat.A_FAIRE, Etat.EN_RETARD, Etat.RESPECTEE, Etat.NON_RESPECTEE, Etat.SANS_OBJET,
    }),
)
REVUE = Obligation(
    "A14.2",
    "Revue trimestrielle produite",
    "Article 14, alinéa 4",
    frozenset({Etat.SANS_OBJET, Etat.A_VENIR, Etat.A_FAIRE, Etat.EN_RETARD, Etat.INDETERMINEE, Etat.RESPECTEE}),
    Portee.OPERATION,
)
_LIBELLES = {
    ResultatEnquete.REPONDUE: "Satisfaction recueillie",
    ResultatEnquete.DECLINEE: "Enquête de satisfaction proposée, le ménage ne souhaite pas répondre",
    ResultatEnquete.ABSENT: "Enquête de satisfaction tentée, ménage absent",
    ResultatEnquete.INJOIGNABLE: "Enquête de satisfaction tentée, ménage non joint",
}


def satisfaction_recueillie(ctx: Contexte) -> Constat:
    """A14.1 : l'enquête a sa réponse, est déclinée, ou trois prises de contact n'ont rien donné ; déménagement + 180 j.

    Une enquête d'avant le déménagement est celle d'un relogement antérieur ou une erreur. Un ménage décédé ou parti
    n'est plus à appeler, sans que l'enquête soit faite pour autant.
    """
    arrivee = ctx.emmenagement
    if arrivee is None:
        return SATISFACTION.a_venir("Le ménage n'est pas encore relogé pour de bon")
    le = arrivee[0]
    echeance = ajouter_jours(le, ctx.charte.entier(cles.ENQUETE, le))
    contacts = par_jour([e for e in ctx.faits.enquetes if e.le >= le])
    preuves = tuple(Preuve("enquete", e.id, e.le, f"Enquête : {e.resultat.libelle}") for e in contacts)
    tentatives = ctx.charte.entier(cles.ENQUETE_TENTATIVES, le)
    fin, vaut = _aboutie(contacts, tentatives), qui_vaut(contacts)
    if fin is not None:
        # Répondue après un refus ou des essais vains, elle se dit répondue ; l'obligation, elle, l'était déjà remplie.
        dite = vaut if vaut and vaut.resultat is ResultatEnquete.REPONDUE else fin
        return SATISFACTION.respectee(
            lambda: f"{_LIBELLES[dite.resultat]} (le {jour_fr(dite.le)})", le=fin.le, echeance=echeance, preuves=preuves
        )
    if vaut is not None and vaut.resultat in PLUS_A_APPELER:
        return _plus_a_appeler(vaut, echeance, preuves)
    return SATISFACTION.a_faire(
        lambda: f"Enquête de satisfaction à mener{_tentees(contacts, tentatives)}",
        Cible("suivi", "enquete"),
        ctx.au,
        echeance,
        preuves=preuves,
    )


def _plus_a_appeler(e: Enquete, echeance: date, preuves: tuple[Preuve, ...]) -> Constat:
    """Appris à temps, il n'y a plus rien à demander ; appris après l'échéance, elle est passée sans enquête."""
    quand = f"ménage {e.resultat.libelle}, dit le {jour_fr(e.le)}"
    if e.le <= echeance:
        return SATISFACTION.sans_objet(f"Plus personne à interroger : {quand}", preuves)
    return SATISFACTION.non_respectee(
        lambda: f"Enquête de satisfaction non menée avant le {jour_fr(echeance)} ; depuis, {quand}",
        Cible("suivi", "enquete", e.id),
        preuves=preuves,
        echeance=echeance,
    )


def _aboutie(contacts: Sequence[Enquete], tentatives: int) -> Enquete | None:
    """Le contact qui remplit l'obligation : une réponse, un refus de répondre, ou la dernière des tentatives dues."""
    muets = 0
    for e in contacts:
        muets += e.resultat in PAS_JOINT
        if e.resultat in (ResultatEnquete.REPONDUE, ResultatEnquete.DECLINEE) or muets >= tentatives:
            return e
    return None


def _tentees(contacts: Sequence[Enquete], tentatives: int) -> str:
    nombre = sum(e.resultat in PAS_JOINT for e in contacts)
    return f" ({nombre} prise{'s' if nombre > 1 else ''} de contact sans réponse sur {tentatives})" if nombre else ""


def revue_produite(ctx: ContexteOperation) -> Constat:
    """A14.2 : en ANRU, la revue du dernier trimestre clos est émise, ou notée remise, 30 j après sa fin au plus.

    Le premier trimestre est celui de J0, à défaut du début des relogements ; le dernier, celui de la clôture.
    """
    operation = ctx.operation
    if not operation.anru:
        return REVUE.sans_objet("Les revues de projet ne regardent que les opérations en convention ANRU")
    debut = operation.annonce or operation.debut_relogement
    if debut is None:
        return REVUE.indeterminee(
            "Revues trimestrielles à remettre ; la date d'annonce, qui fixe la première, n'est pas connue",
            Cible("operation", "annonce"),
        )
    clos = trimestres_clos(debut, ctx.au, operation.cloture)
    if not clos:
        return REVUE.a_venir(f"La première revue est celle du trimestre {Trimestre.de(debut)}", CIBLE_REVUES)
    remises = periodes(ctx, clos, ctx.dossier.revues)
    return Suite(REVUE, remises, CIBLE_REVUES, "Revue du trimestre", _tenue, _a_tenir).juge(ctx.au)


def _tenue(p: Periode) -> str:
    return f"Revue du trimestre {p.nom} {dire_remise(p)}"


def _a_tenir(trimestres: Sequence[str]) -> str:
    return f"Revue à remettre : {', '.join(trimestres)}"


REGLES = (Regle(SATISFACTION, satisfaction_recueillie),)
REGLES_OPERATION = (RegleOperation(REVUE, revue_produite), RegleOperation(EVALUATION, evaluation_menee))
REGLES_BASE = (RegleBase(GLOBALE, evaluation_presentee),)
