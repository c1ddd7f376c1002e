"""Ce qu'un courrier reçoit : l'organisation qui l'envoie, le ménage, ce dont il lui écrit. None : inconnu."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from relogement.documents.donnees import Entete, FicheBudget
from relogement.documents.donnees_menage import BailOrigine
from relogement.documents.donnees_parcours import PropositionFaite, RelogementFait


@dataclass(frozen=True, slots=True)
class Expediteur:
    """L'organisation qui écrit ; `adresse` sur plusieurs lignes ; `logo` : les octets d'une image PNG ou JPEG."""

    nom: str | None = None
    adresse: str | None = None
    telephone: str | None = None
    courriel: str | None = None
    ville: str | None = None
    """D'où l'on écrit : « Nantes, le … »."""
    signataire: str | None = None
    qualite: str | None = None
    """La fonction du signataire."""
    contact_donnees: str | None = None
    """À qui écrire pour ses données : le délégué à la protection des données, ou un service."""
    fondement: str | None = None
    """Ce qui autorise le traitement des données : mission d'intérêt public, contrat… (article 6 du RGPD)."""
    conservation: str | None = None
    """Combien de temps les données sont gardées, comme l'organisation l'a décidé."""
    logo: bytes | None = None


@dataclass(frozen=True, slots=True)
class OperationConcernee:
    """L'opération, telle qu'un courrier la nomme ; `demolition` : au sens du préambule de la charte."""

    nom: str
    nature: str
    demolition: bool
    bailleur: str
    communes: str
    charte: str
    decision: date | None = None
    annonce: date | None = None
    travaux: date | None = None


@dataclass(frozen=True, slots=True)
class Delais:
    """Les nombres de la charte de l'opération et de la loi, au jour du courrier."""

    reponse_jours: int
    propositions: int
    offres: int
    offres_mois: int
    preavis_mois: int
    forfait_jours: int
    frais_jours: int
    depot_jours: int
    suivi_mois: int
    suivi_visites: tuple[int, ...]
    prolongation_mois: int


@dataclass(frozen=True, slots=True)
class FaitsCourrier:
    """Tout ce qu'un courrier peut dire d'un ménage ; `postes` : les frais d'installation que la charte prend en charge.

    `budget` : celui de la proposition ; `relogement` : le dernier, définitif s'il y en a un.
    """

    entete: Entete
    expediteur: Expediteur
    operation: OperationConcernee
    delais: Delais
    menage: str
    adresse: str | None = None
    destination: str | None = None
    """Où le ménage habite ce jour-là : son logement actuel, ou le nouveau s'il a déménagé."""
    logement: str | None = None
    referent: str | None = None
    bail: BailOrigine | None = None
    proposition: PropositionFaite | None = None
    budget: FicheBudget | None = None
    relogement: RelogementFait | None = None
    postes: tuple[str, ...] = ()
