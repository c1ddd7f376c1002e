"""Article 3 : entretien, accompagnement renforcé, décohabitation (le référent est dans `article03_referent`)."""

from __future__ import annotations

from datetime import date

from relogement.regles.calendrier import ajouter_jours, jour_fr
from relogement.regles.charte import cles
from relogement.regles.charte.article03_referent import REFERENT, referent_identifie
from relogement.regles.charte.constat import Cible, Constat, Preuve
from relogement.regles.charte.contexte import CIBLE_ANNONCE, Contexte, Regle, preuve_entretien, preuve_proposition
from relogement.regles.charte.etats import Etat
from relogement.regles.charte.obligation import Obligation
from relogement.regles.charte.personnes import (
    CIBLE_PERSONNES,
    a_nommer,
    adulte,
    conjoint_ou_aine,
    de_nommee,
    majorite,
    nommee,
)
from relogement.regles.faits import Entretien, Personne, Proposition
from relogement.regles.foyer import presente, presentes
from relogement.vocabulaire import Lien

ENTRETIEN = Obligation(
    "A03.2",
    "Entretien approfondi réalisé",
    "Article 3, alinéa 1",
    frozenset({Etat.A_FAIRE, Etat.EN_RETARD, Etat.INDETERMINEE, Etat.RESPECTEE, Etat.SANS_OBJET}),
)
ACCOMPAGNEMENT = Obligation(
    "A03.3",
    "Accompagnement renforcé mis en place",
    "Article 3, alinéa 2",
    frozenset({Etat.SANS_OBJET, Etat.A_VENIR, Etat.A_FAIRE, Etat.EN_RETARD, Etat.INDETERMINEE, Etat.RESPECTEE}),
)
DECOHABITATION = Obligation(
    "A03.4",
    "Besoins de décohabitation évalués",
    "Article 3, alinéa 3",
    frozenset({Etat.SANS_OBJET, Etat.A_FAIRE, Etat.INDETERMINEE, Etat.RESPECTEE, Etat.NON_RESPECTEE}),
)
THEMES = {
    "composition": "composition du foyer",
    "ressources": "ressources",
    "souhait_type": "type souhaité",
    "souhait_lieu": "lieu souhaité",
    "souhait_contraintes": "contraintes",
    "besoins": "besoins",
    "capacites": "capacités",
}


def themes_sans_reponse(entretiens: tuple[Entretien, ...]) -> tuple[str, ...]:
    """Les libellés des thèmes auxquels aucun de ces entretiens n'a répondu."""
    return tuple(mot for theme, mot in THEMES.items() if not any(getattr(e, theme) for e in entretiens))


def entretien_approfondi(entretiens: tuple[Entretien, ...]) -> date | None:
    """Le jour où tous les thèmes ont une réponse ; la charte parle d'entretiens, ils se complètent l'un l'autre."""
    dates = [min((e.le for e in entretiens if getattr(e, theme)), default=None) for theme in THEMES]
    connues = [d for d in dates if d is not None]
    return max(connues) if len(connues) == len(dates) else None


def entretien_realise(ctx: Contexte) -> Constat:
    """A03.2 : composition, ressources, souhaits, besoins et capacités ont une réponse ; échéance J0 + 90 j.

    Pour un ménage entré après J0, le délai court de son entrée : il ne peut pas être en retard avant d'exister.
    """
    origine = ctx.origine
    echeance = ajouter_jours(origine, ctx.charte.entier(cles.ENTRETIEN, origine)) if origine else None
    return ctx.avec_origine(_entretien(ctx, echeance), echeance)


def _entretien(ctx: Contexte, echeance: date | None) -> Constat:
    entretiens = ctx.faits.entretiens
    fait = entretien_approfondi(entretiens)
    if fait is not None:
        preuves = tuple(preuve_entretien(e) for e in entretiens if e.le <= fait)
        return ENTRETIEN.respectee(
            lambda: f"Entretien approfondi réalisé, complet le {jour_fr(fait)}",
            le=fait,
            echeance=echeance,
            preuves=preuves,
        )
    cible = Cible("entretiens", "entretien", max(entretiens, key=lambda e: e.le).id if entretiens else None)
    if echeance is None:
        return ENTRETIEN.indeterminee(
            "Entretien approfondi à tenir ; la date d'annonce de l'opération, qui fixe l'échéance, n'est pas connue",
            CIBLE_ANNONCE,
        )
    return ENTRETIEN.a_faire(
        lambda: (
            f"Entretien à compléter : {', '.join(themes_sans_reponse(entretiens))}"
            if entretiens
            else "Entretien approfondi à tenir"
        ),
        cible,
        ctx.au,
        echeance,
        preuves=tuple(preuve_entretien(e) for e in entretiens),
    )


