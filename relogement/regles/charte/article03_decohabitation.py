"""A03.4 : les besoins de décohabitation, évalués avant l'envoi des propositions."""

from __future__ import annotations

from datetime import date

from relogement.regles.calendrier import jour_fr
from relogement.regles.charte.constat import Cible, Constat, Preuve
from relogement.regles.charte.contexte import Contexte, preuve_entretien, preuve_proposition
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

DECOHABITATION = Obligation(
    "A03.4",
    "Besoins de décohabitation évalués",
    "Article 3, alinéa 3",
    frozenset({Etat.SANS_OBJET, Etat.A_FAIRE, Etat.INDETERMINEE, Etat.RESPECTEE, Etat.NON_RESPECTEE}),
)


def decohabitation_evaluee(ctx: Contexte) -> Constat:
    """A03.4 : s'il vit là un autre adulte, un ascendant ou un conjoint, la question a une réponse avant l'envoi.

    Si la réponse est oui, un ménage lié existe. Le jour de l'envoi est à temps. Un « non » donné à temps puis démenti
    attend le ménage lié avant l'envoi suivant. Sans réponse à temps, il faut aussi que chaque occupant déclaré soit
    nommé, et son âge connu, pour dire que personne n'est concerné. Qui arrive ou devient majeur après la dernière
    proposition d'un ménage relogé pour de bon n'est plus concerné : il n'y aura plus d'envoi. De deux titulaires, le
    second est un autre adulte.
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
        return _personne_de_certain(ctx, [(p, envoi) for p, envoi, _ in concernes], reponses)
    envois = [envoi for _, envoi in certains] or [ctx.premier_envoi(None)]
    limites = [e for e in envois if e is not None]
    return _decohabitation(ctx, reponses, min(limites, key=lambda e: e.envoyee, default=None))


def _personne_de_certain(
    ctx: Contexte, douteux: list[tuple[Personne, Proposition | None]], reponses: list[Entretien]
) -> Constat:
    """Nul n'est concerné à coup sûr : reste qui pourrait l'être, d'âge inconnu ou sans nom, sans réponse à temps."""
    muets = [(p, envoi) for p, envoi in douteux if not _a_temps(reponses, envoi)]
    premier, phrase = ctx.premier_envoi(None), a_nommer(ctx.faits, ctx.au)
    if muets:
        p, envoi = muets[0]
        return DECOHABITATION.indeterminee(
            lambda: f"À vérifier : la date de naissance {de_nommee(p)} n'est pas connue",
            Cible("foyer", "naissance", p.id),
            limite_a_venir=envoi is None,
        )
    if phrase and not _a_temps(reponses, premier):
        return DECOHABITATION.indeterminee(phrase, CIBLE_PERSONNES, limite_a_venir=premier is None)
    if phrase or douteux:
        return DECOHABITATION.sans_objet(_pas_de_besoin(reponses[-1]))
    return DECOHABITATION.sans_objet(lambda: _personne_d_autre(ctx))


def _a_temps(reponses: list[Entretien], envoi: Proposition | None) -> list[Entretien]:
    return [e for e in reponses if envoi is None or e.le <= envoi.envoyee]


def _pas_de_besoin(e: Entretien) -> str:
    return f"Question de la décohabitation posée le {jour_fr(e.le)} : pas de besoin"


def _concernee_depuis(ctx: Contexte, p: Personne) -> date | None:
    bornes = [d for d in (p.arrivee, None if conjoint_ou_aine(p) else majorite(p, ctx.majorite)) if d]
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
    toujours = conjoint_ou_aine(p)
    if not toujours and adulte(p, ctx.majorite, ctx.au) is False:
        return []
    depuis = _concernee_depuis(ctx, p)
    if ctx.reloge_avant(depuis):
        return []
    envoi = ctx.premier_envoi(depuis)
    jour = envoi.envoyee if envoi else ctx.au
    majeure = toujours or adulte(p, ctx.majorite, jour)
    if majeure is False or not presente(p, jour) or p is _premier_titulaire(ctx, jour):
        return []
    return [(envoi, majeure is True)]


def _premier_titulaire(ctx: Contexte, jour: date) -> Personne | None:
    """Le titulaire autour de qui les autres se comptent : de plusieurs présents ce jour-là, le plus ancien au foyer."""
    titulaires = [p for p in presentes(ctx.faits.personnes, jour) if p.lien is Lien.TITULAIRE]
    return min(titulaires, key=lambda p: p.arrivee or date.min, default=None)


def _decohabitation(ctx: Contexte, reponses: list[Entretien], envoi: Proposition | None) -> Constat:
    a_temps = _a_temps(reponses, envoi)
    liens = [d for d in ctx.faits.decohabitations if envoi is None or d[1] <= envoi.envoyee]
    cible = Cible("entretiens", "decohabitation", reponses[-1].id if reponses else None)
    if a_temps and not a_temps[-1].decohabitation:
        if reponses[-1].decohabitation and not ctx.reloge_avant(reponses[-1].le):
            return _decohabitation(ctx, reponses, ctx.premier_envoi(reponses[-1].le))
        return DECOHABITATION.respectee(
            lambda: _pas_de_besoin(a_temps[-1]),
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
        phrase = manque if ctx.reloge_le else f"avant l'envoi de la {ctx.envoi_attendu}, {manque}"
        return DECOHABITATION.a_faire(f"{phrase[0].upper()}{phrase[1:]}", cible, ctx.au, None)
    oubli = "sans ménage lié pour le besoin de décohabitation relevé" if a_temps else "sans réponse à cette question"
    return DECOHABITATION.non_respectee(
        lambda: f"La proposition n° {envoi.rang} est partie le {jour_fr(envoi.envoyee)} {oubli} (décohabitation)",
        cible,
        preuves=(preuve_proposition(envoi),),
        echeance=envoi.envoyee,
    )
