"""Ce que reçoit une règle qui regarde une opération, ou toute la base : les faits du jour, la charte, le jour."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from relogement.regles.charte.constat import Constat
from relogement.regles.charte.obligation import Obligation
from relogement.regles.charte.parametres import Charte
from relogement.regles.faits import FaitsOperation
from relogement.regles.faits_operation import DossierOperation, FaitsBase


@dataclass(slots=True)
class ContexteOperation:
    """Le dossier de l'opération, déjà élagué au jour `au`, et sa charte."""

    dossier: DossierOperation
    charte: Charte
    au: date

    @property
    def operation(self) -> FaitsOperation:
        """L'opération et ses dates."""
        return self.dossier.operation

    @property
    def annonce(self) -> date | None:
        """J0, même à venir : c'est l'origine des délais."""
        return self.dossier.operation.annonce


@dataclass(slots=True)
class ContexteBase:
    """Les faits de toute la base, déjà élagués au jour `au`, et la charte livrée."""

    faits: FaitsBase
    charte: Charte
    au: date


@dataclass(frozen=True, slots=True)
class RegleOperation:
    """Une obligation de portée « opération » et la fonction qui la juge."""

    obligation: Obligation
    juge: Callable[[ContexteOperation], Constat]


@dataclass(frozen=True, slots=True)
class RegleBase:
    """Une obligation de portée « base » et la fonction qui la juge."""

    obligation: Obligation
    juge: Callable[[ContexteBase], Constat]
