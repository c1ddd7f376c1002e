"""A07.2 : chaque acteur social qui suit le ménage est joint avant le déménagement, et celui du quartier d'accueil."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from relogement.regles.calendrier import jour_fr
from relogement.regles.charte.constat import Cible, Constat, Preuve
from relogement.regles.charte.contexte import BAIL_SEUL, CIBLE_PROPOSITION, Contexte, preuve_entretien
from relogement.regles.charte.etats import Etat
from relogement.regles.charte.obligation import Obligation
from relogement.regles.faits import Entretien
from relogement.regles.faits_accompagnement import ActeurSocial

ACTEURS = Obligation(
    "A07.2",
    "Coordination avec les acteurs sociaux",
    "Article 7, alinéa 2",
    frozenset(
        {Etat.SANS_OBJET, Etat.A_VENIR, Etat.A_FAIRE, Etat.INDETERMINEE, Etat.RESPECTEE, Etat.NON_RESPECTEE},
    ),
)


def coordination_des_acteurs(ctx: Contexte) -> Constat:
    """A07.2 : un contact noté avec chacun avant le déménagement (ce jour est à temps).

    Relogé hors de son quartier, le ménage a aussi un acteur joint dans le quartier d'accueil. Qui ne suit le ménage que
    depuis son déménagement n'est pas attendu. Un acteur nommé l'emporte sur la réponse de l'entretien.
    """
    limite = ctx.emmenagement[0] if ctx.emmenagement else None
    acteurs = sorted(ctx.faits.acteurs, key=lambda a: (a.depuis, a.id))
    avant = [a for a in acteurs if limite is None or a.depuis <= limite]
    suivent = [a for a in avant if not a.accueil]
    if not suivent:
        return _sans_acteur(ctx, limite)
    if manque := next((a for a in suivent if not _joint(a, limite)), None):
        return _manque(ctx, limite, f"{manque.nom}, qui suit le ménage, n'a pas été joint", manque.id)
    return _accueil(ctx, suivent, [a for a in avant if a.accueil], limite)


def _joint(a: ActeurSocial, limite: date | None) -> bool:
    return a.contact is not None and (limite is None or a.contact <= limite)


def _sans_acteur(ctx: Contexte, limite: date | None) -> Constat:
    """Aucun acteur n'est nommé : la dernière réponse donnée en entretien dit s'il y en a un."""
    reponses = [e for e in ctx.faits.entretiens if e.acteurs_sociaux is not None]
    if reponses:
        return _repondu(ctx, max(reponses, key=lambda e: (e.le, e.id)), limite)
    cible = Cible("entretiens", "acteur")
    if limite is None and not ctx.faits.entretiens:
        return ACTEURS.a_venir("L'entretien dira si un acteur social suit le ménage", cible)
    return ACTEURS.indeterminee(
        "À vérifier : on ne sait pas si un acteur social suit le ménage", cible, limite_a_venir=limite is None
    )


def _repondu(ctx: Contexte, reponse: Entretien, limite: date | None) -> Constat:
    if reponse.acteurs_sociaux:
        return _manque(ctx, limite, "un acteur social suit le ménage et n'est pas nommé", None)
    return ACTEURS.sans_objet(
        lambda: f"Aucun acteur social ne suit le ménage (entretien du {jour_fr(reponse.le)})",
        (preuve_entretien(reponse),),
    )


def _accueil(
    ctx: Contexte, suivent: Sequence[ActeurSocial], accueil: Sequence[ActeurSocial], limite: date | None
) -> Constat:
    """Chacun est joint : reste l'acteur du quartier d'accueil, si le logement accepté est hors du quartier."""
    joints = [a for a in accueil if _joint(a, limite)]
    acceptee = ctx.acceptee
    if ctx.bail_seul is not None and not joints:
        return ACTEURS.indeterminee(
            f"À vérifier : {BAIL_SEUL}, on ne sait pas si le logement est hors quartier",
            CIBLE_PROPOSITION,
            preuves=tuple(_preuve(a) for a in suivent),
            limite_a_venir=limite is None,
        )
    if acceptee is None or acceptee.hors_quartier is False or joints:
        return ACTEURS.respectee(
            lambda: f"Coordination avec {', '.join(a.nom for a in (*suivent, *joints))}",
            preuves=tuple(_preuve(a) for a in (*suivent, *joints)),
        )
    if acceptee.hors_quartier is None:
        return ACTEURS.indeterminee(
            lambda: (
                f"À vérifier : on ne sait pas si le logement de la proposition n° {acceptee.rang} est hors quartier"
            ),
            Cible("propositions", "hors_quartier", acceptee.id),
            preuves=tuple(_preuve(a) for a in suivent),
            limite_a_venir=limite is None,
        )
    return _manque(
        ctx,
        limite,
        "le ménage est relogé hors de son quartier, et aucun acteur social du quartier d'accueil n'a été joint",
        accueil[0].id if accueil else None,
    )


def _manque(ctx: Contexte, limite: date | None, quoi: str, fiche: str | None) -> Constat:
    cible = Cible("entretiens", "acteur", fiche)
    if limite is None:
        phrase = f"{quoi[0].upper()}{quoi[1:]} : à joindre avant le déménagement"
        return ACTEURS.a_faire(phrase, cible, ctx.au, None)
    return ACTEURS.non_respectee(lambda: f"Le ménage a déménagé le {jour_fr(limite)} : {quoi}", cible, echeance=limite)


def _preuve(a: ActeurSocial) -> Preuve:
    return Preuve("acteur_social", a.id, a.contact, f"Contact : {a.nom}")
