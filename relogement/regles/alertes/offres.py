"""L2 et L3 : le compteur légal des offres refusées et l'échéance des six mois, jamais mêlés à ceux de la charte."""

from __future__ import annotations

from datetime import date, timedelta

from relogement.regles.alertes.alerte import Alerte, NatureAlerte, Niveau, RegleAlerte
from relogement.regles.calendrier import ajouter_mois, jour_fr
from relogement.regles.charte.compteurs import Compteur, compteur_loi, conforme, numeros
from relogement.regles.charte.constat import Cible
from relogement.regles.charte.contexte import Contexte, preuve_proposition
from relogement.regles.faits import FaitsOperation, Proposition
from relogement.regles.loi import CHANGEMENT_USAGE, OFFRES_MOIS, OFFRES_NOMBRE, Loi
from relogement.vocabulaire import NatureOperation

_SOURCE = "CCH, articles L. 353-15 III, L. 442-6 II et L. 481-3"
COMPTEUR = NatureAlerte(
    "L2",
    "Compteur légal des offres",
    "démolition autorisée ou prévue par une convention ANRU, ou changement d'usage de plus de cinq logements : trois "
    "offres conformes à l'article 13 bis ; un logement conçu pour ce locataire en dispense ; jamais une réhabilitation",
    _SOURCE,
)
SIX_MOIS = NatureAlerte(
    "L3",
    "Échéance des six mois",
    "trois offres du compteur légal refusées : notification de la troisième + six mois",
    _SOURCE,
)


def compteur_applicable(o: FaitsOperation, loi: Loi, au: date) -> bool | None:
    """Vrai si la loi compte les offres de cette opération ; None : le nombre de logements, qui décide, est inconnu.

    Une restructuration ou un changement d'usage n'y entre par l'ANRU que s'il comporte une démolition.
    """
    if not o.demolition:
        return False
    if (o.autorisation is not None and o.autorisation <= au) or (o.anru and o.demolit):
        return True
    if o.nature is not NatureOperation.CHANGEMENT_USAGE:
        return False
    return None if o.logements is None else o.logements > loi.entier(CHANGEMENT_USAGE, au)


def compteur_des_offres(ctx: Contexte, loi: Loi) -> Alerte | None:
    """L2 : les offres conformes refusées, dès le premier refus ; rien une fois une proposition acceptée."""
    applicable = compteur_applicable(ctx.faits.operation, loi, ctx.au)
    compteur, concues = compteur_loi(ctx.faits), _concues(ctx)
    refusees = (*compteur.comptees, *compteur.incertaines, *compteur.ecartees)
    if applicable is False or _reloge(ctx) or not (refusees or concues):
        return None
    voulues = loi.entier(OFFRES_NOMBRE, ctx.au)
    atteint = applicable and (compteur.nombre >= voulues or bool(concues))
    return COMPTEUR.alerte(
        Niveau.BIENTOT if atteint else Niveau.INFO,
        lambda: _dire(compteur, concues, voulues, connu=applicable is not None),
        cible=_cible(compteur),
        depuis=max((_su(p) for p in (*refusees, *concues)), default=date.min),
        preuves=tuple(preuve_proposition(p) for p in (*compteur.comptees, *concues)),
    )


def echeance_des_six_mois(ctx: Contexte, loi: Loi) -> Alerte | None:
    """L3 : six mois de date à date depuis la notification de la troisième offre comptée ; échue le lendemain.

    La troisième est celle notifiée en troisième, quel que soit l'ordre des envois ; la notification est la réception
    ou, à défaut, la première présentation. Si rien n'en est noté, l'échéance se compte de l'envoi, dite « au plus
    tôt », et ne passe jamais pour échue.
    """
    if not compteur_applicable(ctx.faits.operation, loi, ctx.au) or _reloge(ctx):
        return None
    comptees = sorted(compteur_loi(ctx.faits).comptees, key=lambda p: _notifiee(p) or p.envoyee)
    voulues = loi.entier(OFFRES_NOMBRE, ctx.au)
    if len(comptees) < voulues:
        return None
    derniere = comptees[voulues - 1]
    notifiee = _notifiee(derniere)
    depart = notifiee or derniere.envoyee
    limite = ajouter_mois(depart, loi.entier(OFFRES_MOIS, depart))
    echue = notifiee is not None and ctx.au > limite
    return SIX_MOIS.alerte(
        Niveau.ECHUE if echue else Niveau.BIENTOT,
        lambda: _dire_six_mois(derniere, notifiee, limite),
        cible=Cible("propositions", "reponse" if notifiee else "reception", derniere.id),
        le=limite,
        depuis=limite + timedelta(days=1) if echue else max(_su(p) for p in comptees[:voulues]),
        preuves=tuple(preuve_proposition(p) for p in comptees[:voulues]),
    )


def _notifiee(p: Proposition) -> date | None:
    """Le jour de la réception ou, à défaut, de la première présentation ; None : rien n'en est noté."""
    return p.recue or p.presentee


def _reloge(ctx: Contexte) -> bool:
    return ctx.acceptee is not None or ctx.reloge_le is not None


def _concues(ctx: Contexte) -> tuple[Proposition, ...]:
    """Les logements conçus pour ce relogement, sauf ceux dont un point de l'article 13 bis est à non."""
    return tuple(p for p in ctx.definitives if p.construit_pour_lui and conforme(p) is not False)


def _su(p: Proposition) -> date:
    """Le jour où l'on a su de cette offre ce que le compteur en dit."""
    return max(le for le in (p.envoyee, p.reponse_le, p.confirme_le) if le is not None)


def _cible(compteur: Compteur) -> Cible:
    suspens = compteur.incertaines
    return Cible("propositions", "adequation", suspens[0].id) if suspens else Cible("propositions", "proposition")


def _dire(compteur: Compteur, concues: tuple[Proposition, ...], voulues: int, *, connu: bool) -> str:
    n = compteur.nombre
    pluriel = "s" if n > 1 else ""
    dites = [f"{n} offre{pluriel} conforme{pluriel} à l'article 13 bis refusée{pluriel}, sur {voulues}"]
    if compteur.ecartees:
        dites.append(f"hors du compte, un point au moins étant à non : {numeros(compteur.ecartees)}")
    if compteur.phrase:
        dites.append(compteur.phrase)
    if concues:
        dites.append(f"conçu pour ce relogement, ce qui dispense du compte s'il est conforme : {numeros(concues)}")
    if not connu:
        dites.append("le nombre de logements de l'opération, inconnu, dit si la loi les compte")
    return " ; ".join(dites)


def _dire_six_mois(derniere: Proposition, notifiee: date | None, limite: date) -> str:
    suite = "perte du droit au maintien, action judiciaire possible"
    if notifiee is None:
        return (
            f"La notification de la proposition n° {derniere.rang} n'est pas notée : comptés de son envoi, les six "
            f"mois finissent au plus tôt le {jour_fr(limite)} ({suite})"
        )
    return (
        f"Les six mois comptés de la notification de la proposition n° {derniere.rang}, le {jour_fr(notifiee)}, "
        f"finissent le {jour_fr(limite)} ({suite})"
    )


def _demolition(ctx: Contexte) -> bool:
    return ctx.faits.operation.demolition


REGLES = (
    RegleAlerte(COMPTEUR, compteur_des_offres, _demolition),
    RegleAlerte(SIX_MOIS, echeance_des_six_mois, _demolition),
)
