"""Ce que contient une colonne : le contenu tranche quand le nom ne suffit pas."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, time, timedelta
from statistics import median

from relogement.tableur.brut import Brut, Illisible, est_vide, nettoyer
from relogement.tableur.colonnes import Champ
from relogement.tableur.dates import lire_date
from relogement.tableur.montants import effectif, montant, surface
from relogement.tableur.valeurs import (
    code_postal,
    code_postal_commune,
    etage,
    occupation_vacante,
    telephone,
    type_logement,
)

ECHANTILLON = 200
"""Cellules non vides regardées par colonne."""


def _lisible(lire: Callable[[Brut], object]) -> Callable[[Brut], bool]:
    def essayer(brut: Brut) -> bool:
        try:
            lire(brut)
        except Illisible:
            return False
        return True

    return essayer


def _est_date(brut: Brut) -> bool:
    if isinstance(brut, date):
        return True
    return isinstance(brut, str) and not nettoyer(brut).isdigit() and _lisible(lire_date)(brut)


def _date_ou_serie(brut: Brut) -> bool:
    return not isinstance(brut, bool) and _lisible(lire_date)(brut)


def _nom(brut: Brut) -> bool:
    return isinstance(brut, str) and re.search(r"[^\W\d_]{2}", brut) is not None and not _est_date(brut)


def _repere(brut: Brut) -> bool:
    return not isinstance(brut, date | time | timedelta) and not _est_date(brut) and len(str(brut)) <= 40


def _identifiant(brut: Brut) -> bool:
    return not isinstance(brut, date | time | timedelta | bool) and not _est_date(brut) and len(str(brut)) <= 40


def _surface(brut: Brut) -> bool:
    return not isinstance(brut, bool) and _lisible(surface)(brut)


_PLAUSIBLE: dict[str, Callable[[Brut], bool]] = {
    "texte": lambda brut: not isinstance(brut, date | time | timedelta),
    "nom": _nom,
    "commune": lambda brut: _nom(brut) and re.match(r"\s*[0-9]{5}", str(brut)) is None,
    "repere": _repere,
    "identifiant": _identifiant,
    "date": _date_ou_serie,
    "montant": _lisible(montant),
    "surface": _surface,
    "effectif": _lisible(effectif),
    "type": _lisible(type_logement),
    "etage": _lisible(etage),
    "code_postal": _lisible(code_postal),
    "cp_commune": _lisible(code_postal_commune),
    "telephone": _lisible(telephone),
    "occupation": _lisible(occupation_vacante),
    "oui_non": lambda brut: not _est_date(brut) and len(str(brut)) <= 40,
    "reponse": lambda brut: not _est_date(brut),
    "calcul": lambda _: True,
}


def plausibilite(champ: Champ, cellules: Sequence[Brut]) -> float | None:
    """La part des cellules remplies qui conviennent au champ, de 0 à 1 ; None si la colonne est vide."""
    remplies = [c for c in cellules if not est_vide(c)][:ECHANTILLON]
    if not remplies:
        return None
    return sum(map(_PLAUSIBLE[champ.nature], remplies)) / len(remplies)


def autre_chose(champ: Champ, cellules: Sequence[Brut]) -> bool:
    """Vrai si les valeurs se lisent bien mais disent autre chose que le champ, quel que soit le nom de la colonne.

    Des montants dont la médiane trahit une somme annuelle ; un identifiant de logement qui se répète sur la plupart
    des lignes : c'est celui d'un groupe ou d'une résidence, et s'y fier ferait passer des logements pour des doublons.
    """
    remplies = [c for c in cellules if not est_vide(c)][:ECHANTILLON]
    if champ.mediane_max is not None:
        return _mediane(remplies) > champ.mediane_max
    return champ.nom == "ug" and len(remplies) >= 6 and len({str(c) for c in remplies}) < 0.6 * len(remplies)


def _mediane(cellules: list[Brut]) -> float:
    lus: list[int] = []
    for cellule in cellules:
        try:
            lus.append(abs(montant(cellule) or 0))
        except Illisible:
            continue
    return median(lus) if len(lus) >= 5 else 0.0
