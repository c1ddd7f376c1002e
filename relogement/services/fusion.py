"""La fusion d'une liste avec la base : la liste d'avant, celle d'aujourd'hui, et ce que l'agent a pu changer entre."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any
from uuid import UUID

from relogement.formats import etage, euros, oui_non, surface, telephone
from relogement.modeles.table import Table
from relogement.services.outils import remplir
from relogement.tableur.doublons import forme, numero_comparable
from relogement.tableur.lieux import batiment_comparable, porte_comparable, voie_comparable

LIBELLES = {
    "ug": "n° de logement", "batiment": "bâtiment", "escalier": "escalier", "etage": "étage", "porte": "porte",
    "adresse": "adresse", "code_postal": "code postal", "commune": "commune", "type": "type", "surface": "surface",
    "financement": "financement", "telephone": "téléphone", "nom": "nom", "prenom": "prénom",
    "naissance": "naissance", "bail": "n° de bail", "entree": "entrée dans les lieux", "loyer": "loyer",
    "charges": "charges", "apl": "APL", "occupants": "occupants", "enfants": "enfants", "revenu": "revenu",
    "nature": "nature des ressources", "titulaire": "titulaire du bail", "cotitulaire": "cotitulaire du bail",
    "logement": "logement", "libelle": "désignation", "reference": "référence", "quartier": "quartier",
    "bailleur_id": "bailleur", "reservataire": "réservataire", "habitat": "habitat", "qpv": "quartier prioritaire",
    "neuf": "neuf", "livre_le": "livré le", "conventionne_le": "conventionné le", "disponible_le": "disponible le",
    "disponible_jusqu_au": "gardé jusqu'au", "ascenseur": "ascenseur", "fauteuil": "accessible en fauteuil",
    "douche": "douche adaptée", "note": "note",
}
FORMATS: Mapping[str, Callable[[Any], str]] = {
    "loyer": euros, "charges": euros, "apl": euros, "revenu": euros, "surface": surface, "etage": etage,
    "telephone": telephone, **dict.fromkeys(("qpv", "neuf", "ascenseur", "fauteuil", "douche"), oui_non),
}
"""Les champs dont la valeur rangée (centimes, dm²) n'est pas ce qu'on lit."""
COMPARABLES: Mapping[str, Callable[[str], str]] = {
    "ug": numero_comparable, "porte": porte_comparable, "batiment": batiment_comparable, "adresse": voie_comparable,
    "telephone": telephone,
}
"""Les champs dont la forme ne se réduit pas à la casse, aux accents et aux blancs."""


@dataclass(frozen=True, slots=True)
class Conflit:
    """La liste et l'agent disent autre chose : la valeur de l'agent reste. Les deux valeurs sont écrites pour lui."""

    champ: str
    en_base: str
    dans_la_liste: str

    @property
    def phrase(self) -> str:
        """Ce que lit l'agent."""
        libelle = LIBELLES.get(self.champ, self.champ)
        return (
            f"{libelle[:1].upper()}{libelle[1:]} : « {self.dans_la_liste} » dans la liste, "
            f"« {self.en_base} » au dossier. La valeur du dossier est gardée."
        )


@dataclass(slots=True)
class Fusion:
    """Compare champ à champ ; `avant` : la liste précédente (vide la première fois)."""

    avant: Mapping[str, Any]
    conflits: list[Conflit] = field(default_factory=list)
    change: bool = False

    def a_prendre(self, champ: str, liste: Any, base: Any) -> bool:
        """Vrai si la valeur de la liste doit entrer ; un désaccord avec l'agent devient un conflit.

        Ce qui ne diffère que par la casse, les accents ou les blancs est la même valeur.
        """
        if liste is None or memes(champ, liste, base):
            return False
        precedente = self.avant.get(champ)
        if precedente == en_texte(liste):
            return False  # la liste n'a pas changé : ce que l'agent a mis depuis reste
        if base is None or precedente == en_texte(base):
            self.change = True
            return True
        self.refuser(champ, base, liste)
        return False

    def refuser(self, champ: str, base: Any, liste: Any) -> None:
        """Note un désaccord, écrit comme l'agent le lit."""
        self.conflits.append(Conflit(champ, lisible(champ, base), lisible(champ, liste)))

    def remplir(self, fiche: Table, valeurs: Mapping[str, tuple[str, Any]]) -> None:
        """Fusionne les colonnes d'une fiche : colonne → (champ de la liste, valeur de la liste)."""
        pris = {c: v for c, (champ, v) in valeurs.items() if self.a_prendre(champ, v, getattr(fiche, c))}
        remplir(fiche, pris)


class FusionTenace(Fusion):
    """La même fusion ; un désaccord qui dure se redit à chaque import, et rien ne s'écrit."""

    def a_prendre(self, champ: str, liste: Any, base: Any) -> bool:
        """Voir `Fusion`."""
        pris = super().a_prendre(champ, liste, base)
        connu = self.avant.get(champ) == en_texte(liste)
        if not pris and connu and None not in (liste, base) and not memes(champ, liste, base):
            self.refuser(champ, base, liste)
        return pris


def memes(champ: str, une: Any, autre: Any) -> bool:
    """Vrai si deux valeurs ne diffèrent que par la forme : zéros de tête d'un logement, paires d'un téléphone."""
    comparable: Callable[[Any], Any] = COMPARABLES.get(champ, forme)
    return bool(une == autre or (None not in (une, autre) and comparable(une) == comparable(autre)))


def en_texte(valeur: Any) -> Any:
    """Une valeur telle que la ligne importée la garde (JSON)."""
    if isinstance(valeur, date):
        return valeur.isoformat()
    if isinstance(valeur, UUID):
        return str(valeur)
    return valeur.value if isinstance(valeur, Enum) else valeur


def lisible(champ: str, valeur: Any) -> str:
    """Une valeur telle que l'agent la lit : euros, m², date, libellé."""
    if champ in FORMATS:
        return FORMATS[champ](valeur)
    if isinstance(valeur, date):
        return f"{valeur:%d/%m/%Y}"
    return str(getattr(valeur, "libelle", valeur))
