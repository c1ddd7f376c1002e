"""L1 : le délai de réponse à une proposition, dix jours au moins, et le silence qui vaut refus."""

from __future__ import annotations

from datetime import date, timedelta

from relogement.regles.alertes.alerte import Alerte, NatureAlerte, Niveau, RegleAlerte
from relogement.regles.calendrier import ajouter_jours, jour_fr
from relogement.regles.charte import cles
from relogement.regles.charte.compteurs import numeros
from relogement.regles.charte.constat import Cible
from relogement.regles.charte.contexte import Contexte, preuve_proposition
from relogement.regles.faits import Proposition
from relogement.regles.loi import REPONSE, Loi
from relogement.vocabulaire import Reponse

REPONSE_ATTENDUE = NatureAlerte(
    "L1",
    "Délai de réponse à une proposition",
    "dix jours au moins depuis la réception effective ou, à défaut, la vaine présentation ; le silence vaut refus",
    "CCH, article R. 441-10",
)


def delai_de_reponse(ctx: Contexte, loi: Loi) -> Alerte | None:
    """L1 : la proposition sans réponse dont le délai finit le plus tôt ; la charte peut donner plus long que la loi.

    La réponse est à temps le jour de l'échéance ; sans réception ni présentation notée, le délai n'est pas connu.
    """
    ouvertes = [p for p in ctx.faits.propositions if _ouverte(p)]
    if not ouvertes or ctx.reloge_le is not None:
        return None
    datees = [(limite, p) for p in ouvertes if (limite := _limite(ctx, loi, p)) is not None]
    if not datees:
        return _non_recues(tuple(ouvertes))
    limite, p = min(datees, key=lambda d: d[0])
    return _echue(limite, p) if ctx.au > limite else _court(limite, p)


def _ouverte(p: Proposition) -> bool:
    """Sans réponse, ou d'un silence que l'agent n'a pas encore confirmé."""
    return p.reponse is None or (p.reponse is Reponse.TACITE and p.confirme_le is None)


def _depart(p: Proposition) -> date | None:
    """La réception effective, ou la vaine présentation à défaut."""
    return p.recue or p.presentee


def _limite(ctx: Contexte, loi: Loi, p: Proposition) -> date | None:
    depart = _depart(p)
    if depart is None:
        return None
    jours = max(loi.entier(REPONSE, depart), ctx.charte.entier(cles.REPONSE_DELAI, depart))
    plancher = ajouter_jours(depart, jours)
    return max(plancher, p.reponse_attendue or plancher)


def _non_recues(propositions: tuple[Proposition, ...]) -> Alerte:
    return REPONSE_ATTENDUE.alerte(
        Niveau.INFO,
        f"La réception ou la première présentation n'est pas notée pour {numeros(propositions)} : le délai de réponse "
        "n'est pas connu",
        cible=Cible("propositions", "reception", propositions[-1].id),
        depuis=max(p.envoyee for p in propositions),
        preuves=tuple(preuve_proposition(p) for p in propositions),
    )


def _court(limite: date, p: Proposition) -> Alerte:
    return REPONSE_ATTENDUE.alerte(
        Niveau.BIENTOT,
        lambda: f"La réponse à la proposition n° {p.rang}, {_recue(p)}, est attendue jusqu'au {jour_fr(limite)}",
        cible=Cible("propositions", "reponse", p.id),
        le=limite,
        depuis=_depart(p) or p.envoyee,
        preuves=(preuve_proposition(p),),
    )


def _echue(limite: date, p: Proposition) -> Alerte:
    return REPONSE_ATTENDUE.alerte(
        Niveau.ECHUE,
        lambda: (
            f"La proposition n° {p.rang}, {_recue(p)}, est restée sans réponse au {jour_fr(limite)} : le silence vaut "
            "refus tacite, que l'agent doit confirmer"
        ),
        cible=Cible("propositions", "confirmation", p.id),
        le=limite,
        depuis=limite + timedelta(days=1),
        preuves=(preuve_proposition(p),),
    )


def _recue(p: Proposition) -> str:
    if p.recue is not None:
        return f"reçue le {jour_fr(p.recue)}"
    return f"présentée en vain le {jour_fr(p.presentee)}" if p.presentee else ""


REGLES = (RegleAlerte(REPONSE_ATTENDUE, delai_de_reponse),)
