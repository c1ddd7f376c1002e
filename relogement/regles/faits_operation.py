"""Les faits d'une opération et de la base, pour les obligations qui ne regardent pas un seul ménage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from relogement.regles.faits import Derogation, FaitsMenage, FaitsOperation
from relogement.regles.faits_accompagnement import AlerteReglee
from relogement.vocabulaire import GenrePartenaire, NatureInformation, NatureJalon


@dataclass(frozen=True, slots=True)
class Jalon:
    """Un jalon daté de l'opération ; le DID vient de l'opération elle-même. `piece` None : sans document."""

    id: str
    nature: NatureJalon
    le: date
    piece: str | None = None


@dataclass(frozen=True, slots=True)
class Partenaire:
    """Un partenaire noté le `le` ; `aucun` : la question est posée et il n'y en a pas de ce genre."""

    id: str
    genre: GenrePartenaire
    le: date
    aucun: bool = False
    nom: str = ""


@dataclass(frozen=True, slots=True)
class InformationPartenaire:
    """Une information donnée à un partenaire."""

    id: str
    partenaire: str
    le: date


@dataclass(frozen=True, slots=True)
class Evenement:
    """Une information donnée d'un coup à l'immeuble ou à l'opération."""

    id: str
    le: date
    natures: frozenset[NatureInformation]


@dataclass(frozen=True, slots=True)
class RevueRemise:
    """La revue d'un trimestre (« 2026-T3 ») remise le `le` ; `equilibre` : la répartition y figure (A13.1)."""

    id: str
    trimestre: str
    le: date
    equilibre: bool = False
    emise: bool = False
    """Vrai si c'est une revue émise ici, et non une remise notée à la main."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """L'évaluation de l'opération par son pilote ; chaque volet est vrai s'il est écrit (A14.3)."""

    id: str
    le: date
    auteur: str
    quantitative: bool = False
    qualitative: bool = False
    integration: bool = False


@dataclass(frozen=True, slots=True)
class DossierOperation:
    """Tout ce que les règles savent d'une opération, ses ménages compris."""

    operation: FaitsOperation
    jalons: tuple[Jalon, ...] = ()
    partenaires: tuple[Partenaire, ...] = ()
    informations: tuple[InformationPartenaire, ...] = ()
    evenements: tuple[Evenement, ...] = ()
    revues: tuple[RevueRemise, ...] = ()
    evaluations: tuple[Evaluation, ...] = ()
    menages: tuple[FaitsMenage, ...] = ()
    derogations: tuple[Derogation, ...] = ()
    alertes: tuple[AlerteReglee, ...] = ()


@dataclass(frozen=True, slots=True)
class PresentationCil:
    """La présentation de l'évaluation globale d'une année à la CIL (A14.4)."""

    id: str
    annee: int
    le: date


@dataclass(frozen=True, slots=True)
class FaitsBase:
    """Ce que les règles savent de toute la base."""

    operations: tuple[FaitsOperation, ...] = ()
    presentations: tuple[PresentationCil, ...] = ()
