"""Comparer deux façons d'écrire un lieu : « 1 r. des Lilas » et « 1, rue des Lilas, Rezé », « Bât. A », « Apt 12 »."""

from __future__ import annotations

import re

from relogement.tableur.doublons import adresse_comparable, numero_comparable

_ABREGES = {
    "r": "rue", "av": "avenue", "ave": "avenue", "bd": "boulevard", "bld": "boulevard", "boul": "boulevard",
    "pl": "place", "all": "allee", "ch": "chemin", "chem": "chemin", "imp": "impasse", "sq": "square", "rte": "route",
    "res": "residence", "fg": "faubourg", "fbg": "faubourg", "crs": "cours", "st": "saint",
    "ste": "sainte", "dr": "docteur", "gal": "general", "mal": "marechal", "pdt": "president",
}
"""Mot abrégé d'une adresse → mot entier, sans accent."""
_LIAISONS = frozenset(("de", "du", "des", "d", "la", "le", "les", "l"))
_AVANT_UNE_PORTE = re.compile(r"^(?:appartement|appart|appt|apt|app|porte|pte|logement|lgt|log|numero|num|no|n)\b")
_AVANT_UN_BATIMENT = re.compile(r"^(?:batiment|bat|immeuble|imm)\b")
_INDICE = re.compile(r"\b(\d+)(bis|ter|quater)\b")
_CODE_POSTAL = re.compile(r"(?<=\s)(?:\d{5}|\d{2} \d{3})\b.*$")


def voie_comparable(adresse: str, *communes: str | None) -> str:
    """Une adresse réduite à ses mots entiers, sans liaison ni code postal ni, à la fin, une de ces communes."""
    mots = _CODE_POSTAL.sub("", _INDICE.sub(r"\1 \2", adresse_comparable(adresse))).split()
    for commune in filter(None, communes):
        fin = adresse_comparable(commune).split()
        # « 1 rue de Rezé », à Rezé : c'est le nom de la voie.
        reste = mots[: -len(fin)]
        if len(reste) > 2 and mots[-len(fin):] == fin and reste[-1] not in _LIAISONS:
            mots = reste
    return " ".join(_ABREGES.get(m, m) for m in mots if m not in _LIAISONS)


def porte_comparable(porte: str) -> str:
    """Une porte sans le mot qui l'annonce : « Apt 12 », « n° 12 » et « 012 » sont la même."""
    return _sans_annonce(porte, _AVANT_UNE_PORTE)


def batiment_comparable(batiment: str) -> str:
    """Un bâtiment sans le mot qui l'annonce : « Bât. A », « bâtiment A » et « A » sont le même."""
    return _sans_annonce(batiment, _AVANT_UN_BATIMENT)


def type_comparable(type_: str) -> str:
    """Le nombre de pièces : « T3 », « F3 » et « T3 bis » sont à rapprocher ; sans nombre, le type tel quel."""
    mots = adresse_comparable(type_)
    trouve = re.match(r"[tf]?\s*(\d)", mots)
    return trouve[1] if trouve else mots


def _sans_annonce(texte: str, annonce: re.Pattern[str]) -> str:
    mots = adresse_comparable(texte.replace("°", " "))
    seul = annonce.sub("", mots, count=1).strip()
    return numero_comparable(seul or mots)
