"""Les dates écrites par des humains ou par Excel.

Ambiguïtés, toujours tranchées de la même façon :
- jour avant mois, jamais l'inverse : « 12/31/1998 » est illisible, avec sa raison ;
- une année à deux chiffres prend le siècle le plus récent qui ne dépasse pas `borne` ;
  sans borne, 31 à 99 valent 1931 à 1999 et 00 à 30 valent 2000 à 2030 ;
- un nombre de 1900 à 2100 est une année seule (illisible), plus grand c'est un jour d'Excel (35 000 = 28/10/1995) ;
- huit chiffres sont année-mois-jour quand c'est une date, sinon jour-mois-année.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from relogement.commun import sans_accents
from relogement.tableur.brut import Brut, Illisible, est_vide, nettoyer, refuser_erreur

ANNEE_MIN, ANNEE_MAX = 1900, 2100
"""Années admises, bornes incluses."""

ORIGINE_EXCEL = date(1899, 12, 30)
"""Le jour zéro d'un tableur."""
_JOUR_EXCEL_MAX = 73_050
_PIVOT = 30
_MOIS = ("janvier", "fevrier", "mars", "avril", "mai", "juin",
         "juillet", "aout", "septembre", "octobre", "novembre", "decembre")  # fmt: skip
_ABREGES = {"jan": 1, "janv": 1, "fev": 2, "fevr": 2, "avr": 4, "juil": 7, "juill": 7, "sep": 9, "sept": 9,
            "oct": 10, "nov": 11, "dec": 12} | {nom: i for i, nom in enumerate(_MOIS, 1)}  # fmt: skip
_JOUR_SEMAINE = r"(?:(?:lun|mar|mercre|jeu|vendre|same)di|dimanche)?\s*(?:le\s+)?"
_HEURE = r"(?:[t ]+[0-9]{1,2}[:h][0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:z|\+[0-9:]+)?)?"
_JMA = re.compile(rf"([0-9]{{1,2}})\s*([/.\- ])\s*([0-9]{{1,2}})\s*\2\s*([0-9]{{4}}|[0-9]{{2}}){_HEURE}")
_AMJ = re.compile(rf"([0-9]{{4}})\s*([/.\- ])\s*([0-9]{{1,2}})\s*\2\s*([0-9]{{1,2}}){_HEURE}")
_EN_LETTRES = re.compile(
    rf"{_JOUR_SEMAINE}([0-9]{{1,2}})(?:er)?[\s\-./]+([a-z]+)\.?[\s\-./]+([0-9]{{4}}|[0-9]{{2}}){_HEURE}"
)
_HUIT = re.compile(r"[0-9]{8}")
_IMPOSSIBLE = "Cette date n'existe pas dans le calendrier."


def _siecle(annee: int, mois: int, jour: int, borne: date | None) -> int:
    """L'année complète d'une année à deux chiffres."""
    if borne is None:
        return annee + (2000 if annee <= _PIVOT else 1900)
    for candidate in (2000 + annee, 1900 + annee):
        try:
            if date(candidate, mois, jour) <= borne:
                return candidate
        except ValueError:  # le 29 février n'existe pas dans les deux siècles
            continue
    return 1900 + annee


def _composer(annee: str, mois: int, jour: int, borne: date | None) -> date:
    complete = int(annee) if len(annee) == 4 else _siecle(int(annee), mois, jour, borne)
    if not ANNEE_MIN <= complete <= ANNEE_MAX:
        raise Illisible(f"L'année doit être comprise entre {ANNEE_MIN} et {ANNEE_MAX}.")
    if mois > 12 and jour <= 12:
        raise Illisible("Le jour et le mois semblent inversés.")
    try:
        return date(complete, mois, jour)
    except ValueError as erreur:
        raise Illisible(_IMPOSSIBLE) from erreur


