"""Le ménage type d'un logement (convention, annexe 1), lu de données datées : la convention ne le dit pas."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from relogement.commun import ErreurMetier, ressource
from relogement.regles.apl.famille import Famille
from relogement.regles.typologie import pieces


@dataclass(frozen=True, slots=True)
class MenagesTypes:
    """La famille de chaque taille de logement, depuis le jour `du` ; `source` dit qui l'a choisie."""

    du: date
    source: str
    tailles: Mapping[int, Famille]


def menage_type(type_: str | None, le: date) -> Famille:
    """Le ménage type d'un logement de ce type ; avant la première table, elle.

    Un T0 compte comme un T1. ErreurMetier si le type ne dit pas sa taille, ou une trop grande.
    """
    lues = pieces(type_)
    if len(lues) != 1:
        raise ErreurMetier("Le type du logement n'est pas noté : son ménage type en dépend.", "type")
    connus = charger_menages_types()
    en_vigueur = next((t for t in reversed(connus) if t.du <= le), connus[0])
    (n,) = lues
    trouve = en_vigueur.tailles.get(max(n, 1))
    if trouve is None:
        raise ErreurMetier(f"Aucun ménage type n'est connu pour un {type_} : tapez son plafond de loyer APL.", "type")
    return trouve


@lru_cache(maxsize=1)
def charger_menages_types() -> tuple[MenagesTypes, ...]:
    """Les tables livrées, de la plus ancienne à la plus récente."""
    brut = tomllib.loads(ressource("baremes/menages_types.toml").read_text(encoding="utf-8"))
    return tuple(MenagesTypes(t["du"], brut["source"], _tailles(t["tailles"])) for t in brut["table"])


def _tailles(lignes: list[dict[str, Any]]) -> Mapping[int, Famille]:
    return MappingProxyType({t["pieces"]: Famille(t["couple"], t["a_charge"]) for t in lignes})
