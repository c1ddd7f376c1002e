"""A04.6 : en réhabilitation, les attentes du ménage, et la réponse qu'elles reçoivent."""

from __future__ import annotations

from datetime import date

from relogement.regles.calendrier import ajouter_jours, jour_fr
from relogement.regles.charte import cles
from relogement.regles.charte.constat import Cible, Constat, Preuve
from relogement.regles.charte.contexte import Contexte
from relogement.regles.charte.etats import Etat
from relogement.regles.charte.obligation import Obligation, pire
from relogement.regles.faits import Souhait

ATTENTES = Obligation(
    "A04.6",
    "Attentes du ménage prises en compte",
    "Article 4, dernier alinéa",
    frozenset({Etat.SANS_OBJET, Etat.A_VENIR, Etat.A_FAIRE, Etat.EN_RETARD, Etat.RESPECTEE}),
)


def attentes_prises_en_compte(ctx: Contexte) -> Constat:
    """A04.6 : en réhabilitation, des souhaits notés et une réponse ; échéance entretien + 90 j.

    De nouveaux souhaits, après une première réponse, en attendent une autre : 90 j après eux. Des souhaits sans réponse
    que d'autres remplacent n'en attendent plus ; le retard d'une réponse passée reste dit.
    """
    if ctx.faits.operation.demolition:
        return ATTENTES.sans_objet("Cette obligation ne regarde que les réhabilitations")
    souhaits = sorted((s for s in ctx.faits.souhaits if s.exprime), key=lambda s: s.le)
    if not souhaits:
        return _a_noter(ctx)
    return pire([_souhait(ctx, souhaits, s) for s in souhaits if s.reponse_le is not None or s is souhaits[-1]])


def _a_noter(ctx: Contexte) -> Constat:
    cible = Cible("entretiens", "souhaits")
    echeance = _apres_entretien(ctx)
    if echeance is None:
        return _sans_entretien(cible)
    return ATTENTES.a_faire("Souhaits du ménage à noter, et réponse à donner", cible, ctx.au, echeance)


def _sans_entretien(cible: Cible) -> Constat:
    return ATTENTES.a_venir("Les attentes se recueillent à l'entretien", cible)


def _souhait(ctx: Contexte, souhaits: list[Souhait], s: Souhait) -> Constat:
    deja = any(autre.reponse_le is not None and autre.reponse_le <= s.le for autre in souhaits if autre.le < s.le)
    echeance = ajouter_jours(s.le, ctx.charte.entier(cles.ATTENTES, s.le)) if deja else _apres_entretien(ctx)
    if s.reponse_le is not None:
        le = s.reponse_le
        return ATTENTES.respectee(
            lambda: f"Réponse donnée le {jour_fr(le)} aux souhaits du ménage (souhaits du {jour_fr(s.le)})",
            le=le,
            echeance=echeance,
            preuves=(Preuve("souhait", s.id, s.le, "Souhaits"),),
        )
    cible = Cible("entretiens", "souhaits", s.id)
    if echeance is None:
        return _sans_entretien(cible)
    nouveaux = f"nouveaux souhaits du ménage ({jour_fr(s.le)})" if deja else "souhaits du ménage"
    return ATTENTES.a_faire(f"Réponse à donner aux {nouveaux}", cible, ctx.au, echeance)


def _apres_entretien(ctx: Contexte) -> date | None:
    entretien = ctx.entretien
    return ajouter_jours(entretien.le, ctx.charte.entier(cles.ATTENTES, entretien.le)) if entretien else None
