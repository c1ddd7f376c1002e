"""Le même logement offert par deux émetteurs qui ne le nomment pas pareil : on le reconnaît à sa porte."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from relogement.modeles import LogementOffert
from relogement.services.fusion import memes
from relogement.tableur.lieux import porte_comparable, type_comparable, voie_comparable

_SANS_SE_CONTREDIRE = ("commune", "code_postal", "batiment", "etage", "reference", "bailleur_id")


class Portes:
    """Les logements du vivier, par porte."""

    def __init__(self, fiches: Iterable[LogementOffert]) -> None:
        self._fiches: defaultdict[str, list[LogementOffert]] = defaultdict(list)
        for f in fiches:
            if f.adresse and f.porte:
                self._fiches[porte_comparable(f.porte)].append(f)

    def deja_la(self, valeurs: Mapping[str, Any], vus: Collection[UUID] = ()) -> LogementOffert | None:
        """Celui de cette porte, hors `vus`, si rien d'autre ne les contredit ; None s'il n'y en a pas, ou plusieurs."""
        if not valeurs.get("adresse") or not valeurs.get("porte"):
            return None
        la = (f for f in self._fiches.get(porte_comparable(valeurs["porte"]), ()) if f.id not in vus)
        trouves = [f for f in la if meme_voie(f, valeurs) and compatible(f, valeurs, _SANS_SE_CONTREDIRE)]
        return trouves[0] if len(trouves) == 1 else None


def meme_voie(fiche: LogementOffert, valeurs: Mapping[str, Any]) -> bool:
    """Vrai si les deux adresses sont dites et sont la même, que la commune y soit ou non."""
    communes = fiche.commune, valeurs.get("commune")
    adresses = fiche.adresse, valeurs.get("adresse")
    return all(adresses) and len({voie_comparable(a or "", *communes) for a in adresses}) == 1


def compatible(fiche: LogementOffert, valeurs: Mapping[str, Any], colonnes: Iterable[str]) -> bool:
    """Vrai si aucune de ces colonnes, ni le type, ne les oppose : ce que l'un tait ne contredit pas l'autre."""
    paires = ((c, getattr(fiche, c), valeurs.get(c)) for c in colonnes)
    if fiche.type and valeurs.get("type") and type_comparable(fiche.type) != type_comparable(valeurs["type"]):
        return False
    return all(None in (une, autre) or memes(c, une, autre) for c, une, autre in paires)
