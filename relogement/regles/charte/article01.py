"""Article 1 : le titulaire du bail et les occupants sans titre."""

from __future__ import annotations

from datetime import date

from relogement.regles.calendrier import jour_fr
from relogement.regles.charte.constat import Cible, Constat, Preuve
from relogement.regles.charte.contexte import CIBLE_ANNONCE, Contexte, Regle, preuve_proposition
from relogement.regles.charte.etats import Etat
from relogement.regles.charte.obligation import Obligation, pire
from relogement.regles.charte.personnes import (
    CIBLE_PERSONNES,
    SUR_LE_BAIL,
    a_nommer,
    adulte,
    de_nommee,
    majorite,
    nommee,
)
from relogement.regles.faits import Bail, Personne, Proposition
from relogement.regles.foyer import presente, presentes
from relogement.vocabulaire import StatutBail

TITULAIRE = Obligation(
    "A01.1",
    "Titulaire du bail identifié",
    "Article 1, alinéa 3 : « dès lors qu'il est titulaire d'un contrat de location »",
    frozenset({Etat.A_VENIR, Etat.A_FAIRE, Etat.EN_RETARD, Etat.INDETERMINEE, Etat.RESPECTEE, Etat.SANS_OBJET}),
)
OCCUPANTS = Obligation(
    "A01.2",
    "Occupants sans titre repérés",
    "Article 1, alinéa 3",
    frozenset(
        {Etat.SANS_OBJET, Etat.A_FAIRE, Etat.INDETERMINEE, Etat.RESPECTEE, Etat.NON_RESPECTEE},
    ),
)


def titulaire_identifie(ctx: Contexte) -> Constat:
    """A01.1 : un adulte au moins est titulaire d'un bail dont on a le numéro et le début ; échéance J0.

    Un ménage entré après J0 a jusqu'au jour de son entrée : il ne peut pas être en retard avant d'exister. Un bail qui
    n'a pas commencé n'a pas encore de titulaire.
    Pour un ménage décohabitant, c'est le bail du ménage d'origine qui est regardé.
    """
    return ctx.avec_origine(_titulaire(ctx), ctx.origine)


def _titulaire(ctx: Contexte) -> Constat:
    faits = ctx.faits
    bail = faits.bail_parent if faits.decohabitant else faits.bail
    quel = "le bail du ménage d'origine" if faits.decohabitant else "le bail"
    cible = Cible("foyer", "bail_parent" if faits.decohabitant else "bail", bail.id if bail else None)
    if bail is None:
        return _titulaire_a_faire(ctx, f"Enregistrez {quel}, son numéro et sa date de début", cible)
    if bail.debut is not None and bail.debut > ctx.au:
        debut = bail.debut
        return TITULAIRE.a_venir(lambda: f"{quel[0].upper()}{quel[1:]} commence le {jour_fr(debut)}", cible)
    if not bail.numero or bail.debut is None:
        manque = "le numéro" if not bail.numero else "la date de début"
        du_bail = quel.replace("le bail", "du bail", 1)
        return TITULAIRE.indeterminee(f"À vérifier : il manque {manque} {du_bail}", cible, echeance=ctx.origine)
    return _titulaire_majeur(ctx, bail) if not faits.decohabitant else _respecte(ctx, bail, quel)


def _titulaire_majeur(ctx: Contexte, bail: Bail) -> Constat:
    la = presentes(ctx.faits.personnes, ctx.au)
    titulaires = [p for p in la if p.statut_bail in SUR_LE_BAIL]
    ages = [adulte(p, ctx.majorite, ctx.au) for p in titulaires]
    if True in ages:
        return _respecte(ctx, bail, f"le bail {de_nommee(titulaires[ages.index(True)])}")
    if None in ages:
        p = titulaires[ages.index(None)]
        return TITULAIRE.indeterminee(
            lambda: f"À vérifier : la date de naissance {de_nommee(p)}, titulaire du bail, n'est pas connue",
            Cible("foyer", "naissance", p.id),
            echeance=ctx.origine,
        )
    if sans := [p for p in la if p.statut_bail is None and adulte(p, ctx.majorite, ctx.au) is not False]:
        return TITULAIRE.indeterminee(
            lambda: f"À vérifier : la place {de_nommee(sans[0])} sur le bail n'est pas connue",
            Cible("foyer", "statut_bail", sans[0].id),
            echeance=ctx.origine,
        )
    return _titulaire_a_faire(ctx, "Indiquez l'adulte qui est titulaire du bail", Cible("foyer", "statut_bail"))


def _titulaire_a_faire(ctx: Contexte, phrase: str, cible: Cible) -> Constat:
    if ctx.origine is None:
        return TITULAIRE.indeterminee(
            f"{phrase} ; la date d'annonce de l'opération, qui fixe l'échéance, n'est pas connue", CIBLE_ANNONCE
        )
    return TITULAIRE.a_faire(phrase, cible, ctx.au, ctx.origine)


