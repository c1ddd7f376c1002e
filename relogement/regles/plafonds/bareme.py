"""Les plafonds de ressources PLAI, PLUS et PLS : des tables par année, lues d'un fichier TOML, et celle d'un jour."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from relogement.commun import ErreurMetier, ressource
from relogement.regles.apl.zones import Departement, charger_zones, simplifier
from relogement.vocabulaire import Financement, ZonePlafonds


@dataclass(frozen=True, slots=True)
class Plafonds:
    """Les plafonds d'une zone, en centimes par an : ceux des catégories 1 à 6, puis `de_plus` par personne."""

    categories: tuple[int, ...]
    de_plus: int

    def pour(self, categorie: int) -> int:
        """Le plafond de cette catégorie, à partir de 1 ; une septième vaut la sixième et une personne de plus."""
        connues = len(self.categories)
        return self.categories[min(categorie, connues) - 1] + max(0, categorie - connues) * self.de_plus


@dataclass(frozen=True, slots=True)
class Table:
    """Les plafonds d'un financement pour une année civile ; `derive` : calculés, et non relevés sur l'arrêté."""

    annee: int
    financement: Financement
    source: str
    derive: bool
    zones: Mapping[ZonePlafonds, Plafonds]


@dataclass(frozen=True, slots=True)
class BaremePlafonds:
    """Toutes les tables, et les nombres de l'arrêté.

    `jeune_menage` : la somme des âges d'un jeune ménage, au plus ; `a_charge` : l'âge où un enfant n'est plus compté à
    charge ; `revenus_avant` : les années entre les revenus et les plafonds auxquels ils se comparent ; `tranches` : les
    parts du plafond, en %, qui séparent les tranches ; `departements` : nom → zone de toutes ses communes.
    """

    verifie_le: date
    source: str
    jeune_menage: int
    a_charge: int
    revenus_avant: int
    baisse: int
    tranches: tuple[int, int]
    departements: Mapping[str, ZonePlafonds]
    tables: Mapping[tuple[int, Financement], Table]

    def table(self, le: date, financement: Financement) -> Table:
        """La table en vigueur ce jour-là ; ErreurMetier hors des années connues, avec la raison."""
        annees = sorted(annee for annee, f in self.tables if f is financement)
        if le.year < annees[0]:
            raise ErreurMetier(
                f"Les plafonds de ressources sont connus depuis {annees[0]} : rien ne s'y compare en {le.year}.", "le"
            )
        if le.year > annees[-1]:
            raise ErreurMetier(
                f"Les plafonds de ressources ne sont connus que jusqu'à {annees[-1]} : mettez l'application à jour "
                f"pour {le.year}.", "le",
            )
        return self.tables[(le.year, financement)]

    def zone(self, communes: str, saisie: ZonePlafonds | None, connus: tuple[Departement, ...]) -> ZonePlafonds | None:
        """La zone de communes séparées par des virgules ; `saisie`, indiquée par un agent, l'emporte. None : inconnue.

        Inconnue aussi si l'une des communes n'est dans aucun des départements `connus`, ou si deux zones se mêlent.
        """
        if saisie is not None:
            return saisie
        lues = {self._zone(simplifier(c), connus) for c in communes.split(",")}
        return lues.pop() if len(lues) == 1 else None

    def _zone(self, commune: str, connus: tuple[Departement, ...]) -> ZonePlafonds | None:
        siens = [d for d in connus if commune in d.communes]
        return self.departements.get(siens[0].nom) if len(siens) == 1 else None


def zone_des_communes(communes: str, saisie: ZonePlafonds | None) -> ZonePlafonds | None:
    """La zone des plafonds de ces communes, d'après les fichiers livrés ; None : un agent doit l'indiquer."""
    return charger_plafonds().zone(communes, saisie, charger_zones())


@lru_cache(maxsize=1)
def charger_plafonds() -> BaremePlafonds:
    """Le barème livré."""
    brut = tomllib.loads(ressource("baremes/plafonds.toml").read_text(encoding="utf-8"))
    tables = [_table(b) for b in brut["plafond"]]
    basse, haute = brut["tranches_pour_cent"]
    return BaremePlafonds(
        verifie_le=brut["verifie_le"], source=brut["source"], jeune_menage=brut["jeune_menage_ans"],
        a_charge=brut["a_charge_ans"], revenus_avant=brut["revenus_avant_ans"],
        baisse=brut["baisse_pour_cent"], tranches=(basse, haute),
        departements=MappingProxyType({nom: ZonePlafonds.de(z) for nom, z in brut["departements"].items()}),
        tables=MappingProxyType({(t.annee, t.financement): t for t in tables}),
    )


def _table(b: dict[str, Any]) -> Table:
    zones = {z: Plafonds(tuple(b[z.value]["categories"]), b[z.value]["de_plus"]) for z in ZonePlafonds}
    return Table(b["annee"], Financement.de(b["financement"]), b["source"], b["derive"], MappingProxyType(zones))
