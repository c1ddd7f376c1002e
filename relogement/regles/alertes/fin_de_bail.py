"""L9 et L10 : le préavis d'un mois, et les réparations locatives qu'une démolition ne retient pas."""

from __future__ import annotations

from datetime import date, timedelta

from relogement.formats import euros
from relogement.regles.alertes.alerte import Alerte, NatureAlerte, Niveau, RegleAlerte
from relogement.regles.calendrier import ajouter_mois, jour_fr
from relogement.regles.charte.constat import Cible, Preuve
from relogement.regles.charte.contexte import Contexte, preuve_relogement
from relogement.regles.faits import Bail
from relogement.regles.loi import PREAVIS, Loi

PREAVIS_UN_MOIS = NatureAlerte(
    "L9",
    "Préavis d'un mois",
    "le bail d'origine finit un mois après le congé, sauf autre date convenue",
    "Loi n° 89-462 du 6 juillet 1989, article 15 I",
)
REPARATIONS = NatureAlerte(
    "L10",
    "Réparations locatives",
    "en démolition, rien n'est retenu sur le dépôt de garantie pour des réparations locatives",
    "Réponse à la question n° 101548 de l'Assemblée nationale",
)


def preavis_d_un_mois(ctx: Contexte, loi: Loi) -> Alerte | None:
    """L9 : la fin du bail d'origine par défaut, congé + un mois ; une fin notée plus tard que lui se signale.

    Un relogement temporaire ne finit pas le bail d'origine.
    """
    bail = ctx.faits.bail
    if bail is None:
        return None
    conge = bail.conge if bail.conge and bail.conge <= ctx.au else None
    if conge is None:
        return _sans_conge(ctx, bail)
    fin = ajouter_mois(conge, loi.entier(PREAVIS, conge))
    if bail.fin is None:
        echue = ctx.au > fin
        return PREAVIS_UN_MOIS.alerte(
            Niveau.ECHUE if echue else Niveau.BIENTOT,
            f"Congé donné le {jour_fr(conge)} : sauf autre date, le bail d'origine finit le {jour_fr(fin)}",
            cible=Cible("foyer", "bail", bail.id),
            le=fin,
            depuis=fin + timedelta(days=1) if echue else conge,
            preuves=_preuves(bail, conge),
        )
    if bail.fin <= fin:
        return None
    return PREAVIS_UN_MOIS.alerte(
        Niveau.INFO,
        f"Le bail d'origine finit le {jour_fr(bail.fin)}, après le préavis d'un mois ({jour_fr(fin)})",
        cible=Cible("foyer", "bail", bail.id),
        le=fin,
        depuis=conge,
        preuves=_preuves(bail, conge),
    )


def _sans_conge(ctx: Contexte, bail: Bail) -> Alerte | None:
    nouveau = ctx.definitif
    if nouveau is None or bail.fin is not None:
        return None
    return PREAVIS_UN_MOIS.alerte(
        Niveau.INFO,
        f"Le nouveau bail est signé depuis le {jour_fr(nouveau.bail_signe)} et ni le congé ni la fin du bail d'origine "
        "ne sont notés",
        cible=Cible("foyer", "conge", bail.id),
        depuis=nouveau.bail_signe,
        preuves=(preuve_relogement(nouveau),),
    )


def _preuves(bail: Bail, conge: date) -> tuple[Preuve, ...]:
    return (Preuve("bail", bail.id, conge, "Congé donné par le ménage"),)


def reparations_locatives(ctx: Contexte, _: Loi) -> Alerte | None:
    """L10 : échue si un dépôt de garantie a une retenue ; le montant retenu inconnu d'un dépôt noté se signale."""
    if not ctx.faits.operation.demolition:
        return None
    notes = [(r.depot_le or r.bail_signe, r) for r in ctx.faits.relogements if not r.temporaire]
    retenus = [(le, r, r.depot_retenue) for le, r in notes if r.depot_retenue]
    if retenus:
        le, r, retenue = max(retenus, key=lambda n: n[0])
        return REPARATIONS.alerte(
            Niveau.ECHUE,
            f"{euros(retenue)} retenus sur le dépôt de garantie : en démolition, aucune réparation ne s'y retient",
            cible=Cible("demenagement", "depot_retenue", r.id),
            depuis=le,
            preuves=(preuve_relogement(r),),
        )
    inconnus = [(le, r) for le, r in notes if r.depot_le is not None and r.depot_retenue is None]
    if not inconnus:
        return None
    le, r = max(inconnus, key=lambda n: n[0])
    return REPARATIONS.alerte(
        Niveau.INFO,
        "On ne sait pas si une somme a été retenue sur le dépôt de garantie",
        cible=Cible("demenagement", "depot_retenue", r.id),
        depuis=le,
        preuves=(preuve_relogement(r),),
    )


REGLES = (RegleAlerte(PREAVIS_UN_MOIS, preavis_d_un_mois), RegleAlerte(REPARATIONS, reparations_locatives))
