"""L4 : le numéro unique de la demande, à renouveler chaque année."""

from __future__ import annotations

from relogement.regles.alertes.alerte import Alerte, NatureAlerte, Niveau, RegleAlerte
from relogement.regles.calendrier import ajouter_mois, jour_fr
from relogement.regles.charte import cles
from relogement.regles.charte.constat import Cible, Preuve
from relogement.regles.charte.contexte import Contexte
from relogement.regles.loi import NUR, Loi

RENOUVELLEMENT = NatureAlerte(
    "L4",
    "Numéro unique (NUR) à renouveler",
    "renouvelé chaque année, sinon la demande est radiée ; alerte à onze mois, échue à douze",
    "CCH, article L. 441-2-1",
)
_CIBLE = Cible("foyer", "nur")


def numero_a_renouveler(ctx: Contexte, loi: Loi) -> Alerte | None:
    """L4 : bientôt à onze mois du dernier renouvellement, échue le jour des douze ; rien une fois relogé.

    Un numéro inconnu ne se dit qu'après le premier entretien, où il se demande.
    """
    nur = ctx.faits.nur
    if ctx.reloge_le is not None or (nur is None and ctx.entretien is None):
        return None
    if nur is None:
        phrase = "Aucun numéro unique n'est noté : sans lui, une commission d'attribution n'examine pas la demande"
        return RENOUVELLEMENT.alerte(Niveau.INFO, phrase, cible=_CIBLE)
    preuves = (Preuve("nur", ctx.faits.id, nur.le, "Numéro unique"),)
    if nur.le is None:
        phrase = "La date du dernier renouvellement du numéro unique n'est pas connue"
        return RENOUVELLEMENT.alerte(Niveau.INFO, phrase, cible=_CIBLE, preuves=preuves)
    limite = ajouter_mois(nur.le, loi.entier(NUR, nur.le))
    prevenir = ajouter_mois(nur.le, ctx.charte.entier(cles.NUR_ALERTE, nur.le))
    if ctx.au < prevenir:
        return None
    echue = ctx.au >= limite
    verbe = "devait être renouvelé" if echue else "est à renouveler"
    return RENOUVELLEMENT.alerte(
        Niveau.ECHUE if echue else Niveau.BIENTOT,
        f"Le numéro unique, renouvelé le {jour_fr(nur.le)}, {verbe} avant le {jour_fr(limite)}",
        cible=_CIBLE,
        le=limite,
        depuis=limite if echue else prevenir,
        preuves=preuves,
    )


REGLES = (RegleAlerte(RENOUVELLEMENT, numero_a_renouveler),)