def _respecte(ctx: Contexte, bail: Bail, quel: str) -> Constat:
    return TITULAIRE.respectee(
        lambda: f"Titulaire identifié : {quel} porte le numéro {bail.numero}",
        echeance=ctx.origine,
        preuves=(Preuve("bail", bail.id, bail.debut, f"Bail {bail.numero}"),),
    )


def occupants_reperes(ctx: Contexte) -> Constat:
    """A01.2 : une décision pour chaque occupant adulte sans titre, avant l'envoi de la première proposition.

    Celui qui arrive ou devient majeur après un envoi est attendu avant l'envoi suivant. Le jour de l'envoi est à temps.
    Si le ménage est alors déjà relogé pour de bon, il n'y aura plus d'envoi : cette personne n'est plus attendue.
    Tant qu'il est déclaré plus d'occupants que de personnes nommées, rien ne dit que tous sont vus.
    """
    if ctx.faits.decohabitant:
        return OCCUPANTS.sans_objet("Ménage décohabitant : la décohabitation est la décision prise pour ses adultes")
    a_venir = ctx.premier_envoi(None) is None
    if not ctx.faits.personnes:
        return OCCUPANTS.indeterminee(
            "À vérifier : la composition du foyer n'est pas enregistrée", CIBLE_PERSONNES, limite_a_venir=a_venir
        )
    constats = [c for p in ctx.faits.personnes if (c := _occupant(ctx, p)) is not None]
    vu = pire(constats) if constats else OCCUPANTS.sans_objet("Aucun occupant adulte ne vit là sans être sur le bail")
    phrase = a_nommer(ctx.faits, ctx.au) if vu.etat in (Etat.SANS_OBJET, Etat.RESPECTEE) else None
    return OCCUPANTS.indeterminee(phrase, CIBLE_PERSONNES, limite_a_venir=a_venir) if phrase else vu


def _occupant(ctx: Contexte, p: Personne) -> Constat | None:
    """Le constat de cette personne ; None si elle n'est pas concernée."""
    if p.statut_bail in SUR_LE_BAIL:
        return None
    depuis = _concerne_depuis(p, majorite(p, ctx.majorite))
    envoi = ctx.premier_envoi(depuis)
    jour = envoi.envoyee if envoi else ctx.au
    if not presente(p, jour) or adulte(p, ctx.majorite, jour) is False:
        return None
    if p.decision is not None and envoi is not None and p.decision_le is None:
        return _inconnu(p, f"la date de la décision prise pour {nommee(p)}", "decision_le", envoi)
    if p.decision is not None and (envoi is None or p.decision_le is None or p.decision_le <= envoi.envoyee):
        return _decide(p)
    if depuis is not None and (reloge := ctx.reloge_avant(depuis)):
        return OCCUPANTS.sans_objet(
            lambda: (
                f"Ménage relogé ({reloge}) : aucune proposition n'attend plus de décision pour {nommee(p)}, à "
                f"considérer depuis le {jour_fr(depuis)}"
            )
        )
    return _sans_decision(ctx, p, envoi)


def _inconnu(p: Personne, quoi: str, champ: str, envoi: Proposition | None) -> Constat:
    return OCCUPANTS.indeterminee(
        f"À vérifier : {quoi} n'est pas connue",
        Cible("foyer", champ, p.id),
        limite_a_venir=envoi is None,
    )


def _sans_decision(ctx: Contexte, p: Personne, envoi: Proposition | None) -> Constat:
    cible = Cible("foyer", "decision", p.id)
    if p.naissance is None:
        return _inconnu(p, f"la date de naissance {de_nommee(p)}", "naissance", envoi)
    if p.statut_bail is None:
        return _inconnu(p, f"la place sur le bail {de_nommee(p)}", "statut_bail", envoi)
    if envoi is None:
        avant = "" if ctx.reloge_le else f", avant l'envoi de la {ctx.envoi_attendu}"
        phrase = f"Décidez pour {nommee(p)}, occupant sans titre{avant}"
        return OCCUPANTS.a_faire(phrase, cible, ctx.au, None)
    return OCCUPANTS.non_respectee(
        lambda: (
            f"La proposition n° {envoi.rang} est partie le {jour_fr(envoi.envoyee)} "
            f"sans décision pour {nommee(p)}, occupant sans titre"
        ),
        cible,
        preuves=(preuve_proposition(envoi),),
        echeance=envoi.envoyee,
    )


def _concerne_depuis(p: Personne, majeure: date | None) -> date | None:
    bornes = [d for d in (p.arrivee, majeure) if d]
    return max(bornes) if bornes else None


def _decide(p: Personne) -> Constat:
    statut = p.statut_bail or StatutBail.OCCUPANT
    libelle = p.decision.libelle if p.decision else ""
    return OCCUPANTS.respectee(
        lambda: f"Une décision est prise pour chaque occupant sans titre ({nommee(p)}, {statut.libelle} : {libelle})",
        preuves=(Preuve("personne", p.id, p.decision_le, f"Décision : {libelle}"),),
    )


REGLES = (Regle(TITULAIRE, titulaire_identifie), Regle(OCCUPANTS, occupants_reperes))
