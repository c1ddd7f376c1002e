"""Article 3 : entretien, accompagnement renforcé, décohabitation (le référent et la décohabitation ont leur module)."""

from __future__ import annotations

from datetime import date

from relogement.regles.calendrier import ajouter_jours, jour_fr
from relogement.regles.charte import cles
from relogement.regles.charte.article03_decohabitation import DECOHABITATION, decohabitation_evaluee
from relogement.regles.charte.article03_referent import REFERENT, referent_identifie
from relogement.regles.charte.constat import Cible, Constat, Preuve
from relogement.regles.charte.contexte import CIBLE_ANNONCE, Contexte, Regle, preuve_entretien
from relogement.regles.charte.etats import Etat
from relogement.regles.charte.obligation import Obligation
from relogement.regles.faits import Entretien

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
    manquent = list(THEMES)
    for e in sorted(entretiens, key=lambda e: e.le):
        manquent = [theme for theme in manquent if not getattr(e, theme)]
        if not manquent:
            return e.le
    return None


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
    entretiens = ctx.entretiens
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


REGLES = (
    Regle(REFERENT, referent_identifie),
    Regle(ENTRETIEN, entretien_realise),
    Regle(ACCOMPAGNEMENT, accompagnement_renforce),
    Regle(DECOHABITATION, decohabitation_evaluee),
)
