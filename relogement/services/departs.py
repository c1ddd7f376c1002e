"""Les ménages que la liste ne montre plus : partis, absents d'une liste partielle, ou revenus."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from relogement.modeles import Composition, LigneImportee, Loyer, Menage
from relogement.services.inventaire import PARTIS, Inventaire
from relogement.services.lieux import place
from relogement.tableur.etat_locatif import LigneLocative

DEPARTS_DEDUITS = 2
"""Lignes manquantes qu'une liste peut toujours avoir sans être tenue pour partielle."""
PART_DEDUITE = 10
"""Au-delà d'un ménage connu sur dix, des lignes qui manquent ne sont plus des départs."""


@dataclass(frozen=True, slots=True)
class Departs:
    """Combien sont partis, et les références de ceux qui manquent sans qu'on puisse le dire."""

    partis: int
    absents: tuple[str, ...]


def faire_partir(
    inv: Inventaire, lignes: Iterable[LigneLocative], reconnus: set[UUID], vus: set[UUID]
) -> Departs:
    """Le départ de qui n'est plus nulle part dans la liste ; `reconnus` : ses logements, `vus` : ses ménages.

    Un logement vacant, ou pris par un autre, est un départ. Une ligne qui manque n'en est un que dans un bâtiment de
    la liste, et si elles sont peu : au plus deux ou un ménage connu sur dix, et jamais plus de la moitié.
    """
    batiments = {place(ligne)[0] for ligne in lignes}
    suivis = [r for r in inv.rangees.values() if r.menage_id in inv.menages]
    connus = [r for r in suivis if _en_place(inv, r)]
    manquants = [r for r in suivis if r.menage_id not in vus and r.logement_id not in reconnus]
    attendus = [r for r in manquants if _en_place(inv, r)]
    peu = len(attendus) <= max(DEPARTS_DEDUITS, len(connus) // PART_DEDUITE) and len(attendus) * 2 <= len(connus)
    deduits = [r for r in manquants if peu and _batiment(inv, r) in batiments]
    explicites = [r for r in suivis if r.menage_id not in vus and r.logement_id in reconnus]
    partis = sum(partir(inv, r, _menage(inv, r)) for r in (*explicites, *deduits))
    dits = {r.id for r in deduits}
    references = sorted(_menage(inv, r).reference for r in attendus if r.id not in dits)
    return Departs(partis, tuple(references))


def _menage(inv: Inventaire, rangee: LigneImportee) -> Menage:
    assert rangee.menage_id is not None
    return inv.menages[rangee.menage_id]


def _en_place(inv: Inventaire, rangee: LigneImportee) -> bool:
    return inv.present(_menage(inv, rangee))


def _batiment(inv: Inventaire, rangee: LigneImportee) -> str:
    logement = inv.logements.get(rangee.logement_id)
    return place(logement)[0] if logement else ""


def partir(inv: Inventaire, rangee: LigneImportee, menage: Menage) -> bool:
    """Bail et périodes finissent au jour de la liste ; faux si le ménage était déjà parti."""
    bail = inv.baux.get(menage.id)
    if menage.id in inv.partis or menage.sortie_le is not None or (bail is not None and bail.fin):
        return False
    if bail is not None and (bail.debut is None or bail.debut <= inv.arretee):
        bail.fin = inv.arretee
    for table in (Loyer, Composition):
        actuelle = inv.en_cours(table, menage.id)
        if actuelle is not None and actuelle.au is None:
            actuelle.au = inv.arretee
    siennes = {c: v for c, v in rangee.valeurs.items() if c != PARTIS}
    partis = rangee.valeurs.get(PARTIS, {}) | {str(menage.id): {"le": inv.arretee.isoformat(), "valeurs": siennes}}
    rangee.valeurs = rangee.valeurs | {PARTIS: partis}
    inv.partis[menage.id] = rangee, inv.arretee
    if menage.id not in inv.reloges:
        raison = "Ce ménage n'est plus dans la liste du bailleur : notez son relogement ou sa sortie."
        inv.signaler("absence", "bail", f"liste du {inv.arretee:%d/%m/%Y}", raison, menage_id=menage.id)
    return True


def revenir(inv: Inventaire, menage: Menage) -> bool:
    """Un ménage que la liste croyait parti y est de nouveau : ce que son départ avait fini reprend, et se règle.

    Ce que l'agent a changé depuis reste. Faux si aucune liste ne l'avait cru parti.
    """
    if menage.id not in inv.partis:
        return False
    rangee, le = inv.partis.pop(menage.id)
    bail = inv.baux.get(menage.id)
    if bail is not None and bail.fin == le:
        bail.fin = None
    for table in (Loyer, Composition):
        siennes = inv.periodes.get((table, menage.id), [])
        if siennes and siennes[-1].au == le:
            siennes[-1].au = None
    signal = inv.deja.get((menage.id, "bail", f"liste du {le:%d/%m/%Y}"))
    if signal is not None and signal.regle_le is None:
        signal.regle_le = inv.aujourd_hui
    restants = {m: depart for m, depart in rangee.valeurs.get(PARTIS, {}).items() if m != str(menage.id)}
    autres = {c: v for c, v in rangee.valeurs.items() if c != PARTIS}
    rangee.valeurs = autres | ({PARTIS: restants} if restants else {})
    return True
