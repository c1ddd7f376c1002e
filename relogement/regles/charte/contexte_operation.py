"""Ce que reçoit une règle qui regarde une opération, ou toute la base : les faits du jour, la charte, le jour."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from relogement.regles.calendrier import ajouter_jours
from relogement.regles.charte.constat import Constat, Preuve
from relogement.regles.charte.obligation import Obligation
from relogement.regles.charte.parametres import Charte
from relogement.regles.faits import FaitsOperation
from relogement.regles.faits_operation import DossierOperation, FaitsBase, Partenaire
from relogement.vocabulaire import GenrePartenaire


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

    def apres_annonce(self, cle: str) -> date | None:
        """L'échéance de ce délai compté depuis J0 ; None si J0 n'est pas connu."""
        annonce = self.annonce
        return ajouter_jours(annonce, self.charte.entier(cle, annonce)) if annonce else None

    def partenaires(self, genre: GenrePartenaire) -> list[Partenaire]:
        """Les partenaires notés de ce genre, du plus ancien au plus récent ; « aucun » en est une réponse."""
        return sorted((p for p in self.dossier.partenaires if p.genre is genre), key=lambda p: (p.le, p.id))


def preuve_partenaire(p: Partenaire) -> Preuve:
    """Le partenaire, comme preuve."""
    return Preuve("partenaire", p.id, p.le, f"{p.genre.libelle} : {'aucun' if p.aucun else p.nom or 'sans nom'}")


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
