"""Ceux que l'on sollicite pour le ménage, et ce qui suit son départ, tels que le dossier les imprime.

None : inconnu ou pas encore fait, jamais zéro.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ActeurSollicite:
    """Un acteur social ; `accueil` : il intervient dans le quartier d'accueil ; `contact` None : pas encore joint."""

    nom: str
    depuis: date
    accueil: bool = False
    contact: date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ContingentSollicite:
    """Un contingent sollicité, ou (`sans_objet`) pourquoi il n'est pas nécessaire."""

    contingent: str
    le: date
    sans_objet: str | None = None
    reponse: str | None = None
    reponse_le: date | None = None


@dataclass(frozen=True, slots=True)
class VisiteDepart:
    """Une visite technique du logement quitté."""

    le: date
    constat: str | None = None


@dataclass(frozen=True, slots=True)
class ContactEnquete:
    """Une prise de contact pour l'enquête ; `mode` None : pas noté ; `reponses` : (ce dont on parle, la réponse)."""

    le: date
    mode: str | None
    resultat: str
    reponses: tuple[tuple[str, str], ...] = ()
    note: str | None = None