def accompagnement_renforce(ctx: Contexte) -> Constat:
    """A03.3 : une difficulté cochée appelle une mesure (qui la porte, depuis quand) ; échéance entretien + 60 j.

    Si la question n'a pas de réponse, le délai court du premier entretien.
    """
    entretiens = sorted(ctx.faits.entretiens, key=lambda e: e.le)
    if not entretiens:
        return ACCOMPAGNEMENT.a_venir(
            "Le diagnostic des difficultés se fait à l'entretien", Cible("entretiens", "difficultes")
        )
    diagnostic = next((e for e in entretiens if e.difficultes), None)
    if diagnostic is None:
        if any(e.difficultes_repondues for e in entretiens):
            return ACCOMPAGNEMENT.sans_objet("Le diagnostic ne relève aucune difficulté")
        return ACCOMPAGNEMENT.indeterminee(
            "À vérifier : la question des difficultés n'a pas de réponse à l'entretien",
            Cible("entretiens", "difficultes", entretiens[-1].id),
            echeance=_echeance_accompagnement(ctx, entretiens[0]),
        )
    echeance = _echeance_accompagnement(ctx, diagnostic)
    mesures = sorted(ctx.faits.mesures, key=lambda m: m.depuis)
    mesure = next((m for m in mesures if m.qui.strip()), None)
    if mesure is not None:
        return ACCOMPAGNEMENT.respectee(
            lambda: f"Accompagnement renforcé porté par {mesure.qui} depuis le {jour_fr(mesure.depuis)}",
            le=mesure.depuis,
            echeance=echeance,
            preuves=(Preuve("mesure", mesure.id, mesure.depuis, "Mesure d'accompagnement"),),
        )
    if mesures:
        return ACCOMPAGNEMENT.indeterminee(
            "À vérifier : la mesure d'accompagnement ne dit pas qui la porte",
            Cible("entretiens", "mesure", mesures[0].id),
            echeance=echeance,
        )
    return ACCOMPAGNEMENT.a_faire(
        lambda: f"Accompagnement renforcé à mettre en place : difficulté relevée le {jour_fr(diagnostic.le)}",
        Cible("entretiens", "mesure"),
        ctx.au,
        echeance,
        preuves=(preuve_entretien(diagnostic),),
    )


def _echeance_accompagnement(ctx: Contexte, entretien: Entretien) -> date:
    return ajouter_jours(entretien.le, ctx.charte.entier(cles.ACCOMPAGNEMENT, entretien.le))


def decohabitation_evaluee(ctx: Contexte) -> Constat:
    """A03.4 : s'il vit là un autre adulte, un ascendant ou un conjoint, la question a une réponse avant l'envoi.

    Si la réponse est oui, un ménage lié existe. Le jour de l'envoi est à temps. Un « non » donné à temps puis démenti
    attend le ménage lié avant l'envoi suivant. Sans réponse, il faut aussi que chaque occupant déclaré soit nommé pour
    dire que personne n'est concerné. Qui arrive ou devient majeur après la dernière proposition d'un ménage relogé pour
    de bon n'est plus concerné : il n'y aura plus d'envoi. De deux titulaires, le second est un autre adulte.
    """
    faits = ctx.faits
    a_venir = ctx.premier_envoi(None) is None
    if not faits.personnes and not any(e.decohabitation is not None for e in faits.entretiens):
        return DECOHABITATION.indeterminee(
            "À vérifier : la composition du foyer n'est pas enregistrée", CIBLE_PERSONNES, limite_a_venir=a_venir
        )
    concernes = [(p, envoi, sur) for p in faits.personnes for envoi, sur in _concernee(ctx, p)]
    certains = [(p, envoi) for p, envoi, sur in concernes if sur]
    reponses = sorted((e for e in faits.entretiens if e.decohabitation is not None), key=lambda e: e.le)
    if not certains and not (reponses and reponses[-1].decohabitation):
        douteux = [(p, envoi) for p, envoi, sur in concernes if not sur]
        if douteux and not reponses:
            return DECOHABITATION.indeterminee(
                lambda: f"À vérifier : la date de naissance {de_nommee(douteux[0][0])} n'est pas connue",
                Cible("foyer", "naissance", douteux[0][0].id),
                limite_a_venir=douteux[0][1] is None,
            )
        if not reponses and (phrase := a_nommer(faits, ctx.au)):
            return DECOHABITATION.indeterminee(phrase, CIBLE_PERSONNES, limite_a_venir=a_venir)
        return DECOHABITATION.sans_objet(_personne_d_autre(ctx))
    envois = [envoi for _, envoi in certains] or [ctx.premier_envoi(None)]
    limites = [e for e in envois if e is not None]
    return _decohabitation(ctx, reponses, min(limites, key=lambda e: e.envoyee, default=None))


