"""La zone APL d'une commune : lue d'un fichier daté, ou indiquée par un agent ; jamais devinée."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from relogement.commun import ErreurMetier, ressource, sans_accents
from relogement.regles.apl.bareme import ZONES
from relogement.regles.calendrier import jour_fr

_SEPARE = re.compile(r"[\W_]+")
_SAINT = re.compile(r"\bst(e?)\b")


@dataclass(frozen=True, slots=True)
class Departement:
    """Les communes connues d'un département, au jour `du` de leur classement ; `communes` : nom simplifié → zone."""

    nom: str
    du: date
    source: str
    communes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Zone:
    """Une zone, de 1 à 3, et d'où on la tient."""

    numero: int
    origine: str


def zone_apl(commune: str | None, operation: str, saisie: int | None, departements: tuple[Departement, ...]) -> Zone:
    """La zone d'une commune ; `saisie`, indiquée par un agent, l'emporte.

    La commune se cherche dans le département des communes de l'`operation` : un nom porté dans deux départements ne se
    devine pas. ErreurMetier (champ « zone_apl ») si rien ne la dit.
    """
    if saisie is not None:
        return Zone(saisie, "indiquée par un agent")
    lieu = (commune or "").strip()
    for d in departements:
        if any(simplifier(c) in d.communes for c in operation.split(",")):
            numero = d.communes.get(simplifier(lieu))
            if numero is not None:
                return Zone(numero, f"{lieu}, {d.nom}, classement du {jour_fr(d.du)}")
    if not lieu:
        raise ErreurMetier("La commune du logement n'est pas notée : indiquez-la, ou sa zone APL.", "zone_apl")
    raise ErreurMetier(f"La zone APL de « {lieu} » n'est pas connue : indiquez 1, 2 ou 3.", "zone_apl")


@lru_cache(maxsize=4096)
def simplifier(commune: str) -> str:
    """Le nom d'une commune, sans accent ni ponctuation, « st » écrit « saint »."""
    return _SAINT.sub(r"saint\1", _SEPARE.sub(" ", sans_accents(commune))).strip()


@lru_cache(maxsize=1)
def charger_zones() -> tuple[Departement, ...]:
    """Les départements livrés."""
    brut = tomllib.loads(ressource("baremes/zones_apl.toml").read_text(encoding="utf-8"))
    return tuple(_departement(d) for d in brut["departement"])


def _departement(brut: dict[str, Any]) -> Departement:
    communes = {simplifier(nom): zone for zone in ZONES for nom in brut.get(f"zone_{zone}", ())}
    return Departement(brut["nom"], brut["du"], brut["source"], MappingProxyType(communes))
