"""Le forfait qui répond à un bail : celui du barème livré ou des lignes tapées, ou la phrase qui dit ce qui manque."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from relogement.formats import euros, pluriel
from relogement.regles.calendrier import jour_fr
from relogement.regles.minoration.bareme import LigneForfait, bareme_au, charger_minoration, en_vigueur
from relogement.regles.typologie import pieces
from relogement.vocabulaire import ZoneMinoration

OU_TAPER = "Réglages, onglet « Minoration ANRU »"
SANS_ZONE = "il manque la zone du logement (arrêté du 5 mai 1995), à choisir sur la fiche « Minoration de loyer »"


@dataclass(frozen=True, slots=True)
class Forfait:
    """Le montant (centimes, au total) et sa phrase, sans point final ; None : aucun ne répond, la phrase dit pourquoi.

    `a_taper` : le barème de ce jour n'est pas livré, et des lignes y manquent.
    """

    montant: int | None
    phrase: str
    a_taper: bool = False


def forfait(bail: date, type_: str | None, zone: ZoneMinoration | None, typees: Sequence[LigneForfait]) -> Forfait:
    """Le forfait d'un logement de ce type dans cette zone (None : inconnue), pour un bail signé ce jour-là.

    La zone est celle de l'arrêté du 5 mai 1995 : rien ne dit qu'elle coïncide avec la zone APL.
    `typees` : les lignes tapées par les agents ; elles ne comptent que depuis un barème livré sans montants.
    """
    bareme = bareme_au(bail)
    if bareme is None:
        premier = charger_minoration()[0]
        return Forfait(None, f"Aucun barème n'est connu avant le {jour_fr(premier.du)} : tapez le montant de la "
                             "convention")
    a_taper = not bareme.forfaits
    lignes = en_vigueur(typees if a_taper else bareme.forfaits, bail)
    if not lignes:
        return Forfait(None, f"Les montants du barème en vigueur depuis le {jour_fr(bareme.du)}, par zone et type, ne "
                             f"sont pas livrés avec l'application : tapez ses lignes une fois ({OU_TAPER})", True)
    lues = pieces(type_)
    if len(lues) != 1:
        return Forfait(None, "Le type du logement n'est pas connu : le forfait en dépend")
    (n,) = lues
    return _par_zone([x for x in lignes if x.pour(n)], f"T{n}", bail, zone, a_taper=a_taper)


def dire_quota(demandes: int, prevus: int | None) -> str:
    """Combien de forfaits sont demandés sur ceux que la convention dimensionne (règlement de l'ANRU)."""
    dits = pluriel(demandes, "forfait demandé", "forfaits demandés")
    if prevus is None:
        return f"{dits} ; le nombre que prévoit la convention n'est pas noté dans les réglages de l'opération"
    if demandes > prevus:
        return f"{dits} pour {prevus} prévus par la convention : le nombre est dépassé"
    return f"{dits} sur {prevus} prévus par la convention"


def _par_zone(
    lignes: list[LigneForfait], type_: str, bail: date, zone: ZoneMinoration | None, *, a_taper: bool
) -> Forfait:
    """Un seul montant dans chaque zone possible : c'est lui ; sinon, ce que l'on sait de chacune."""
    possibles = tuple(ZoneMinoration) if zone is None else (zone,)
    par_zone = {z: sorted({x.montant for x in lignes if x.dans(z)}) for z in possibles}
    montants = {m for siens in par_zone.values() for m in siens}
    if len(montants) == 1 and all(par_zone.values()):
        return _trouve(montants.pop(), lignes, type_, zone)
    if not montants:
        ou = "" if zone is None else f" en {zone.libelle}"
        return Forfait(None, f"Aucune ligne du barème tapé ne répond à un {type_}{ou} pour un bail du "
                             f"{jour_fr(bail)} : ajoutez-la ({OU_TAPER})", a_taper)
    dits = " ; ".join(f"{z.libelle}, {_montants(siens)}" for z, siens in par_zone.items())
    pourquoi = SANS_ZONE if zone is None else "plusieurs lignes du barème y répondent"
    return Forfait(None, f"Le forfait d'un {type_} n'est pas connu, {pourquoi} : {dits}")


def _trouve(montant: int, lignes: list[LigneForfait], type_: str, zone: ZoneMinoration | None) -> Forfait:
    ligne = next(x for x in lignes if x.montant == montant and (zone is None or x.dans(zone)))
    ou = f" en {zone.libelle}" if ligne.zone and zone else ""
    return Forfait(montant, f"Forfait pour un {type_}{ou} : {_euros(montant)}, barème du {jour_fr(ligne.du)} "
                            f"({ligne.reference})")


def _montants(siens: list[int]) -> str:
    return " ou ".join(map(_euros, siens)) or "aucune ligne"


def _euros(montant: int) -> str:
    return euros(montant, entier=not montant % 100)
