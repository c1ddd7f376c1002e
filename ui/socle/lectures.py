"""Lire ce qui est tapé en français ; une saisie illisible lève ErreurMetier avec la phrase à montrer près du champ.

Un texte vide se lit None : l'inconnu. Rien n'est deviné : ce qui est ambigu est redemandé.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

from relogement.commun import ErreurMetier, sans_accents
from relogement.formats import MOIS, telephone_range

_BLANCS = re.compile(r"[\s\u00a0\u202f\u2009]+")
_MOIS = {sans_accents(mot): rang for rang, mot in enumerate(MOIS, start=1)}
_MOIS |= {"janv": 1, "fev": 2, "fevr": 2, "avr": 4, "juil": 7, "sept": 9, "oct": 10, "nov": 11, "dec": 12}
_PLUS_LONG = 15


def _decimal(texte: str, decimales: int, phrase: str) -> Decimal | None:
    """Un nombre à virgule ou à point ; avec les deux, le dernier est le séparateur décimal."""
    brut = _BLANCS.sub("", texte).replace("\u2212", "-").replace("\u2013", "-").replace("'", "")
    if not brut:
        return None
    if "," in brut and "." in brut:
        milliers = "." if brut.rfind(",") > brut.rfind(".") else ","
        if not re.fullmatch(rf"-?\d{{1,3}}(\{milliers}\d{{3}})+[.,]\d*", brut):
            raise ErreurMetier(phrase)
        brut = brut.replace(milliers, "")
    brut = brut.replace(",", ".")
    if not re.fullmatch(r"[+-]?\d+(\.\d*)?|[+-]?\.\d+", brut, re.ASCII) or len(brut) > _PLUS_LONG:
        raise ErreurMetier(phrase)
    if len(brut.partition(".")[2]) > decimales:
        raise ErreurMetier(f"{phrase[:-1]}, avec au plus {decimales} chiffres après la virgule.")
    return Decimal(brut)


def lire_montant(texte: str, *, negatif: bool = False) -> int | None:
    """Les centimes de « 1 234,56 € », « 1234.56 », « 1.234,56 » ; « 1.234 » est ambigu, donc refusé."""
    nu = re.sub(r"(€|euros?|eur)\s*$", "", texte.strip(), flags=re.IGNORECASE)
    valeur = _decimal(nu, 2, "Écrivez un montant en euros comme 312,40.")
    if valeur is None:
        return None
    if valeur < 0 and not negatif:
        raise ErreurMetier("Écrivez un montant positif, sans signe moins.")
    return int(valeur * 100)


def lire_surface(texte: str) -> int | None:
    """Les décimètres carrés de « 76,3 m² » : 7630 ; une surface est plus grande que zéro."""
    nu = re.sub(r"m(²|2|\^2)?\s*$", "", texte.strip(), flags=re.IGNORECASE)
    valeur = _decimal(nu, 2, "Écrivez une surface en m² comme 76,3.")
    if valeur is None:
        return None
    if valeur <= 0:
        raise ErreurMetier("Écrivez une surface plus grande que zéro, ou laissez vide.")
    return int(valeur * 100)


def lire_entier(texte: str, minimum: int | None = None, maximum: int | None = None) -> int | None:
    """Un nombre entier ; les bornes sont comprises."""
    valeur = _decimal(texte, 0, "Écrivez un nombre entier comme 3.") if texte.strip() else None
    if valeur is None:
        return None
    if minimum is not None and valeur < minimum:
        raise ErreurMetier(f"Écrivez un nombre au moins égal à {minimum}.")
    if maximum is not None and valeur > maximum:
        raise ErreurMetier(f"Écrivez un nombre au plus égal à {maximum}.")
    return int(valeur)


def lire_date(texte: str, aujourd_hui: date | None = None, *, passee: bool = False) -> date | None:
    """« 12/03/2026 », « 12-3-26 », « 12.03.2026 », « 12 mars 2026 », « 2026-03-12 », « aujourd'hui », « hier ».

    Une année sur deux chiffres est la plus proche d'`aujourd_hui`, dix ans au plus dans l'avenir ; `passee` : jamais
    après aujourd'hui (une naissance), et une date à venir est alors refusée.
    """
    nu = sans_accents(_BLANCS.sub(" ", texte.replace("\u2019", "'")).strip())
    if not nu:
        return None
    mots = {"aujourd'hui": 0, "hier": -1, "demain": 1}
    if aujourd_hui is not None and nu in mots:
        le = aujourd_hui + timedelta(days=mots[nu])
    else:
        le = _date_ecrite(nu, aujourd_hui, passee=passee)
    if passee and aujourd_hui is not None and le > aujourd_hui:
        raise ErreurMetier("Cette date est à venir : vérifiez l'année.")
    return le


def _date_ecrite(nu: str, aujourd_hui: date | None, *, passee: bool) -> date:
    phrase = "Écrivez une date comme 12/03/2026."
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", nu, re.ASCII)
    chiffres = re.fullmatch(r"(\d{1,2})[/\-. ](\d{1,2})[/\-. ](\d{4}|\d{2})", nu, re.ASCII)
    colles = re.fullmatch(r"(\d{2})(\d{2})(\d{4})", nu, re.ASCII)
    lettres = re.fullmatch(r"(\d{1,2})(?:er)? ([a-z]+)\.? (\d{4}|\d{2})", nu, re.ASCII)
    if iso:
        jour, mois, an = iso[3], int(iso[2]), iso[1]
    elif chiffres or colles:
        trouve = chiffres or colles
        assert trouve is not None
        jour, mois, an = trouve[1], int(trouve[2]), trouve[3]
    elif lettres and lettres[2] in _MOIS:
        jour, mois, an = lettres[1], _MOIS[lettres[2]], lettres[3]
    else:
        raise ErreurMetier(phrase)
    try:
        le = date(int(an) if len(an) == 4 else 2000 + int(an), mois, int(jour))
        if len(an) == 2 and aujourd_hui is not None:
            limite = aujourd_hui if passee else date(aujourd_hui.year + 10, 12, 31)
            le = le if le <= limite else date(le.year - 100, mois, int(jour))
    except ValueError:
        raise ErreurMetier("Cette date n'existe pas : vérifiez le jour et le mois.") from None
    if not 1900 <= le.year <= 2100:
        raise ErreurMetier("Vérifiez l'année : elle doit être entre 1900 et 2100.")
    return le


def lire_telephone(texte: str) -> str | None:
    """Le numéro en groupes de deux, « 06 12 34 56 78 » ; un numéro étranger garde son indicatif."""
    if not re.sub(r"[\s.\-()/]", "", texte):
        return None
    if lu := telephone_range(texte):
        return lu
    raise ErreurMetier("Écrivez un numéro à dix chiffres comme 06 12 34 56 78.")