def _du_texte(brut: str, borne: date | None) -> date:
    s = sans_accents(nettoyer(brut)).replace("‑", "-").replace("–", "-")
    if m := _JMA.fullmatch(s):
        return _composer(m[4], int(m[3]), int(m[1]), borne)
    if m := _AMJ.fullmatch(s):
        return _composer(m[1], int(m[3]), int(m[4]), borne)
    if (m := _EN_LETTRES.fullmatch(s)) and m[2] in _ABREGES:
        return _composer(m[3], _ABREGES[m[2]], int(m[1]), borne)
    if _HUIT.fullmatch(s):
        annee_devant = ANNEE_MIN <= int(s[:4]) <= ANNEE_MAX and int(s[4:6]) <= 12
        jour, mois, annee = (s[6:], s[4:6], s[:4]) if annee_devant else (s[:2], s[2:4], s[4:])
        return _composer(annee, int(mois), int(jour), borne)
    if s.isascii() and s.isdigit() and len(s) in (4, 5):
        return _du_nombre(int(s))
    raise Illisible("Ce texte ne se lit pas comme une date.")


def _du_nombre(jours: float) -> date:
    if ANNEE_MIN <= jours <= ANNEE_MAX:
        raise Illisible("L'année seule est donnée : il manque le jour et le mois.")
    if ANNEE_MAX < jours <= _JOUR_EXCEL_MAX:
        return ORIGINE_EXCEL + timedelta(days=int(jours))
    if 1_000_000 <= jours <= 99_999_999 and int(jours) == jours:
        return _du_texte(f"{int(jours):08d}", None)
    raise Illisible("Ce nombre ne se lit pas comme une date.")


def lire_date(brut: Brut, borne: date | None = None) -> date | None:
    """La date de la cellule, None si elle est vide ; `borne` (incluse) fixe le siècle des années à deux chiffres.

    Lève Illisible pour ce qui n'est pas une date, n'existe pas au calendrier ou sort de 1900-2100.
    """
    if est_vide(brut):
        return None
    refuser_erreur(brut)
    if isinstance(brut, date):
        jour = brut.date() if isinstance(brut, datetime) else brut
        if not ANNEE_MIN <= jour.year <= ANNEE_MAX:
            raise Illisible(f"L'année doit être comprise entre {ANNEE_MIN} et {ANNEE_MAX}.")
        return jour
    if isinstance(brut, str):
        return _du_texte(brut, borne)
    if isinstance(brut, int | float) and not isinstance(brut, bool):
        return _du_nombre(brut)
    raise Illisible("Ce contenu n'est pas une date.")


def annee_abregee(brut: Brut) -> bool:
    """Vrai si la cellule est un texte dont l'année n'a que deux chiffres : sa lecture dépend de la borne."""
    if not isinstance(brut, str):
        return False
    s = sans_accents(nettoyer(brut))
    lu = _JMA.fullmatch(s)
    if lu is not None:
        return len(lu[4]) == 2
    en_lettres = _EN_LETTRES.fullmatch(s)
    return en_lettres is not None and len(en_lettres[3]) == 2


_TITRE_MAX = 500
_DANS_PHRASE = re.compile(
    r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}([/.\-])[0-9]{1,2}\1(?:[0-9]{4}|[0-9]{2})(?![0-9])"
    r"|[0-9]{1,2}(?:er)? [a-z]+\.? [0-9]{4}"
)
_ARRETEE = re.compile(r"\b(?:au|arrete[es]*|situation|date de la liste|valeur)\b")
_EDITEE = re.compile(r"\b(?:edit|imprim|tirage|extract|genere)")


def date_du_titre(titres: list[Brut]) -> date | None:
    """La date de la liste d'après ses lignes de titre : « au 30/09/2026 » l'emporte, « édité le… » vient en dernier."""
    trouvees: list[tuple[int, date]] = []
    for titre in titres:
        if isinstance(titre, date):
            trouvees.append((1, titre.date() if isinstance(titre, datetime) else titre))
        if not isinstance(titre, str):
            continue
        s = sans_accents(nettoyer(titre[:_TITRE_MAX]))
        for m in _DANS_PHRASE.finditer(s):
            try:
                lue = _du_texte(m[0], None)
            except Illisible:
                continue
            avant = s[: m.start()]
            trouvees.append((2 if _EDITEE.search(avant) else 0 if _ARRETEE.search(avant) else 1, lue))
    return min(trouvees, key=lambda t: t[0])[1] if trouvees else None
