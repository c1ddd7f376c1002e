"""Article 2 : la décision et le calendrier sont dits au ménage (l'information régulière est dans `article02_suivi`)."""

from __future__ import annotations

from datetime import date

from relogement.regles.calendrier import ajouter_jours, jour_fr
from relogement.regles.charte import cles
from relogement.regles.charte.article02_suivi import REGULIERE, information_reguliere
from relogement.regles.charte.constat import Cible, Constat, Preuve
from relogement.regles.charte.contexte import CIBLE_ANNONCE, CIBLE_DECISION, Contexte, Regle
from relogement.regles.charte.etats import Etat
from relogement.regles.charte.obligation import Obligation
from relogement.regles.faits import Information
from relogement.vocabulaire import Moyen, NatureInformation

DECISION = Obligation(
    "A02.1",
    "Informé de la décision de faire",
    "Article 2, alinéa 1",
    frozenset({Etat.A_FAIRE, Etat.EN_RETARD, Etat.INDETERMINEE, Etat.RESPECTEE, Etat.SANS_OBJET}),
)
CALENDRIER = Obligation(
    "A02.2",
    "Calendrier et étapes communiqués",
    "Article 2, alinéa 1",
    frozenset({Etat.A_VENIR, Etat.A_FAIRE, Etat.EN_RETARD, Etat.INDETERMINEE, Etat.RESPECTEE, Etat.SANS_OBJET}),
)
MOYENS_ANNONCE = frozenset({Moyen.COURRIER, Moyen.RECOMMANDE, Moyen.REUNION, Moyen.VISITE})
"""Les moyens qui annoncent une décision : une lettre, une réunion suivie, une visite."""
_DECOHABITANT = "Ménage décohabitant : la décision et le calendrier sont dits au ménage d'origine"
_INFORMER = Cible("entretiens", "information")


def informe_de_la_decision(ctx: Contexte) -> Constat:
    """A02.1 : une annonce l'a atteint par lettre, réunion ou visite ; échéance décision + 30 j.

    Pour un ménage entré après la décision, le délai court de son entrée. Un appel ou un message n'annonce pas une
    décision à lui seul ; un moyen inconnu est à vérifier.
    """
    if ctx.faits.decohabitant:
        return DECISION.sans_objet(_DECOHABITANT)
    decision = ctx.faits.operation.decision
    origine = ctx.entree_apres(decision) or decision
    delai = ctx.charte.entier(cles.INFORMATION_DECISION, origine) if origine else 0
    echeance = ajouter_jours(origine, delai) if origine else None
    return ctx.avec_origine(_annonce(ctx, echeance), echeance, decision)


def _annonce(ctx: Contexte, echeance: date | None) -> Constat:
    annonces = _informations(ctx, NatureInformation.ANNONCE)
    if faite := next((i for i in annonces if i.moyen in MOYENS_ANNONCE), None):
        return DECISION.respectee(
            lambda: f"Informé de la décision le {jour_fr(faite.le)} ({_par(faite)})",
            le=faite.le,
            echeance=echeance,
            preuves=_preuves(faite),
        )
    if muette := next((i for i in annonces if i.moyen is None), None):
        return DECISION.indeterminee(
            lambda: f"À vérifier : on ne sait pas par quel moyen l'annonce du {jour_fr(muette.le)} a atteint le ménage",
            Cible("entretiens", "information", muette.id),
            echeance=echeance,
            preuves=_preuves(muette),
        )
    return _a_informer(ctx, annonces[0] if annonces else None, echeance)


def _a_informer(ctx: Contexte, orale: Information | None, echeance: date | None) -> Constat:
    phrase = "Décision à annoncer au ménage par lettre, réunion ou visite"
    if orale is not None:
        phrase = f"{phrase} : elle ne l'a été que le {jour_fr(orale.le)} ({_par(orale)})"
    preuves = _preuves(orale) if orale else ()
    if echeance is None:
        return DECISION.indeterminee(
            f"{phrase} ; la date de la décision, qui fixe l'échéance, n'est pas connue", CIBLE_DECISION, preuves=preuves
        )
    return DECISION.a_faire(phrase, _INFORMER, ctx.au, echeance, preuves=preuves)


def calendrier_communique(ctx: Contexte) -> Constat:
    """A02.2 : une information « calendrier » l'a atteint ; échéance J0 + 30 j, ou son entrée + 30 j s'il vient après.

    Avant l'annonce, rien n'est attendu ; un calendrier donné d'avance compte.
    """
    if ctx.faits.decohabitant:
        return CALENDRIER.sans_objet(_DECOHABITANT)
    origine = ctx.origine
    delai = ctx.charte.entier(cles.INFORMATION_CALENDRIER, origine) if origine else 0
    echeance = ajouter_jours(origine, delai) if origine else None
    return ctx.avec_origine(_calendrier(ctx, origine, echeance), echeance)


def _calendrier(ctx: Contexte, origine: date | None, echeance: date | None) -> Constat:
    donnes = _informations(ctx, NatureInformation.CALENDRIER)
    if donnes:
        i = donnes[0]
        return CALENDRIER.respectee(
            lambda: f"Calendrier et étapes communiqués le {jour_fr(i.le)}{f' ({_par(i)})' if i.moyen else ''}",
            le=i.le,
            echeance=echeance,
            preuves=_preuves(i),
        )
    phrase = "Calendrier et étapes à communiquer au ménage"
    if origine is None:
        return CALENDRIER.indeterminee(
            f"{phrase} ; la date d'annonce de l'opération, qui fixe l'échéance, n'est pas connue", CIBLE_ANNONCE
        )
    if origine > ctx.au:
        return CALENDRIER.a_venir(lambda: f"{ctx.pas_encore_la} : le calendrier suivra", _INFORMER)
    return CALENDRIER.a_faire(phrase, _INFORMER, ctx.au, echeance)


def _informations(ctx: Contexte, nature: NatureInformation) -> list[Information]:
    return sorted((i for i in ctx.faits.informations if nature in i.natures), key=lambda i: (i.le, i.id))


def _par(i: Information) -> str:
    return i.moyen.libelle if i.moyen else "moyen inconnu"


def _preuves(i: Information) -> tuple[Preuve, ...]:
    return (Preuve("information", i.id, i.le, f"Information ({_par(i)})"),)


REGLES = (
    Regle(DECISION, informe_de_la_decision),
    Regle(CALENDRIER, calendrier_communique),
    Regle(REGULIERE, information_reguliere),
)
