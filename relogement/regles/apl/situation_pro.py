"""Ce que la situation d'une personne change à ses revenus passés : effacés, réduits de 30 %, ou comptés."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from relogement.regles.apl.regles_ressources import Regles
from relogement.regles.apl.releve import Releve, mois_avant
from relogement.vocabulaire import NatureRessource

N = NatureRessource
ACTIVITE = frozenset({N.SALAIRE, N.INDEPENDANT})
EFFACES = ACTIVITE | {N.CHOMAGE}
"""Ce que le RSA, l'ASS ou un chômage sans allocation efface de R."""
_SANS_ALLOCATION = {N.ASS: "l'ASS", N.CHOMAGE_NON_INDEMNISE: "un chômage sans allocation"}
_INACTIFS = {N.RETRAITE: "la retraite", N.INVALIDITE: "l'invalidité", N.AAH: "l'AAH"}


@dataclass(frozen=True, slots=True)
class Effet:
    """`efface` : pourquoi les revenus ne comptent pas ; `reduit` : pourquoi ceux d'activité baissent ; vides : non."""

    efface: str = ""
    reduit: str = ""


def touche_rsa(releves: Iterable[Releve], le: date) -> bool:
    """Vrai si le RSA a été touché le mois d'avant."""
    return any(N.RSA in r.natures(mois_avant(le, 1)) for r in releves)


def effet(releve: Releve, le: date, regles: Regles, *, rsa: bool) -> Effet:
    """L'effet de la situation du mois d'avant ; une personne qui travaille encore n'a aucune réduction."""
    natures = releve.natures(mois_avant(le, 1))
    if rsa:
        return Effet(efface="le RSA")
    for nature, nom in _SANS_ALLOCATION.items():
        if nature in natures:
            return Effet(efface=nom)
    if natures & ACTIVITE:
        return Effet()
    inactif = next((f"{nom}, sans activité" for nature, nom in _INACTIFS.items() if nature in natures), "")
    return Effet(reduit=inactif or _longue_attente(releve, le, regles))


def _longue_attente(releve: Releve, le: date, regles: Regles) -> str:
    """Le chômage indemnisé ou l'arrêt qui durent assez ; vide sinon."""
    if _depuis(releve, N.CHOMAGE, regles.mois_chomage, le):
        return f"le chômage depuis {regles.mois_chomage} mois au moins"
    if _depuis(releve, N.INDEMNITES, regles.mois_arret, le):
        return f"l'arrêt depuis plus de {regles.mois_arret} mois"
    return ""


def _depuis(releve: Releve, nature: NatureRessource, mois: int, le: date) -> bool:
    """Vrai si la nature a été touchée chacun des `mois` d'avant."""
    return all(nature in releve.natures(mois_avant(le, n)) for n in range(1, mois + 1))
