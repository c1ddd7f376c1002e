"""Les faits de l'accompagnement d'un ménage que lisent les articles 7, 10, 12 et 14, et les alertes de la loi."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from relogement.formats import date_courte
from relogement.vocabulaire import DecisionCommission, Reservataire, ResultatEnquete


@dataclass(frozen=True, slots=True)
class VisiteTechnique:
    """La visite technique du logement quitté, avant la résiliation du bail (A10.3)."""

    id: str
    le: date


@dataclass(frozen=True, slots=True)
class ActeurSocial:
    """Un acteur social qui suit le ménage depuis `depuis` (A07.2).

    `contact` None : pas encore joint ; `accueil` : il intervient dans le quartier d'accueil.
    """

    id: str
    nom: str
    depuis: date
    accueil: bool = False
    contact: date | None = None


@dataclass(frozen=True, slots=True)
class Demande:
    """Un contingent sollicité le `le`, ou pourquoi il n'est pas utile (`sans_objet`) (A12.2, A12.3)."""

    id: str
    contingent: Reservataire
    le: date
    sans_objet: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """Un passage du ménage en commission relogement, le jour de la séance ; `decision` None : pas encore examiné."""

    id: str
    le: date
    decision: DecisionCommission | None = None
    precision: str | None = None

    @property
    def examine(self) -> bool:
        """Vrai si la commission a décidé ; un ajournement n'est pas une décision (A12.1)."""
        return self.decision is not None and self.decision is not DecisionCommission.AJOURNER


@dataclass(frozen=True, slots=True)
class AvisImpot:
    """L'avis d'impôt du ménage, vu le `le` : l'avis de l'année `annee` porte sur les revenus de l'année d'avant.

    `rfr` : le revenu fiscal de référence, tous avis du foyer réunis (centimes par an). `invalidite` : vrai si quelqu'un
    du foyer a une carte mobilité inclusion « invalidité » ; None : on ne sait pas. `douze_mois_au` : ce n'est pas un
    avis mais les revenus des douze mois finis ce jour-là, comptés comme lui, et `annee` est celle de leur fin.
    """

    id: str
    le: date
    annee: int
    rfr: int
    invalidite: bool | None = None
    douze_mois_au: date | None = None

    @property
    def ordre(self) -> tuple[date, int, date]:
        """Du plus ancien vu au plus récent ; le même jour, les douze derniers mois après les avis."""
        return self.le, self.annee, self.douze_mois_au or date.min

    @property
    def source(self) -> str:
        """« l'avis d'impôt 2026 » ou « les revenus des douze mois finis le 31/10/2026 »."""
        return f"l'avis d'impôt {self.annee}" if self.douze_mois_au is None else f"les revenus {self.periode}"

    @property
    def periode(self) -> str:
        """Sur quoi portent ces revenus : « de 2025 » ou « des douze mois finis le 31/10/2026 »."""
        if self.douze_mois_au is None:
            return f"de {self.annee - 1}"
        return f"des douze mois finis le {date_courte(self.douze_mois_au)}"


@dataclass(frozen=True, slots=True)
class Enquete:
    """Une prise de contact pour l'enquête de satisfaction (A14.1)."""

    id: str
    le: date
    resultat: ResultatEnquete


@dataclass(frozen=True, slots=True)
class Nur:
    """Le numéro unique de la demande et son dernier renouvellement (None : inconnu) (L4)."""

    numero: str
    le: date | None = None


@dataclass(frozen=True, slots=True)
class AlerteReglee:
    """Une alerte de la loi (« L4 »), examinée par une personne nommée."""

    id: str
    alerte: str
    le: date
    qui: str
    note: str
