"""Les nombres de la loi sont des données datées, avec leur référence, lues d'un fichier TOML.

Une charte locale ne les change pas : ils ne sont pas dans les chartes.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from relogement.commun import ErreurMetier, ressource

REPONSE = "reponse_jours"
OFFRES_NOMBRE = "offres_nombre"
OFFRES_MOIS = "offres_mois"
CHANGEMENT_USAGE = "changement_usage_logements"
NUR = "nur_mois"
PREAVIS = "preavis_mois"
CLES = frozenset({REPONSE, OFFRES_NOMBRE, OFFRES_MOIS, CHANGEMENT_USAGE, NUR, PREAVIS})
"""Les nombres que le fichier doit donner, dès sa première version."""


@dataclass(frozen=True, slots=True)
class NombreLoi:
    """Un nombre de la loi, son unité et l'article qui le fixe."""

    valeur: int
    unite: str
    reference: str


@dataclass(frozen=True, slots=True)
class VersionLoi:
    """Les nombres en vigueur du `du` à la version suivante."""

    du: date
    nombres: Mapping[str, NombreLoi]


@dataclass(frozen=True, slots=True)
class Loi:
    """Les nombres de la loi, de la plus ancienne version à la plus récente ; relus sur la source le `verifie_le`."""

    nom: str
    verifie_le: date
    versions: tuple[VersionLoi, ...]

    def nombre(self, cle: str, au: date) -> NombreLoi:
        """Le nombre en vigueur ce jour-là ; avant la première version, le sien."""
        retenue = self.versions[0]
        for version in self.versions[1:]:
            if version.du > au:
                break
            retenue = version
        return retenue.nombres[cle]

    def entier(self, cle: str, au: date) -> int:
        """Sa valeur ce jour-là."""
        return self.nombre(cle, au).valeur


@lru_cache
def charger_loi() -> Loi:
    """La loi livrée avec l'application, lue une seule fois ; ErreurMetier si le fichier manque ou se lit mal."""
    chemin = ressource("lois/relogement.toml")
    if not chemin.is_file():
        raise ErreurMetier("Le fichier des nombres de la loi manque : réinstallez l'application.", "loi")
    return lire_loi(chemin.read_text(encoding="utf-8"), chemin.name)


def lire_loi(texte: str, origine: str) -> Loi:
    """Lit les nombres de la loi ; `origine` est nommée dans les erreurs (ErreurMetier)."""
    try:
        brut = tomllib.loads(texte)
        versions: list[VersionLoi] = []
        for v in sorted(brut["version"], key=lambda v: _jour(v["du"])):
            herites = dict(versions[-1].nombres) if versions else {}
            propres = {str(cle): _nombre(n) for cle, n in v.get("nombres", {}).items()}
            versions.append(VersionLoi(_jour(v["du"]), MappingProxyType(herites | propres)))
        loi = Loi(str(brut["nom"]), _jour(brut["verifie_le"]), tuple(versions))
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, AttributeError) as e:
        raise ErreurMetier(f"{origine} : ce fichier de la loi se lit mal ({e}). Corrigez-le.", "loi") from e
    if not versions or CLES - versions[0].nombres.keys() or versions[-1].nombres.keys() - CLES:
        raise ErreurMetier(f"{origine} : les nombres attendus sont {', '.join(sorted(CLES))}.", "loi")
    return loi


def _jour(valeur: object) -> date:
    if type(valeur) is not date:
        raise ValueError(f"« {valeur} » n'est pas une date")
    return valeur


def _nombre(brut: dict[str, Any]) -> NombreLoi:
    valeur = brut["valeur"]
    if type(valeur) is not int or valeur < 0:
        raise ValueError(f"« {valeur} » n'est pas un entier positif")
    return NombreLoi(valeur, str(brut["unite"]), str(brut["reference"]))
