"""Ce que la revue lit en plus des faits : coûts et ressources par périodes, logements quittés et d'accueil."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from relogement.regles.budget import Budget
from relogement.regles.ressources import LigneRessource


class _Periode(Protocol):
    @property
    def du(self) -> date: ...

    @property
    def au(self) -> date | None: ...


P = TypeVar("P", bound=_Periode)


@dataclass(frozen=True, slots=True)
class PeriodeLoyer:
    """Ce que coûte le logement d'origine du `du` au `au` compris (centimes par mois ; None : inconnu)."""

    du: date
    au: date | None
    budget: Budget


@dataclass(frozen=True, slots=True)
class Habitat:
    """Un logement, sans rien qui le situe ; surface en dm² ; None : inconnu."""

    type: str | None = None
    surface: int | None = None
    qpv: bool | None = None
    neuf: bool | None = None
    """Neuf ou récent au sens de la charte, au jour de la proposition."""


@dataclass(frozen=True, slots=True)
class BudgetsFiges:
    """Les deux côtés du budget figés avec une proposition ; None : ce côté n'a pas été figé."""

    avant: Budget | None = None
    apres: Budget | None = None


@dataclass(frozen=True, slots=True)
class Accueil:
    """Ce que dit un relogement : le coût écrit au bail, le logement, le budget figé de sa proposition."""

    cout: Budget
    habitat: Habitat = Habitat()
    figes: BudgetsFiges = BudgetsFiges()


@dataclass(frozen=True, slots=True)
class Sources:
    """Les sources d'un ménage ; `accueils` par identifiant de relogement."""

    operation: str
    """Le code de l'opération."""
    batiment: str | None = None
    escalier: str | None = None
    quitte: Habitat = Habitat()
    loyers: tuple[PeriodeLoyer, ...] = ()
    ressources: tuple[LigneRessource, ...] = ()
    accueils: tuple[tuple[str, Accueil], ...] = ()

    def accueil(self, relogement: str) -> Accueil | None:
        """L'accueil de ce relogement ; None s'il n'est pas connu."""
        return dict(self.accueils).get(relogement)


def en_vigueur(periodes: tuple[P, ...], le: date) -> tuple[P, ...]:
    """Les périodes qui couvrent ce jour, de la plus ancienne à la plus récente."""
    return tuple(sorted((p for p in periodes if p.du <= le and (p.au is None or p.au >= le)), key=lambda p: p.du))
