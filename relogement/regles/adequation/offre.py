"""Ce que l'on sait d'un logement et du ménage avant l'envoi, et ce qu'un point en dit."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from relogement.regles.budget import Budget
from relogement.regles.faits import Souhait
from relogement.vocabulaire import Besoin

_PIECES = re.compile(r"\b[tf]\s?(\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Offre:
    """Le logement que l'on songe à proposer ; étage 0 au rez-de-chaussée. None : inconnu."""

    type: str | None = None
    etage: int | None = None
    ascenseur: bool | None = None
    commune: str | None = None
    quartier: str | None = None
    hors_quartier: bool | None = None
    """Vrai s'il est hors du quartier quitté."""
    fauteuil: bool | None = None
    """Vrai s'il se parcourt en fauteuil roulant."""
    douche: bool | None = None
    """Vrai s'il a une douche adaptée."""


@dataclass(frozen=True, slots=True)
class Attente:
    """Ce que l'on sait du ménage, le jour de l'envoi.

    `besoins` None : la question n'a pas de réponse ; vide : aucun. `communes` : celles du logement quitté, une le plus
    souvent. `equivalent` : même type que le logement quitté.
    """

    souhait: Souhait | None = None
    besoins: frozenset[Besoin] | None = None
    personnes: int | None = None
    communes: tuple[str, ...] = ()
    avant: Budget = field(default_factory=Budget)
    apres: Budget = field(default_factory=Budget)
    equivalent: bool | None = None
    demolition: bool = True


@dataclass(frozen=True, slots=True)
class Limites:
    """Les limites de la charte : hausse tolérée de la mensualité (% et centimes par mois, la plus grande compte).

    `plancher` : le reste à vivre au-dessus duquel rester (centimes par unité de consommation et par jour) ; None : la
    charte n'en fixe pas.
    """

    taux: Decimal
    montant: int
    plancher: int | None = None


@dataclass(frozen=True, slots=True)
class Examen:
    """Ce que les faits disent d'un point : rempli, non rempli, ou None s'ils ne suffisent pas ; et pourquoi."""

    point: str
    """La colonne du point : « adapte_type »."""
    rempli: bool | None
    phrase: str


def pieces(texte: str | None) -> frozenset[int]:
    """Les nombres de pièces que dit ce texte : « T3 ou T4 » en dit deux ; vide s'il n'en dit aucun."""
    return frozenset(int(n) for n in _PIECES.findall(texte or ""))
