"""Ce qu'un loyer est pour un ménage : accessible, potentiellement accessible ou au-delà, et la phrase qui le dit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from relogement.commun import ErreurMetier
from relogement.formats import euros
from relogement.regles.apl.bareme import Bareme
from relogement.regles.apl.plafond import PlafondLoyer, plafond_loyer
from relogement.regles.apl.plusieurs import plafond_du_menage
from relogement.regles.apl.zones import Zone
from relogement.regles.convention.accessibilite import Accessibilite, situer
from relogement.regles.convention.menages_types import menage_type
from relogement.regles.dossier_budget import DossierBudget

CE_MENAGE, MENAGE_TYPE = "ce ménage", "son ménage type"
LireZone = Callable[[], Zone]
"""La zone d'un logement, lue au besoin : ErreurMetier si rien ne la dit."""


@dataclass(frozen=True, slots=True)
class Acces:
    """L'accessibilité d'un logement pour quelqu'un ; `plafond` et `ecart` (loyer − plafond) en centimes par mois.

    `phrase` commence sans majuscule ; `origine` : d'où vient le plafond. None : inconnu.
    """

    quoi: Accessibilite
    phrase: str
    plafond: int | None = None
    ecart: int | None = None
    origine: str = ""


def acces_menage(
    dossier: DossierBudget, loyer: int | None, commune: str | None, zone: int | None, le: date, marge: int
) -> Acces:
    """Pour un ménage donné : le plafond de sa famille, dans la zone du logement, ce jour-là ; inconnu, il dit pourquoi.

    `loyer` et `marge` en centimes par mois ; `zone` : celle qu'un agent a indiquée. Le quartier n'y fait rien : seul le
    compte du parc (C3) écarte les QPV.
    """
    try:
        plafond = plafond_du_menage(dossier, commune, zone, le)
    except ErreurMetier as e:
        return inconnu(CE_MENAGE, e.phrase)
    return acces(loyer, plafond, marge, CE_MENAGE)


def acces_type(
    type_: str | None, loyer: int | None, saisi: int | None, zone: LireZone, le: date, bareme: Bareme, marge: int
) -> Acces:
    """Pour le ménage type d'un logement : le plafond `saisi` par un agent, sinon celui de la famille de sa taille."""
    if saisi is not None:
        return situe(loyer, saisi, marge, MENAGE_TYPE, "plafond tapé par un agent")
    try:
        plafond = plafond_loyer(menage_type(type_, le), zone(), le, bareme)
    except ErreurMetier as e:
        return inconnu(MENAGE_TYPE, e.phrase)
    return acces(loyer, plafond, marge, MENAGE_TYPE)


def acces(loyer: int | None, plafond: PlafondLoyer, marge: int, qui: str) -> Acces:
    """Le loyer (centimes par mois) au regard d'un plafond déjà connu ; bornes comprises."""
    return situe(loyer, plafond.montant, marge, qui, plafond.origine)


def situe(loyer: int | None, plafond: int, marge: int, qui: str, origine: str) -> Acces:
    """L'accessibilité et sa phrase ; `qui` : pour qui elle vaut (« ce ménage »)."""
    if loyer is None:
        return inconnu(qui, "Le loyer du logement n'est pas noté.", plafond, origine)
    quoi, ecart = situer(loyer, plafond, marge), loyer - plafond
    if ecart <= 0:
        suite = f"loyer {euros(loyer)} ≤ plafond {euros(plafond)}"
    else:
        suite = f"loyer {euros(loyer)}, {euros(ecart)} au-dessus du plafond de {euros(plafond)}"
    dit = "pas accessible" if quoi is Accessibilite.AU_DELA else quoi.libelle
    return Acces(quoi, f"{dit} pour {qui} : {suite}", plafond, ecart, origine)


def dire_acces(a: Acces) -> str:
    """La phrase, et d'où vient le plafond."""
    return f"{a.phrase} ({a.origine})." if a.origine else f"{a.phrase}."


def inconnu(qui: str, pourquoi: str, plafond: int | None = None, origine: str = "") -> Acces:
    """Ce qu'on ne peut pas dire, et pourquoi ; jamais « accessible »."""
    phrase = f"accessible ou non pour {qui}, inconnu : {pourquoi[:1].lower()}{pourquoi[1:]}"
    return Acces(Accessibilite.INCONNUE, phrase.rstrip("."), plafond, None, origine)
