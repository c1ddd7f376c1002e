"""La minoration de loyer de l'ANRU : ses conditions, une à une, et le forfait du barème en vigueur au bail."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from relogement.commun import ressource
from relogement.formats import euros, pluriel
from relogement.regles.calendrier import jour_fr
from relogement.regles.typologie import pieces


@dataclass(frozen=True, slots=True)
class BaremeMinoration:
    """Un barème et ses forfaits : (pièces, au moins, et centimes au total) ; vide : montants inconnus."""

    du: date
    reference: str
    forfaits: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Accueil:
    """Le relogement dont on regarde le droit à la minoration ; loyers en centimes par mois, None : inconnu."""

    demolition_anru: bool
    temporaire: bool
    neuf: bool | None
    """Neuf, ou de moins de 5 ans."""
    type: str | None
    bail: date
    loyer: int | None
    plafond_apl: int | None


def conditions(a: Accueil) -> tuple[tuple[bool | None, str], ...]:
    """Chaque condition : remplie, non remplie ou inconnue (None), et son nom."""
    sous = None if a.loyer is None or a.plafond_apl is None else a.loyer <= a.plafond_apl
    return (
        (a.demolition_anru, "démolition en convention ANRU"),
        (not a.temporaire, "relogement définitif"),
        (a.neuf, "logement neuf ou de moins de 5 ans"),
        (sous, "loyer du bail dans la limite du plafond APL du ménage"),
    )


def dire_quota(demandes: int, prevus: int | None) -> str:
    """Combien de forfaits sont demandés sur ceux que la convention dimensionne (règlement de l'ANRU)."""
    dits = pluriel(demandes, "forfait demandé", "forfaits demandés")
    if prevus is None:
        return f"{dits} ; le nombre que prévoit la convention n'est pas noté dans les réglages de l'opération"
    if demandes > prevus:
        return f"{dits} pour {prevus} prévus par la convention : le nombre est dépassé"
    return f"{dits} sur {prevus} prévus par la convention"


def dire_forfait(a: Accueil) -> str:
    """Le forfait du barème en vigueur le jour du bail, ou pourquoi l'application ne le donne pas."""
    connus = charger_minoration()
    b = next((x for x in reversed(connus) if x.du <= a.bail), None)
    if b is None:
        return f"Aucun barème n'est connu avant le {jour_fr(connus[0].du)} : tapez le montant de la convention"
    if not b.forfaits:
        return f"Les montants du barème en vigueur depuis le {jour_fr(b.du)}, par zone et typologie, ne sont pas " \
            "dans l'application : tapez celui de la convention"
    lues = pieces(a.type)
    if len(lues) != 1:
        return "Le type du logement n'est pas connu : le forfait en dépend"
    (n,) = lues
    montant = [m for depuis, m in b.forfaits if depuis <= max(n, 1)][-1]
    return f"Forfait du barème du {jour_fr(b.du)} pour un {a.type} : {euros(montant, entier=True)}"


@lru_cache(maxsize=1)
def charger_minoration() -> tuple[BaremeMinoration, ...]:
    """Les barèmes livrés, du plus ancien au plus récent."""
    brut = tomllib.loads(ressource("baremes/minoration.toml").read_text(encoding="utf-8"))
    return tuple(
        BaremeMinoration(b["du"], b["reference"], tuple((f["depuis_pieces"], f["montant"]) for f in b["forfaits"]))
        for b in brut["bareme"]
    )