def _majorite(ctx: Contexte) -> int:
    return ctx.charte.entier(cles.MAJORITE, ctx.annonce or ctx.au)


def _concernee_depuis(ctx: Contexte, p: Personne) -> date | None:
    bornes = [d for d in (p.arrivee, None if conjoint_ou_aine(p) else majorite(p, _majorite(ctx))) if d]
    return max(bornes, default=None)


def _personne_d_autre(ctx: Contexte) -> str:
    """Pourquoi rien n'est à évaluer : nul autre adulte au foyer, ou venu quand le ménage était déjà relogé."""
    for p in ctx.faits.personnes:
        depuis = _concernee_depuis(ctx, p)
        reloge = ctx.reloge_avant(depuis)
        la = presente(p, ctx.au) and p is not _premier_titulaire(ctx, ctx.au)
        if depuis is not None and reloge and la and depuis <= ctx.au:
            return (
                f"Ménage relogé ({reloge}) : aucune proposition n'attend plus cette question pour {nommee(p)}, "
                f"à considérer depuis le {jour_fr(depuis)}"
            )
    return "Aucun autre adulte, ascendant ou conjoint ne vit au foyer"


def _concernee(ctx: Contexte, p: Personne) -> list[tuple[Proposition | None, bool]]:
    """La proposition qui borne l'évaluation pour cette personne, et si elle est concernée à coup sûr ; vide sinon."""
    depuis = _concernee_depuis(ctx, p)
    if ctx.reloge_avant(depuis):
        return []
    ans = _majorite(ctx)
    envoi = ctx.premier_envoi(depuis)
    jour = envoi.envoyee if envoi else ctx.au
    majeure = True if conjoint_ou_aine(p) else adulte(p, ans, jour)
    if majeure is False or not presente(p, jour) or p is _premier_titulaire(ctx, jour):
        return []
    return [(envoi, majeure is True)]


def _premier_titulaire(ctx: Contexte, jour: date) -> Personne | None:
    """Le titulaire autour de qui les autres se comptent : de plusieurs présents ce jour-là, le plus ancien au foyer."""
    titulaires = [p for p in presentes(ctx.faits.personnes, jour) if p.lien is Lien.TITULAIRE]
    return min(titulaires, key=lambda p: p.arrivee or date.min, default=None)


def _decohabitation(ctx: Contexte, reponses: list[Entretien], envoi: Proposition | None) -> Constat:
    a_temps = [e for e in reponses if envoi is None or e.le <= envoi.envoyee]
    liens = [d for d in ctx.faits.decohabitations if envoi is None or d[1] <= envoi.envoyee]
    cible = Cible("entretiens", "decohabitation", reponses[-1].id if reponses else None)
    if a_temps and not a_temps[-1].decohabitation:
        if reponses[-1].decohabitation and not ctx.reloge_avant(reponses[-1].le):
            return _decohabitation(ctx, reponses, ctx.premier_envoi(reponses[-1].le))
        return DECOHABITATION.respectee(
            lambda: f"Question de la décohabitation posée le {jour_fr(a_temps[-1].le)} : pas de besoin",
            preuves=(preuve_entretien(a_temps[-1]),),
        )
    if a_temps and liens:
        return DECOHABITATION.respectee(
            lambda: f"Besoin de décohabitation relevé le {jour_fr(a_temps[-1].le)}, ménage lié créé",
            preuves=(preuve_entretien(a_temps[-1]), Preuve("menage", liens[0][0], liens[0][1], "Ménage décohabitant")),
        )
    manque = "créez le ménage décohabitant lié" if a_temps else "posez la question de la décohabitation"
    if a_temps:
        cible = Cible("foyer", "decohabitant")
    if envoi is None:
        phrase = manque if ctx.reloge else f"avant l'envoi de la {ctx.envoi_attendu}, {manque}"
        return DECOHABITATION.a_faire(f"{phrase[0].upper()}{phrase[1:]}", cible, ctx.au, None)
    oubli = "sans ménage lié pour le besoin de décohabitation relevé" if a_temps else "sans réponse à cette question"
    return DECOHABITATION.non_respectee(
        lambda: f"La proposition n° {envoi.rang} est partie le {jour_fr(envoi.envoyee)} {oubli} (décohabitation)",
        cible,
        preuves=(preuve_proposition(envoi),),
        echeance=envoi.envoyee,
    )


REGLES = (
    Regle(REFERENT, referent_identifie),
    Regle(ENTRETIEN, entretien_realise),
    Regle(ACCOMPAGNEMENT, accompagnement_renforce),
    Regle(DECOHABITATION, decohabitation_evaluee),
)
