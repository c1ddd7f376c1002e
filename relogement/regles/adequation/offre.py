"""Ce que l'on sait d'un logement et du ménage avant l'envoi, et ce qu'un point en dit."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from relogement.formats import INSECABLE, euros
from relogement.regles.budget import Budget
from relogement.regles.faits import Souhait
from relogement.regles.typologie import SANS_GABARIT, Gabarit
from relogement.vocabulaire import Besoin

Verdict = tuple[bool | None, str]
"""Rempli, non rempli, ou None si les faits ne suffisent pas ; et pourquoi."""


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
    surface: int | None = None
    """En dm²."""

    @property
    def gabarit(self) -> Gabarit:
        """Sa taille : son type et sa surface."""
        return Gabarit(self.type, self.surface)


@dataclass(frozen=True, slots=True)
class Attente:
    """Ce que l'on sait du ménage, le jour de l'envoi.

    `besoins` None : la question n'a pas de réponse ; vide : aucun. `communes` : celles du logement quitté, une le plus
    souvent. `equivalent` : ce qu'un agent en dit, contre la règle ; None : la règle compare les deux logements.
    """

    souhait: Souhait | None = None
    besoins: frozenset[Besoin] | None = None
    personnes: int | None = None
    communes: tuple[str, ...] = ()
    avant: Budget = field(default_factory=Budget)
    apres: Budget = field(default_factory=Budget)
    quitte: Gabarit = SANS_GABARIT
    equivalent: bool | None = None
    demolition: bool = True
    estimee: bool = False
    """Vrai si l'APL d'après est une estimation : ce qui en dépend se dit avec « ≈ »."""

    def somme(self, centimes: int, *, par_jour: bool = False) -> str:
        """Une somme d'après : au centime si rien n'y est estimé, sinon « ≈ 245 € », ou « ≈ 9,20 € » par jour."""
        return f"≈{INSECABLE}{euros(centimes, entier=not par_jour)}" if self.estimee else euros(centimes)


@dataclass(frozen=True, slots=True)
class Limites:
    """Les limites de la charte : hausse tolérée de la mensualité (% et centimes par mois, la plus grande compte).

    `surface` : l'écart de surface d'un logement équivalent, en % de la surface quittée. `plancher` : le reste à
    vivre au-dessus duquel rester (centimes par unité de consommation et par jour) ; None : la charte n'en fixe pas.
    """

    taux: Decimal
    montant: int
    surface: Decimal
    plancher: int | None = None


@dataclass(frozen=True, slots=True)
class Examen:
    """Ce que les faits disent d'un point : rempli, non rempli, ou None s'ils ne suffisent pas ; et pourquoi."""

    point: str
    """La colonne du point : « adapte_type »."""
    rempli: bool | None
    phrase: str
