"""Ce que les documents reçoivent : des valeurs simples, déjà lues ; eux seuls les mettent en forme.

Les listes fermées arrivent par leur libellé. None : inconnu, jamais zéro.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from relogement.documents.donnees_appuis import ContactEnquete, VisiteDepart
from relogement.documents.donnees_menage import Entretiens, Foyer
from relogement.documents.donnees_parcours import (
    ColonneBudget,
    PieceJointe,
    PropositionFaite,
    RelogementFait,
    SuiviFait,
)
from relogement.regles.budget import Budget
from relogement.regles.charte.etats import Etat


@dataclass(frozen=True, slots=True)
class Entete:
    """Ce que chaque page rappelle : la référence du ménage, l'opération, qui imprime et quel jour."""

    reference: str
    operation: str
    auteur: str
    le: date


@dataclass(frozen=True, slots=True)
class ConstatImprime:
    """Un constat de la charte ; `titre_article` sert à grouper."""

    article: int
    titre_article: str
    id: str
    libelle: str
    etat: Etat
    phrase: str
    echeance: date | None = None


@dataclass(frozen=True, slots=True)
class AlerteImprimee:
    """Une alerte de la loi ; `niveau` : « réglée » une fois examinée ; `source` : l'article de la loi."""

    id: str
    libelle: str
    niveau: str
    phrase: str
    source: str


@dataclass(frozen=True, slots=True)
class Couverture:
    """La première page : l'opération, le ménage, où il en est."""

    menage: str
    etape: str
    drapeaux: tuple[str, ...]
    referent: str | None
    nature: str
    bailleur: str
    communes: str
    annonce: date | None
    travaux: date | None
    charte: str
    constats: tuple[ConstatImprime, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """Tout le dossier d'un ménage, prêt à imprimer."""

    entete: Entete
    couverture: Couverture
    alertes: tuple[AlerteImprimee, ...] = ()
    foyer: Foyer = field(default_factory=Foyer)
    entretiens: Entretiens = field(default_factory=Entretiens)
    budgets: tuple[ColonneBudget, ...] = ()
    propositions: tuple[PropositionFaite, ...] = ()
    relogements: tuple[RelogementFait, ...] = ()
    suivi: SuiviFait | None = None
    pieces: tuple[PieceJointe, ...] = ()
    visites_techniques: tuple[VisiteDepart, ...] = ()
    enquetes: tuple[ContactEnquete, ...] = ()


@dataclass(frozen=True, slots=True)
class FicheBudget:
    """La fiche remise à la famille ; `quitte` : le budget du logement quitté, `type` et `surface` les siens."""

    entete: Entete
    menage: str
    logement: str
    quitte: Budget
    propose: ColonneBudget
    type: str | None = None
    surface: int | None = None
    essai: bool = False
    """Vrai si le logement n'est pas encore proposé : la fiche le dit, pour qu'on ne la prenne pas pour une offre."""
