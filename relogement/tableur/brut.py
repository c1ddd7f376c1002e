"""La cellule brute d'un tableur : ce que rendent les lecteurs, avant toute conversion."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache

from relogement.commun import sans_accents

Brut = str | int | float | bool | datetime | date | time | timedelta | None
"""Une cellule telle que le fichier la donne ; None ou un texte blanc : cellule vide."""

LONGUEUR_TEXTE = 500
"""Longueur au-delà de laquelle un texte n'est plus une valeur d'état locatif."""

_ERREURS_TABLEUR = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#VALEUR!", "#DIV/0!", "#NAME?", "#NOM?", "#NULL!", "#NUL!", "#NUM!", "#NOMBRE!"}
)
_SANS_VALEUR = frozenset({"nc", "n.c.", "n.c", "n/a", "nr", "non communique", "non renseigne", "inconnu", "inconnue"})
_SANS_VALEUR_MAX = 20
_TIRETS = re.compile(r"[-–—_./?\s]*")
_BLANCS = re.compile(r"[\s\u200b\ufeff\x00-\x1f]+")


class Illisible(ValueError):
    """La cellule ne peut donner la valeur attendue ; `raison` est une phrase française pour le rapport."""

    def __init__(self, raison: str) -> None:
        super().__init__(raison)
        self.raison = raison


def nettoyer(texte: str) -> str:
    """Le texte sans blancs autour, chaque suite de blancs (insécables compris) ramenée à une espace."""
    return _BLANCS.sub(" ", texte).strip()


@lru_cache(maxsize=8192)
def _texte_vide(brut: str) -> bool:
    if _TIRETS.fullmatch(brut) is not None:
        return True
    propre = nettoyer(brut)
    return not propre or (len(propre) <= _SANS_VALEUR_MAX and sans_accents(propre) in _SANS_VALEUR)


def est_vide(brut: Brut) -> bool:
    """Vrai pour une cellule vide, blanche, faite de tirets, ou qui dit elle-même « non renseigné »."""
    if brut is None:
        return True
    return isinstance(brut, str) and _texte_vide(brut)


def en_texte(brut: Brut) -> str:
    """La cellule comme un Français la lirait : virgule décimale, date en jour/mois/année ; vide pour None."""
    if brut is None:
        return ""
    if isinstance(brut, str):
        return brut if len(brut) <= LONGUEUR_TEXTE else brut[:LONGUEUR_TEXTE] + "…"
    if isinstance(brut, bool):
        return "VRAI" if brut else "FAUX"
    if isinstance(brut, float):
        return str(int(brut)) if brut.is_integer() and abs(brut) < 1e15 else repr(brut).replace(".", ",")
    if isinstance(brut, datetime | date):
        return f"{brut.day:02d}/{brut.month:02d}/{brut.year:04d}"
    return str(brut) if not isinstance(brut, int) or abs(brut) < 10**30 else f"{Decimal(brut):.6E}"


def refuser_erreur(brut: Brut) -> None:
    """Lève Illisible pour une erreur de tableur (#N/A, #REF!…) laissée dans la cellule."""
    if isinstance(brut, str) and brut.strip().upper() in _ERREURS_TABLEUR:
        raise Illisible("La cellule contient une erreur du tableur.")


def texte(brut: Brut) -> str | None:
    """Un texte court, blancs nettoyés ; un nombre entier perd son « ,0 » ; lève Illisible pour une date."""
    if est_vide(brut):
        return None
    refuser_erreur(brut)
    if isinstance(brut, datetime | date | time | timedelta):
        raise Illisible("Une date se trouve à la place d'un texte : le tableur l'a sans doute transformé.")
    propre = nettoyer(en_texte(brut))
    if len(propre) > LONGUEUR_TEXTE:
        raise Illisible(f"Le texte dépasse {LONGUEUR_TEXTE} caractères.")
    return propre
