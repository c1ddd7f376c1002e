"""Le même logement offert par deux émetteurs qui ne le nomment pas pareil : on le reconnaît à sa porte."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from relogement.modeles import LogementOffert
from relogement.services.fusion import memes
from relogement.tableur.doublons import adresse_comparable, numero_comparable

_SANS_SE_CONTREDIRE = ("commune", "code_postal", "batiment", "etage", "type", "reference", "bailleur_id")
Porte = tuple[str, str]


class Portes:
    """Les logements du vivier, par adresse et porte."""

    def __init__(self, fiches: Iterable[LogementOffert]) -> None:
        self._fiches: defaultdict[Porte, list[LogementOffert]] = defaultdict(list)
        for f in fiches:
            if (porte := _porte(f.adresse, f.porte)) is not None:
                self._fiches[porte].append(f)

    def deja_la(self, valeurs: Mapping[str, Any], vus: Collection[UUID]) -> LogementOffert | None:
        """Celui de cette porte, hors `vus`, si rien d'autre ne les contredit ; None s'il n'y en a pas, ou plusieurs."""
        porte = _porte(valeurs.get("adresse"), valeurs.get("porte"))
        if porte is None:
            return None
        la = (f for f in self._fiches.get(porte, ()) if f.id not in vus)
        trouves = [f for f in la if _compatible(f, valeurs)]
        return trouves[0] if len(trouves) == 1 else None


def _porte(adresse: str | None, porte: str | None) -> Porte | None:
    return (adresse_comparable(adresse), numero_comparable(porte)) if adresse and porte else None


def _compatible(fiche: LogementOffert, valeurs: Mapping[str, Any]) -> bool:
    """Ce que l'un tait ne contredit pas l'autre."""
    paires = ((c, getattr(fiche, c), valeurs.get(c)) for c in _SANS_SE_CONTREDIRE)
    return all(None in (une, autre) or memes(c, une, autre) for c, une, autre in paires)
