"""La fusion d'une liste avec la base : la liste d'avant, celle d'aujourd'hui, et ce que l'agent a pu changer entre."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any

from relogement.modeles.table import Table
from relogement.services.outils import remplir

LIBELLES = {
    "ug": "n° de logement", "batiment": "bâtiment", "escalier": "escalier", "etage": "étage", "porte": "porte",
    "adresse": "adresse", "code_postal": "code postal", "commune": "commune", "type": "type", "surface": "surface",
    "financement": "financement", "telephone": "téléphone", "nom": "nom", "prenom": "prénom",
    "naissance": "naissance", "bail": "n° de bail", "entree": "entrée dans les lieux", "loyer": "loyer",
    "charges": "charges", "apl": "APL", "occupants": "occupants", "enfants": "enfants", "revenu": "revenu",
    "nature": "nature des ressources",
}


@dataclass(frozen=True, slots=True)
class Conflit:
    """La liste et l'agent disent autre chose : la valeur de l'agent reste."""

    champ: str
    en_base: str
    dans_la_liste: str

    @property
    def phrase(self) -> str:
        """Ce que lit l'agent."""
        return (
            f"{LIBELLES.get(self.champ, self.champ).capitalize()} : « {self.dans_la_liste} » dans la liste, "
            f"« {self.en_base} » au dossier. La valeur du dossier est gardée."
        )


@dataclass(slots=True)
class Fusion:
    """Compare champ à champ ; `avant` : la liste précédente (vide la première fois)."""

    avant: Mapping[str, Any]
    conflits: list[Conflit] = field(default_factory=list)
    change: bool = False

    def a_prendre(self, champ: str, liste: Any, base: Any) -> bool:
        """Vrai si la valeur de la liste doit entrer ; un désaccord avec l'agent devient un conflit."""
        if liste is None or liste == base:
            return False
        precedente = self.avant.get(champ)
        if precedente == en_texte(liste):
            return False  # la liste n'a pas changé : ce que l'agent a mis depuis reste
        if base is None or precedente == en_texte(base):
            self.change = True
            return True
        self.conflits.append(Conflit(champ, lisible(base), lisible(liste)))
        return False

    def remplir(self, fiche: Table, valeurs: Mapping[str, tuple[str, Any]]) -> None:
        """Fusionne les colonnes d'une fiche : colonne → (champ de la liste, valeur de la liste)."""
        pris = {c: v for c, (champ, v) in valeurs.items() if self.a_prendre(champ, v, getattr(fiche, c))}
        remplir(fiche, pris)


def en_texte(valeur: Any) -> Any:
    """Une valeur telle que la ligne importée la garde (JSON)."""
    if isinstance(valeur, date):
        return valeur.isoformat()
    return valeur.value if isinstance(valeur, Enum) else valeur


def lisible(valeur: Any) -> str:
    """Une valeur telle que l'agent la lit."""
    if isinstance(valeur, date):
        return f"{valeur:%d/%m/%Y}"
    return str(getattr(valeur, "libelle", valeur))
