"""Ce qui change par périodes : loyer, charges, aide, composition, revenu du foyer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from relogement.commun import sans_accents
from relogement.formats import euros
from relogement.modeles import Composition, Loyer, Ressource
from relogement.modeles.table import Periode
from relogement.services.fusion import Conflit, Fusion
from relogement.services.inventaire import Inventaire
from relogement.tableur.etat_locatif import LigneLocative
from relogement.vocabulaire import NatureRessource

ECART_DOUTEUX = 3
NATURES = {
    "salaire": NatureRessource.SALAIRE, "independant": NatureRessource.INDEPENDANT, "are": NatureRessource.CHOMAGE,
    "chomage": NatureRessource.CHOMAGE, "ass": NatureRessource.ASS, "retraite": NatureRessource.RETRAITE,
    "pension": NatureRessource.RETRAITE, "invalidite": NatureRessource.INVALIDITE, "aah": NatureRessource.AAH,
    "rsa": NatureRessource.RSA, "bourse": NatureRessource.BOURSE, "sans": NatureRessource.SANS,
}


def reprendre_montants(inv: Inventaire, menage_id: UUID, ligne: LigneLocative, fusion: Fusion) -> None:
    """Ouvre au jour de la liste une période pour ce qui a changé, sauf ce que l'agent tient."""
    for reprendre in REPRISES.values():
        reprendre(inv, menage_id, ligne, fusion)


def dits(table: type[Periode], ligne: LigneLocative) -> dict[str, Any]:
    """Colonne → ce que la liste en dit, pour cette table ; ce qu'elle tait n'y est pas."""
    lues: dict[type[Periode], dict[str, Any]] = {
        Loyer: {"loyer": ligne.loyer, "charges": ligne.charges, "apl": ligne.apl},
        Composition: {"occupants": ligne.occupants, "enfants": ligne.enfants},
        Ressource: {"nature": nature_lue(ligne.ressource_nature), "montant": ligne.revenu},
    }
    return {c: v for c, v in lues[table].items() if v is not None}


def loyer_douteux(inv: Inventaire, menage_id: UUID, ligne: LigneLocative) -> bool:
    """Vrai si la liste multiplie ou divise le loyer par trois, ou plus."""
    actuelle = inv.en_cours(Loyer, menage_id)
    ancien, nouveau = actuelle.loyer if actuelle else None, ligne.loyer
    if not ancien or not nouveau:
        return False
    return nouveau >= ECART_DOUTEUX * ancien or ancien >= ECART_DOUTEUX * nouveau


def nature_lue(texte: str | None) -> NatureRessource | None:
    """La nature que dit la liste ; « autre » pour un mot inconnu, None si elle ne dit rien."""
    if not texte:
        return None
    mots = sans_accents(texte).split()
    return next((nature for mot, nature in NATURES.items() if mot in mots), NatureRessource.AUTRE)


def _composition(inv: Inventaire, menage_id: UUID, ligne: LigneLocative, fusion: Fusion) -> None:
    actuelle = inv.en_cours(Composition, menage_id)
    lues = dits(Composition, ligne)
    pris = {c: v for c, v in lues.items() if fusion.a_prendre(c, v, getattr(actuelle, c, None))}
    if pris:
        inv.ouvrir(Composition, menage_id, pris)


def _loyer(inv: Inventaire, menage_id: UUID, ligne: LigneLocative, fusion: Fusion) -> None:
    """Ce que la liste dit ne se reprend pas d'avant, même inchangé ; ce qui n'était que reporté lui cède."""
    actuelle = inv.en_cours(Loyer, menage_id)
    lues = dits(Loyer, ligne)
    connus = {c: getattr(actuelle, c, None) for c in lues}
    reportes = (actuelle.reportes if actuelle else None) or {}
    tenus = {c: v for c, v in connus.items() if c not in reportes or v == lues[c]}
    pris = {c: v for c, v in lues.items() if fusion.a_prendre(c, v, tenus.get(c))}
    if pris:
        inv.ouvrir(Loyer, menage_id, connus | pris)


def _ressource(inv: Inventaire, menage_id: UUID, ligne: LigneLocative, fusion: Fusion) -> None:
    """Le revenu de la liste vaut pour le foyer ; dès que l'agent a noté les ressources, c'est lui qui sait."""
    lues = dits(Ressource, ligne)
    if not lues:
        return
    if tenues := _tenues(inv, menage_id):
        _revenu_en_conflit(tenues, ligne.revenu, fusion)
        return
    actuelle = inv.en_cours(Ressource, menage_id)
    pris = {
        c: v for c, v in lues.items()
        if fusion.a_prendre("revenu" if c == "montant" else c, v, getattr(actuelle, c, None))
    }
    if pris:
        inv.ouvrir(Ressource, menage_id, {"personne_id": None, "justificatif": inv.justificatif} | pris)


def _tenues(inv: Inventaire, menage_id: UUID) -> list[Ressource]:
    """Les ressources que l'agent tient à la place de la liste ; vide tant que la ligne de la liste court."""
    notees = inv.ressources_notees(menage_id)
    court = any(p.au is None for p in inv.periodes.get((Ressource, menage_id), []))
    return [] if court and all(r.personne_id is None for r in notees) else notees


def _revenu_en_conflit(tenues: list[Ressource], revenu: int | None, fusion: Fusion) -> None:
    if revenu is None or fusion.avant.get("revenu") == revenu:
        return
    par_personne = any(r.personne_id is not None for r in tenues)
    dit = "détaillées par personne" if par_personne else "notées pour le foyer"
    fusion.conflits.append(Conflit("revenu", dit, euros(revenu)))


REPRISES: Mapping[type[Periode], Callable[[Inventaire, UUID, LigneLocative, Fusion], None]] = {
    Loyer: _loyer, Composition: _composition, Ressource: _ressource,
}
"""Chaque table, et comment une ligne de liste y entre au jour de la liste."""
