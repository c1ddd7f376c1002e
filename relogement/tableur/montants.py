"""Les nombres écrits par des humains : montants en centimes, surfaces en dm², petits entiers.

Ambiguïtés, toujours tranchées de la même façon :
- un seul séparateur suivi d'exactement trois chiffres (« 1.234 », « 1,234 ») sépare les milliers d'un montant,
  sauf après un zéro (« 0,500 ») ; dans une surface, il est toujours décimal (« 60,125 ») ;
- quand point et virgule sont présents, le dernier est le séparateur décimal ;
- une espace ne sépare que des groupes de trois chiffres : « 467 42 » est illisible, pas 46 742.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from relogement.tableur.brut import Brut, Illisible, est_vide, nettoyer, refuser_erreur

MONTANT_MAX = 100_000_000
"""Centimes : au-delà d'un million d'euros, ce n'est plus un montant d'état locatif."""
SURFACE_MAX = 100_000
"""dm² : au-delà de 1 000 m², ce n'est plus un logement."""
EFFECTIF_MAX = 40
"""Personnes dans un logement : au-delà, la cellule contient autre chose."""

_MONNAIE = r"(?:€|euros?\b|eur\b)"
_AVANT = re.compile(rf"^{_MONNAIE}\s*")
_APRES = re.compile(rf"\s*{_MONNAIE}?\s*(?:(?:/|par)\s*mois|mensuels?)?$")
_GROUPE_ESPACE = re.compile(r"[0-9]{1,3}(?:[ '][0-9]{3})+(?:[.,][0-9]{1,9})?")
_GROUPE_POINT = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]{1,9})?")
_GROUPE_VIRGULE = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]{1,9})?")
_SIMPLE = re.compile(r"[0-9]{1,15}(?:[.,][0-9]{0,20})?|[.,][0-9]{1,2}")
_EURO_AU_MILIEU = re.compile(r"([0-9])\s*€\s*([0-9]{2})")
_PARENTHESES = re.compile(r"\((.+)\)")
_TYPOGRAPHIE = str.maketrans({"−": "-", "–": "-", "‐": "-", "‑": "-", "’": "'"})


def _chiffres(nu: str, milliers: bool) -> Decimal | None:
    """La valeur d'une suite de chiffres sans signe ni monnaie ; None si elle n'a aucune forme connue."""
    un_separateur = nu.count(".") + nu.count(",") == 1
    if _GROUPE_ESPACE.fullmatch(nu):
        return Decimal(nu.replace(" ", "").replace("'", "").replace(",", "."))
    if (milliers or not un_separateur) and _GROUPE_POINT.fullmatch(nu):
        return Decimal(nu.replace(".", "").replace(",", "."))
    if (milliers or not un_separateur) and _GROUPE_VIRGULE.fullmatch(nu):
        return Decimal(nu.replace(",", ""))
    if _SIMPLE.fullmatch(nu):
        return Decimal("0" + nu.replace(",", "."))
    return None


def _sans_monnaie(brut: str) -> str:
    s = nettoyer(brut).translate(_TYPOGRAPHIE).casefold()
    s = _EURO_AU_MILIEU.sub(r"\1,\2", s)
    return _APRES.sub("", _AVANT.sub("", s)).strip()


def _nombre_du_texte(brut: str, milliers: bool) -> Decimal | None:
    s = _sans_monnaie(brut)
    negatif = False
    if entre := _PARENTHESES.fullmatch(s):
        s, negatif = _sans_monnaie(entre[1]), True
    if s[:1] in ("-", "+"):
        if negatif:
            return None
        s, negatif = _sans_monnaie(s[1:]), s[0] == "-"
    elif s.endswith("-"):
        if negatif:
            return None
        s, negatif = _sans_monnaie(s[:-1]), True
    valeur = _chiffres(s, milliers)
    return -valeur if valeur is not None and negatif else valeur


def nombre(brut: Brut, quoi: str, milliers: bool = True) -> Decimal | None:
    """Le nombre de la cellule, None si elle est vide ; lève Illisible ; `quoi` (« un montant ») complète la raison."""
    if est_vide(brut):
        return None
    refuser_erreur(brut)
    if isinstance(brut, datetime | date | time | timedelta):
        raise Illisible(f"Une date se trouve à la place d'{quoi}.")
    valeur: Decimal | None = None
    if isinstance(brut, str):
        valeur = _nombre_du_texte(brut, milliers)
    elif isinstance(brut, int | float) and not isinstance(brut, bool):
        valeur = Decimal(repr(brut)) if abs(brut) < 1e30 else None
    if valeur is None or not valeur.is_finite():
        raise Illisible(f"Ce texte ne se lit pas comme {quoi}.")
    return valeur


def _centiemes(valeur: Decimal) -> int:
    return int((valeur * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def montant(brut: Brut) -> int | None:
    """Un montant en centimes, négatif permis, arrondi au centime ; None si vide ; lève Illisible."""
    valeur = nombre(brut, "un montant")
    if valeur is None:
        return None
    if abs(valeur) * 100 > MONTANT_MAX:
        raise Illisible("Ce montant dépasse un million d'euros.")
    return _centiemes(valeur)


def montant_positif(brut: Brut, nom: str) -> int | None:
    """Comme `montant`, mais zéro ou plus : lève Illisible pour un négatif ; `nom` (« Le loyer ») commence la raison."""
    centimes = montant(brut)
    if centimes is not None and centimes < 0:
        raise Illisible(f"{nom} est négatif : à compléter d'après la quittance.")
    return centimes


_SENS = re.compile(r"(?P<montant>.*[0-9€)])\s*(?P<sens>d|db|c|cr|(?:d[ée]bit|cr[ée]dit)(?:eur)?)\.?")


def solde(brut: Brut) -> int | None:
    """Un solde débiteur en centimes : positif si le locataire doit ; « 12,50 C » (créditeur) est négatif."""
    if isinstance(brut, str) and (m := _SENS.fullmatch(nettoyer(brut).casefold())):
        centimes = montant(m["montant"])
        return -centimes if centimes is not None and m["sens"].startswith("c") else centimes
    return montant(brut)


_UNITE_SURFACE = re.compile(r"\s*(?:m²|m2|m\^2|mètres? carrés?|metres? carres?)\s*$", re.IGNORECASE)


def surface(brut: Brut) -> int | None:
    """Une surface en dm² (76,3 m² = 7630), strictement positive ; None si vide ; lève Illisible."""
    nu: Brut = _UNITE_SURFACE.sub("", nettoyer(brut)) if isinstance(brut, str) else brut
    valeur = nombre(nu, "une surface", milliers=False)
    if valeur is None:
        return None
    if not 0 < valeur * 100 <= SURFACE_MAX:
        raise Illisible("Une surface est comprise entre 0 et 1 000 m².")
    return _centiemes(valeur)


_PERSONNES = re.compile(r"\s*(?:personnes?|pers\.?|occupants?|occ\.?|enfants?|enf\.?)\s*$", re.IGNORECASE)


def effectif(brut: Brut) -> int | None:
    """Un nombre de personnes, de 0 à EFFECTIF_MAX inclus ; None si vide ; lève Illisible."""
    nu: Brut = _PERSONNES.sub("", nettoyer(brut)) if isinstance(brut, str) else brut
    valeur = nombre(nu, "un nombre de personnes")
    if valeur is None:
        return None
    if valeur != valeur.to_integral_value() or not 0 <= valeur <= EFFECTIF_MAX:
        raise Illisible(f"Un nombre de personnes est un entier de 0 à {EFFECTIF_MAX}.")
    return int(valeur)
