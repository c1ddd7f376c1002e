"""Une revue : un trimestre, ses opérations, ses dossiers ; et les lignes de chiffres qu'elle en tire."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from relogement.regles.calendrier import Trimestre
from relogement.regles.revue.chiffre import Chiffre, Indicateur
from relogement.regles.revue.dossier import Dossier, Situation
from relogement.regles.revue.parametres import Parametres


@dataclass(frozen=True, slots=True)
class OperationRevue:
    """Une opération ; `commencee` faux : postérieure à la photographie, ses ménages n'y sont pas."""

    code: str
    nom: str
    nature: str
    anru: bool
    communes: str
    travaux: date | None
    """La date à tenir."""
    commencee: bool
    charte: str
    """Le nom de la charte et de sa version en vigueur ce jour-là."""


@dataclass(frozen=True)
class Revue:
    """La photographie au dernier jour du trimestre ; `absents` : ménages arrivés après, hors du compte."""

    trimestre: Trimestre
    edition: date
    toutes: bool
    """Vrai pour la revue de toutes les opérations de la base."""
    operations: tuple[OperationRevue, ...]
    dossiers: tuple[Dossier, ...]
    absents: int = 0
    parametres: Parametres = field(default_factory=Parametres)

    @property
    def au(self) -> date:
        """Le jour de la photographie."""
        return self.trimestre.fin

    @cached_property
    def menages(self) -> tuple[Dossier, ...]:
        """Les ménages à reloger, décohabitants exclus."""
        return tuple(d for d in self.dossiers if not d.faits.decohabitant)

    @cached_property
    def decohabitants(self) -> tuple[Dossier, ...]:
        """Les ménages décohabitants, toujours comptés à part."""
        return tuple(d for d in self.dossiers if d.faits.decohabitant)

    @cached_property
    def reloges(self) -> tuple[Dossier, ...]:
        """Les ménages relogés définitivement, décohabitants compris."""
        return tuple(d for d in self.dossiers if d.situation is Situation.RELOGE)


@dataclass(frozen=True, slots=True)
class Ligne:
    """Un indicateur : à la date, pendant le trimestre (None : sans objet), et pour les décohabitants."""

    indicateur: Indicateur
    au: Chiffre
    trimestre: Chiffre | None
    decohabitants: Chiffre


@dataclass(frozen=True, slots=True)
class Section:
    """Un groupe de lignes de la synthèse."""

    titre: str
    lignes: tuple[Ligne, ...]

    def ligne(self, cle: str) -> Ligne:
        """La ligne de cet indicateur ; KeyError s'il n'y est pas."""
        for ligne in self.lignes:
            if ligne.indicateur.cle == cle:
                return ligne
        raise KeyError(cle)
