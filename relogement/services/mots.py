"""Les mots de l'historique : le nom de chaque table et de chaque colonne, et comment une valeur se lit."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from relogement.commun import ressource
from relogement.formats import date_courte, euros, nombre, oui_non, surface, telephone
from relogement.vocabulaire import Besoin, Difficulte, Liste, Malgre, MotifPriorite, NatureInformation, Verification

FICHIER = "libelles/historique.toml"
VIDE = "(vide)"
LISTES: dict[str, type[Liste]] = {
    "natures": NatureInformation, "besoins": Besoin, "difficultes": Difficulte, "verifications": Verification,
    "priorites": MotifPriorite, "envoi_malgre": Malgre,
}
"""Les colonnes qui gardent une suite de codes."""


@lru_cache(maxsize=1)
def _mots() -> dict[str, Any]:
    return tomllib.loads(ressource(FICHIER).read_text(encoding="utf-8"))


def nom_table(table: str) -> str | None:
    """« Loyer et aides du logement quitté » ; None si le ménage n'a rien à y lire."""
    nom: str | None = _mots()["tables"].get(table, {}).get("nom")
    return nom


def reperes(table: str) -> tuple[str, tuple[str, ...]]:
    """Ce qui précède le repère d'une fiche (« n° »), et les colonnes qui le font ; vides s'il n'y en a pas."""
    mots = _mots()["tables"].get(table, {})
    return mots.get("avant_repere", ""), tuple(mots.get("repere", ()))


def nom_colonne(table: str, colonne: str) -> str | None:
    """« Date de naissance » ; None si la colonne ne sert qu'à la machine, ou n'a pas de nom."""
    if colonne in _mots()["cachees"]:
        return None
    siennes = _mots()["tables"].get(table, {}).get("colonnes", {})
    nom: str | None = siennes.get(colonne) or _mots()["communes"].get(colonne)
    return nom


def dire(table: str, colonne: str, valeur: Any) -> str:
    """La valeur d'une colonne telle qu'elle se lit : « 430,00 € », « 12/03/1980 », « oui », un libellé, « (vide) »."""
    if valeur is None or valeur in ("", []):
        return VIDE
    if isinstance(valeur, bool):
        return _oui_ou_non(table, colonne, valeur)
    if isinstance(valeur, int):
        return _mesure(colonne, valeur)
    if isinstance(valeur, list):
        return ", ".join(_de_la_liste(colonne, code) for code in valeur)
    if isinstance(valeur, date):
        return date_courte(valeur)
    return _en_clair(colonne, valeur)


def _en_clair(colonne: str, valeur: Any) -> str:
    if isinstance(valeur, Liste):
        return valeur.libelle
    return telephone(valeur) if colonne in _mots()["telephones"] else str(valeur)


def _oui_ou_non(table: str, colonne: str, valeur: bool) -> str:
    siens: str | None = _mots()["tables"].get(table, {}).get(oui_non(valeur), {}).get(colonne)
    return siens or oui_non(valeur)


def _mesure(colonne: str, valeur: int) -> str:
    if colonne in _mots()["montants"]:
        return euros(valeur)
    if colonne in _mots()["surfaces"]:
        return surface(valeur)
    return nombre(Decimal(valeur) / 10, 1) if colonne in _mots()["dixiemes"] else nombre(valeur)


def _de_la_liste(colonne: str, code: str) -> str:
    liste = LISTES.get(colonne)
    return next((membre.libelle for membre in liste or () if membre.value == code), code)
