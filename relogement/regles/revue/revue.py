"""Une revue : un jour d'arrêt, ses opérations, ses dossiers ; et les pages de chiffres qu'elle en tire."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from functools import cached_property

from relogement.regles.charte.parametres import Charte, charger_charte
from relogement.regles.convention.accessibilite import LogementProposable
from relogement.regles.convention.objectifs import TotalAttributions
from relogement.regles.convention.solidarite import Accord
from relogement.regles.revue.ajustements import Ajustement, Emise
from relogement.regles.revue.arret import Arret
from relogement.regles.revue.chiffre import A_PART, PENDANT, Chiffre, Indicateur, Mesure, Unite, ecart
from relogement.regles.revue.dossier import Dossier, Jugement, Situation
from relogement.regles.revue.parametres import Parametres, parametres_de


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
    debut: date | None = None
    """La première date connue de l'opération ; None : aucune."""
    constats: tuple[Jugement, ...] = ()
    """Les obligations de l'opération elle-même."""


@dataclass(frozen=True, slots=True)
class Convention:
    """Ce que la convention demande de savoir au-delà des ménages : promesses, totaux annuels, logements proposables."""

    accords: tuple[Accord, ...] = ()
    totaux: tuple[TotalAttributions, ...] = ()
    vivier: tuple[LogementProposable, ...] = ()
    charte: Charte = field(default_factory=charger_charte)
    """Celle dont les objectifs et les bornes comptent."""


@dataclass(frozen=True, slots=True)
class Objectif:
    """Ce qu'une opération vise pour un chiffre, à une date (règlement de l'ANRU, annexe § 2).

    `indicateur` : la clé d'un chiffre visable ; d'un nombre, c'est la part qui est visée. `initiale` (None : non dite)
    et `cible` : en dix-millièmes pour une part ou un taux, en centimes pour un montant, à l'unité sinon.
    """

    operation: str
    indicateur: str
    cible: int
    horizon: date
    initiale: int | None = None
    source: str = ""


class Population(Enum):
    """Les ménages que regarde un chiffre ; les décohabitants sont toujours comptés à part."""

    A_RELOGER = "ménages à reloger, décohabitants exclus"
    RELOGES = "ménages relogés définitivement, décohabitants exclus"


@dataclass(frozen=True)
class Revue:
    """La photographie au dernier jour de l'arrêt ; `absents` : ménages arrivés après, hors du compte."""

    arret: Arret
    edition: date
    toutes: bool
    """Vrai pour la revue de toutes les opérations de la base."""
    operations: tuple[OperationRevue, ...]
    dossiers: tuple[Dossier, ...]
    absents: int = 0
    parametres: Parametres = field(default_factory=lambda: parametres_de(charger_charte(), date.max))
    precedente: Revue | None = None
    """Les mêmes opérations au jour d'avant ; None : pas de comparaison."""
    convention: Convention = field(default_factory=Convention)
    objectifs: tuple[Objectif, ...] = ()
    emise_avant: Emise | None = None
    """La revue émise du jour d'avant : ses chiffres se montrent, puis ce que les corrections y changent."""
    emise_ecartee: Emise | None = None
    """La revue émise du jour d'avant, si elle ne couvrait pas les mêmes ménages : ses chiffres ne se comparent pas."""
    references: tuple[Emise, ...] = ()
    """Les revues émises des mêmes opérations que celle-ci corrige, de la plus tardive à la plus ancienne."""
    ajustements: tuple[Ajustement, ...] = ()
    """Ce qui a changé dans leurs chiffres et qu'aucune revue émise n'a encore dit, dans le même ordre."""
    figee: bool = False
    """Vrai pour la revue qu'on émet."""
    deja: list[tuple[Page, ...]] = field(default_factory=list, init=False, repr=False, compare=False)
    """Ses pages une fois calculées (voir `pages` du catalogue) : des milliers de ménages se comptent une seule fois."""

    @property
    def au(self) -> date:
        """Le jour de la photographie."""
        return self.arret.fin

    @property
    def reference(self) -> Emise | None:
        """La plus tardive des revues émises qu'elle corrige ; None : la première."""
        return self.references[0] if self.references else None

    @property
    def codes(self) -> frozenset[str]:
        """Les codes de ses opérations."""
        return frozenset(o.code for o in self.operations)

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

    def parmi(self, population: Population) -> tuple[Dossier, ...]:
        """Les ménages de cette population, décohabitants exclus."""
        return self.menages if population is Population.A_RELOGER else self._reloges_principaux

    @cached_property
    def _reloges_principaux(self) -> tuple[Dossier, ...]:
        return tuple(d for d in self.reloges if not d.faits.decohabitant)

    @cached_property
    def par_code(self) -> Mapping[str, Dossier]:
        """Le dossier de chaque code : ce qui ouvre un chiffre sur ses ménages."""
        return {d.code: d for d in self.dossiers}


