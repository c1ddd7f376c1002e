"""Ce que la revue lit en plus des faits : coûts et ressources par périodes, logements, motifs, frais, enquêtes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, TypeVar

from relogement.regles.budget import Budget
from relogement.regles.charte.parametres import Charte, charger_charte
from relogement.regles.ressources import LigneRessource
from relogement.vocabulaire import ModeEnquete, MotifRefus, NatureRessource, Reservataire, ResultatEnquete, Satisfaction


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
    """Un logement, sans rien de plus fin que sa commune ; surface en dm² ; None : inconnu."""

    type: str | None = None
    surface: int | None = None
    qpv: bool | None = None
    neuf: bool | None = None
    """Neuf ou récent au sens de la charte, au jour de la proposition."""
    commune: str | None = None
    bailleur: str | None = None
    financement: str | None = None
    reservataire: Reservataire | None = None
    """Le réservataire du logement offert ; celui auquel le relogement est imputé est dans les faits."""
    individuel: bool | None = None
    """Maison individuelle (vrai) ou logement d'un immeuble collectif (faux)."""
    hors_quartier: bool | None = None
    """Vrai si le logement est hors du quartier quitté."""
    conventionne: date | None = None
    """Le jour de la convention qui y ouvre droit à l'APL."""


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
class Percue:
    """Une ressource d'une nature, du `du` au `au` compris ; `personne` None : celle du foyer."""

    du: date
    au: date | None
    nature: NatureRessource
    personne: str | None = None


@dataclass(frozen=True, slots=True)
class LigneFrais:
    """Un poste de frais d'un relogement, en centimes ; `demande` faux : « aucun » ; None : inconnu ou pas encore."""

    relogement: str
    poste: str
    demande: bool
    le: date
    montant: int | None = None
    accorde: int | None = None
    accorde_le: date | None = None
    paye: int | None = None
    paye_le: date | None = None
    refuse_le: date | None = None


@dataclass(frozen=True, slots=True)
class ReponseEnquete:
    """Une prise de contact pour l'enquête de satisfaction ; `mode` None : pas noté.

    `reponses` : par colonne de `regles.enquete.CHAMPS`, ce que le ménage a répondu ; une absente : rien. Ni les
    difficultés dites, ni la note n'y sont : elles ne sortent pas de la base.
    """

    le: date
    resultat: ResultatEnquete
    mode: ModeEnquete | None = None
    reponses: tuple[tuple[str, Satisfaction | bool], ...] = ()

    def reponse(self, champ: str) -> Satisfaction | bool | None:
        """Ce que le ménage a répondu à cette question ; None : rien."""
        return dict(self.reponses).get(champ)


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
    percues: tuple[Percue, ...] = ()
    motifs: tuple[tuple[str, MotifRefus | None], ...] = ()
    """Le motif codé de chaque proposition refusée, par identifiant de proposition."""
    frais: tuple[LigneFrais, ...] = ()
    enquetes: tuple[ReponseEnquete, ...] = ()
    bailleurs: tuple[tuple[str, str], ...] = ()
    """Par proposition, le bailleur du logement proposé, s'il est noté."""
    forfaits: tuple[tuple[str, int], ...] = ()
    """Par relogement, le forfait de déménagement décidé (centimes)."""
    couts: tuple[tuple[str, int], ...] = ()
    """Par relogement, ce qu'a coûté le déménageur (centimes)."""
    charte: Charte = field(default_factory=charger_charte)
    """Celle de l'opération."""

    def accueil(self, relogement: str) -> Accueil | None:
        """L'accueil de ce relogement ; None s'il n'est pas connu."""
        return dict(self.accueils).get(relogement)


def en_vigueur(periodes: tuple[P, ...], le: date) -> tuple[P, ...]:
    """Les périodes qui couvrent ce jour, de la plus ancienne à la plus récente."""
    return tuple(sorted((p for p in periodes if p.du <= le and (p.au is None or p.au >= le)), key=lambda p: p.du))
