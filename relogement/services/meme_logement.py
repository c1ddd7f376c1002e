"""Le même logement offert par deux émetteurs, ou décrit deux fois à la main : on le reconnaît à ce qu'on en dit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from relogement.modeles import LogementOffert
from relogement.services.fusion import memes
from relogement.tableur.doublons import adresse_comparable
from relogement.tableur.lieux import porte_comparable, type_comparable, voie_comparable

_SANS_SE_CONTREDIRE = ("commune", "code_postal", "batiment", "etage", "reference", "bailleur_id")
_COMME_DECRIT = (*_SANS_SE_CONTREDIRE, "porte", "surface", "loyer")
"""Ce qui distingue deux logements que l'on désigne par les mêmes mots."""


def du_vivier(s: Session) -> list[LogementOffert]:
    """Les logements du vivier, hors corbeille."""
    vivants = select(LogementOffert).where(
        col(LogementOffert.supprime_le).is_(None), col(LogementOffert.hors_vivier).is_(False)
    )
    return list(s.exec(vivants.order_by(col(LogementOffert.id))))


def deja_saisi(s: Session, valeurs: Mapping[str, Any], *, a_l_envoi: bool) -> LogementOffert | None:
    """Celui du vivier qu'un agent décrit à la main (colonnes de LogementOffert) ; None s'il n'y est pas.

    À sa référence chez le même bailleur, à sa porte, sinon aux mêmes mots quand rien ne les distingue ; hors d'un
    envoi, ces mots ne suffisent que chez un même bailleur, dit des deux côtés.
    """
    fiches = du_vivier(s)
    dites = {c: v for c, v in valeurs.items() if v not in (None, "")}
    pareils = (f for f in fiches if _meme_reference(f, dites) or _memes_mots(f, dites, a_l_envoi))
    return Portes(fiches).deja_la(dites) or next(pareils, None)


def designation(o: LogementOffert) -> str:
    """De quoi le reconnaître parmi les autres."""
    return ", ".join(filter(None, (o.libelle, o.reference, o.type)))


def _meme_reference(f: LogementOffert, dites: Mapping[str, Any]) -> bool:
    dits = f.reference, dites.get("reference")
    return all(dits) and memes("reference", *dits) and compatible(f, dites, ("bailleur_id",))


def _memes_mots(f: LogementOffert, dites: Mapping[str, Any], a_l_envoi: bool) -> bool:
    meme_bailleur = f.bailleur_id is not None and f.bailleur_id == dites.get("bailleur_id")
    pareils = adresse_comparable(f.libelle) == adresse_comparable(str(dites.get("libelle", "")))
    return pareils and (a_l_envoi or meme_bailleur) and compatible(f, dites, _COMME_DECRIT)


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
