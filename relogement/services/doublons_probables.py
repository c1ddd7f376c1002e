"""Deux fiches du vivier qui sont peut-être le même logement : montrées, jamais fondues."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from relogement.formats import pluriel
from relogement.modeles import LogementOffert
from relogement.services.meme_logement import compatible, designation, du_vivier
from relogement.stockage.base import Base
from relogement.tableur.doublons import forme
from relogement.tableur.lieux import voie_comparable

ECART_SURFACE = 100
"""Un mètre carré, en dm² : l'un compte un placard que l'autre ne compte pas."""
ECART_LOYER = 20
"""Un vingtième du loyer : une révision annuelle les sépare au plus."""
MONTREES = 4
CONSEIL = "Si c'est le même, gardez une seule fiche : retirez l'autre ou notez-la reprise. Sinon, dites leur porte."
_CONTREDISENT = ("commune", "code_postal", "batiment", "porte", "etage", "bailleur_id")
_PORTE = re.compile(r",?\s*\b(?:porte|pte|appartement|appart|appt|apt|app|logement|lgt|maison|n°).*$", re.IGNORECASE)
_RESIDENCE = frozenset(("residence", "res", "programme"))


@dataclass(frozen=True, slots=True)
class DoublonProbable:
    """Une fiche, et celles qui sont peut-être le même logement : leurs désignations."""

    fiche: str
    autres: tuple[str, ...]

    @property
    def dits(self) -> str:
        """Les premières, et combien d'autres : une résidence entière ne se lirait pas."""
        reste = len(self.autres) - MONTREES
        suite = f" ; et {pluriel(reste, 'autre')}" if reste > 0 else ""
        return " ; ".join(self.autres[:MONTREES]) + suite

    @property
    def phrase(self) -> str:
        """Ce que lit l'agent."""
        return f"Peut-être le même logement que {self.dits}. {CONSEIL}"


def doublons_probables(fiches: Iterable[LogementOffert], vus: Collection[UUID]) -> tuple[DoublonProbable, ...]:
    """Pour chaque fiche de `vus`, celles d'une autre source qui sont au même lieu et que rien ne distingue.

    Une même liste distingue elle-même ses lignes ; un logement repris ne s'offre plus.
    """
    offertes = [f for f in fiches if f.repris_le is None]
    par_lieu: defaultdict[str, list[LogementOffert]] = defaultdict(list)
    for f in offertes:
        for lieu in _lieux(f):
            par_lieu[lieu].append(f)
    dits: set[frozenset[UUID]] = set()
    trouves = []
    for f in (f for f in offertes if f.id in vus):
        la = {a.id: a for lieu in _lieux(f) for a in par_lieu[lieu]}.values()
        autres = [a for a in la if frozenset((f.id, a.id)) not in dits and peut_etre_le_meme(f, a)]
        dits |= {frozenset((f.id, a.id)) for a in autres}
        if autres:
            trouves.append(DoublonProbable(_situer(f), tuple(_situer(a) for a in autres)))
    return tuple(trouves)


def doublon_de(base: Base, logement_id: UUID) -> DoublonProbable | None:
    """Les fiches du vivier qui sont peut-être le même logement que celle-ci ; None s'il n'y en a pas."""
    with base.session() as s:
        return next(iter(doublons_probables(du_vivier(s), {logement_id})), None)


def peut_etre_le_meme(f: LogementOffert, autre: LogementOffert) -> bool:
    """Vrai si rien ne les oppose de ce qu'elles disent, et si leur type, leur surface ou leur loyer les rapproche."""
    if f.id == autre.id or (f.emetteur and autre.emetteur and forme(f.emetteur) == forme(autre.emetteur)):
        return False
    if not compatible(autre, {c: getattr(f, c) for c in (*_CONTREDISENT, "type")}, _CONTREDISENT):
        return False
    ecarts = [abs(x - y) <= tolere for x, y, tolere in (
        (f.surface, autre.surface, ECART_SURFACE),
        (f.loyer, autre.loyer, max(f.loyer or 0, autre.loyer or 0) // ECART_LOYER),
    ) if x is not None and y is not None]
    return all(ecarts) and bool(ecarts or (f.type and autre.type))


def _lieux(f: LogementOffert) -> set[str]:
    """La résidence et l'adresse, réduites à leurs mots ; on tape souvent l'une à la place de l'autre."""
    dits = (voie_comparable(_PORTE.sub("", texte), f.commune) for texte in (f.libelle, f.adresse or ""))
    return {mots for dit in dits if (mots := " ".join(m for m in dit.split() if m not in _RESIDENCE))}


def _situer(f: LogementOffert) -> str:
    return f"{designation(f)} ({f.emetteur or 'saisi à la main'})"