@dataclass(frozen=True, slots=True)
class Ligne:
    """Un indicateur : à la date, pendant la période (None : sans objet), pour les décohabitants, et avant."""

    indicateur: Indicateur
    au: Chiffre
    trimestre: Chiffre | None
    """Pendant la période de l'arrêt : le trimestre, le plus souvent."""
    decohabitants: Chiffre
    precedent: Chiffre | None = None
    """Au jour d'avant, d'après ce que l'on sait aujourd'hui ; None : pas de comparaison."""
    emis: Chiffre | None = None
    """Au jour d'avant, tel qu'il a été émis ; None : pas émis."""

    @property
    def corrige(self) -> Mesure | None:
        """Ce que les corrections faites depuis l'émission y changent ; avec `evolution`, mène de l'émis à la date."""
        return ecart(self.emis, self.precedent)

    @property
    def evolution(self) -> Mesure | None:
        """La valeur − celle d'avant, recalculée : jamais une correction ; None si l'une des deux est inconnue."""
        return ecart(self.precedent, self.au)

    @property
    def a_cote(self) -> Sequence[Chiffre]:
        """Ceux de la période et des décohabitants, sous une clé et un nom à eux : une revue émise les garde aussi."""
        pendant = () if self.trimestre is None else (_nomme(self.trimestre, PENDANT, "pendant la période"),)
        return (*pendant, _nomme(self.decohabitants, A_PART, "décohabitants"))


def _nomme(c: Chiffre, prefixe: str, suite: str) -> Chiffre:
    i = c.indicateur
    return replace(c, indicateur=replace(i, cle=f"{prefixe}{i.cle}", libelle=f"{i.libelle.strip()}, {suite}"))


@dataclass(frozen=True, slots=True)
class Section:
    """Un groupe de lignes d'une page ; `partition` : chaque ménage connu compte dans une seule de ses lignes."""

    titre: str
    lignes: tuple[Ligne, ...]
    partition: bool = False

    def ligne(self, cle: str) -> Ligne:
        """La ligne de cet indicateur ; KeyError s'il n'y est pas."""
        for ligne in self.lignes:
            if ligne.indicateur.cle == cle:
                return ligne
        raise KeyError(cle)


@dataclass(frozen=True, slots=True)
class Croisement:
    """Un tableau croisé : une ligne par titre, un chiffre par colonne ; `note` : ce qu'il faut savoir pour le lire.

    `fin` : il répartit les ménages entre lignes et colonnes, trop finement pour la variante diffusable.
    """

    titre: str
    premiere: str
    """Ce que dit la première colonne."""
    colonnes: tuple[str, ...]
    rangees: tuple[tuple[str, tuple[Chiffre, ...]], ...]
    fin: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Grandeur:
    """Une valeur dont l'unité n'est pas celle de sa colonne : d'une ligne à l'autre, une part ou un montant."""

    valeur: Mesure
    unite: Unite


MASQUE = "masqué"
"""La case d'un tableau que la variante diffusable tait."""


@dataclass(frozen=True, slots=True)
class Tableau:
    """Des lignes qui ne sont pas des ménages : acteurs, opérations. Une colonne sans unité est un texte ou une date."""

    titre: str
    colonnes: tuple[tuple[str, Unite | None, str], ...]
    """Le titre, l'unité, la définition."""
    rangees: tuple[tuple[Mesure | Grandeur | str | date | None, ...], ...]
    """None : inconnu."""
    menages: bool = False
    """Vrai s'il compte des ménages : la variante diffusable ne le montre pas."""
    chiffres: tuple[Chiffre, ...] = ()
    """Par rangée, le chiffre qui l'ouvre sur ses ménages ; vide : il n'en compte pas."""
    libres: tuple[str, ...] = ()
    """Les colonnes d'un texte tapé : la variante diffusable ne les montre pas."""
    parts: tuple[tuple[str, str, str | None], ...] = ()
    """Les colonnes de chaque part, de son tout, et de ce qu'elle en compte (None : il ne s'écrit pas)."""


Bloc = Section | Croisement | Tableau


@dataclass(frozen=True, slots=True)
class Page:
    """Une feuille de chiffres, dans l'ordre où elle se lit."""

    titre: str
    blocs: tuple[Bloc, ...]

    @property
    def lignes(self) -> Sequence[Ligne]:
        """Les lignes de toutes ses sections."""
        return [ligne for b in self.blocs if isinstance(b, Section) for ligne in b.lignes]

    @property
    def chiffres(self) -> Sequence[Chiffre]:
        """Ses chiffres à la date, croisements compris."""
        croises = [c for b in self.blocs if isinstance(b, Croisement) for _, siens in b.rangees for c in siens]
        return [*(ligne.au for ligne in self.lignes), *croises]
