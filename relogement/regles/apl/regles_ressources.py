"""Les règles de la base de ressources : des taux et des seuils datés, lus d'un fichier TOML. Centimes par an."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from relogement.commun import ressource


@dataclass(frozen=True, slots=True)
class Deduction:
    """La déduction pour frais : son taux, en pour cent, ce qu'elle vaut au moins et au plus."""

    du: date
    taux: int
    minimum: int
    maximum: int


@dataclass(frozen=True, slots=True)
class ForfaitEtudiant:
    """Ce que la CAF compte à un étudiant en location, et ce qui s'en ôte s'il est boursier."""

    du: date
    forfait: int
    boursier: int


@dataclass(frozen=True, slots=True)
class Seuil:
    """Un montant daté : la BMAF (par mois), ou ce qu'un enfant ou un ascendant peut toucher par an."""

    du: date
    montant: int


@dataclass(frozen=True, slots=True)
class Regles:
    """Les règles livrées, chaque série de la plus ancienne à la plus récente.

    `abattement_activite` en pour cent ; `mois_chomage`, `mois_arret` : la durée qui l'ouvre ; `double_activite_bmaf` :
    le nombre de BMAF que chacun du couple doit gagner par an pour que `double_activite` s'ôte.
    """

    source: str
    abattement_activite: int
    mois_chomage: int
    mois_arret: int
    double_activite: int
    double_activite_bmaf: int
    epargne: int
    age_etudiant: int
    deductions: tuple[Deduction, ...]
    etudiants: tuple[ForfaitEtudiant, ...]
    bmaf: tuple[Seuil, ...]
    seuils: tuple[Seuil, ...]


@lru_cache(maxsize=1)
def charger_regles() -> Regles:
    """Les règles livrées."""
    b = tomllib.loads(ressource("baremes/ressources_apl.toml").read_text(encoding="utf-8"))
    return Regles(
        b["source"], int(b["abattement_activite"]), b["mois_chomage"], b["mois_arret"], b["double_activite"],
        b["double_activite_bmaf"], b["epargne"], b["age_etudiant"],
        tuple(Deduction(d["du"], int(d["taux"]), d["minimum"], d["maximum"]) for d in b["deduction"]),
        tuple(ForfaitEtudiant(e["du"], e["forfait"], e["boursier"]) for e in b["etudiant"]),
        tuple(Seuil(x["du"], x["montant"]) for x in b["bmaf"]),
        tuple(Seuil(x["du"], x["seuil_personne"]) for x in b["seuil"]),
    )
