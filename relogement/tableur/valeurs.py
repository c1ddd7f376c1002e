"""Types de logement, étages, téléphones, codes postaux : les autres valeurs d'un état locatif."""

from __future__ import annotations

import re

from relogement.commun import sans_accents
from relogement.tableur.brut import Brut, Illisible, est_vide, nettoyer, refuser_erreur, texte

ETAGE_MIN, ETAGE_MAX = -5, 60
"""Étages admis, bornes incluses ; 0 est le rez-de-chaussée."""

_TYPE = re.compile(
    r"(?:(?:type|appartement|appt?|logement|lgt)\s*)*(?:[tfp]\s*([0-9])|([0-9])\s*(?:pieces?(?:\s+principales?)?|pces?|pp|p)?)\.?\s*(bis|ter|b\b|')?\s*(.*)"
)
_STUDIO = re.compile(r"studio\s*(bis|')?\s*(.*)")


def type_logement(brut: Brut) -> tuple[str | None, str | None]:
    """Le type normalisé (« T4 », « T5 bis ») et ce qui n'en a pas été repris (« duplex »), None s'il n'y a rien.

    F4, P4, « 4 pièces » et 4 valent T4 ; un studio et un T0 valent T1. Lève Illisible.
    """
    lu = texte(brut)
    if lu is None:
        return None, None
    s = sans_accents(lu).replace("’", "'")
    if m := _STUDIO.fullmatch(s):
        pieces, bis, reste = 1, m[1], m[2]
    elif m := _TYPE.fullmatch(s):
        pieces, bis, reste = int(m[1] or m[2]), m[3], m[4]
    else:
        raise Illisible("Ce texte ne se lit pas comme un type de logement.")
    if reste[:1].isdigit() or reste[:1] in ("/", "-", "+", ",", "."):
        raise Illisible("Ce texte ne se lit pas comme un type de logement.")
    suffixe = {None: "", "b": " bis", "'": " bis"}.get(bis, f" {bis}")
    return f"T{max(1, pieces)}{suffixe}", reste.strip("() ") or None


_RDC = re.compile(r"r\.?d\.?c\.?h?\.?|rc|rez|rez[ -]de[ -]chaussee|rdc (?:haut|bas|sureleve)|rez")
_SOUS_SOL = re.compile(r"(?:s\.?s\.?|s/sol|sous[ -]?sol|-)\s*([0-9]*)")
_ETAGE = re.compile(
    r"(?:etage|etg|et|niveau|niv|r\s*\+)?\.?\s*\+?\s*([0-9]{1,2})\s*(?:er|ere|e|eme|nd|nde|ieme)?\s*(?:etage|etg|et)?\.?"
)


def etage(brut: Brut) -> int | None:
    """Le numéro d'étage : RDC vaut 0, « SS » et « R-1 » valent -1 ; None si la cellule est vide ; lève Illisible."""
    if isinstance(brut, float) and not brut.is_integer():
        raise Illisible("Un étage est un nombre entier.")
    if isinstance(brut, str) and re.fullmatch(r"\s*-\s*[0-9]+\s*", brut):
        lu: str | None = brut.strip()
    else:
        lu = texte(brut)
    if lu is None:
        return None
    s = sans_accents(lu).replace("−", "-")
    niveau: int | None = None
    if _RDC.fullmatch(s):
        niveau = 0
    elif (m := _SOUS_SOL.fullmatch(s.removeprefix("r").strip())) and (s not in ("-", "r")):
        niveau = -int(m[1] or 1)
    elif m := _ETAGE.fullmatch(s):
        niveau = int(m[1])
    if niveau is None or not ETAGE_MIN <= niveau <= ETAGE_MAX:
        raise Illisible("Ce texte ne se lit pas comme un étage.")
    return niveau


_FRANCAIS = re.compile(r"0[1-9][0-9]{8}")
_ENTRE_NUMEROS = re.compile(r"\s*(?:/|;|,|\bou\b|\bet\b|\n)\s*")


def _un_telephone(lu: str) -> str | None:
    chiffres = re.sub(r"[\s.\-/_]|\(0\)", "", lu)
    if re.fullmatch(r"\+(?!33)[1-9][0-9]{7,14}", chiffres):
        return chiffres
    national = re.sub(r"^(?:\+33|0033|33(?=[1-9][0-9]{8}$))0?", "0", chiffres)
    if re.fullmatch(r"[1-9][0-9]{8}", national):
        national = "0" + national
    return national if _FRANCAIS.fullmatch(national) else None


def telephone(brut: Brut) -> tuple[str | None, str | None]:
    """Le numéro sur dix chiffres (ou « +351… » s'il est étranger), et les autres numéros de la cellule s'il y en a.

    Un nombre de neuf chiffres retrouve le zéro que le tableur lui a ôté ; 0 vaut vide. Lève Illisible.
    """
    if est_vide(brut) or brut in (0, "0"):
        return None, None
    lu = texte(brut) or ""
    if entier := _un_telephone(lu):
        return entier, None
    premier, *autres = _ENTRE_NUMEROS.split(lu)
    if autres and (seul := _un_telephone(premier)):
        return seul, ", ".join(autres)
    raise Illisible("Ce texte ne se lit pas comme un numéro de téléphone français.")


def code_postal(brut: Brut) -> str | None:
    """Cinq chiffres ; un nombre de quatre chiffres retrouve son zéro (1400 : 01400) ; lève Illisible."""
    lu = texte(brut)
    if lu is None:
        return None
    s = re.sub(r"^[fF]\s*-\s*|\s", "", lu)
    if not re.fullmatch(r"[0-9]{4,5}", s) or int(s) < 1000:
        raise Illisible("Un code postal a cinq chiffres.")
    return s.zfill(5)


_CP_COMMUNE = re.compile(r"([0-9]{5})\s*[-,]?\s*(\D.*)?")


def code_postal_commune(brut: Brut) -> tuple[str | None, str | None]:
    """Le code postal et la commune d'une cellule « 44300 NANTES » ; lève Illisible sans ces cinq chiffres."""
    lu = texte(brut)
    if lu is None:
        return None, None
    m = _CP_COMMUNE.fullmatch(lu)
    if m is None:
        raise Illisible("Le code postal et la commune ne se lisent pas.")
    return m[1], m[2]


_VACANT = re.compile(
    r"(?:(?:logements?|lgt|logt|appartement|appt?|local)\s+)?"
    r"(?:vacante?|vacance|libre|vide|inoccupee?|disponible|a louer|sans locataire|non loue|vacant e)\b"
    r"(?:\s+(?:technique|commercial\w*|depuis\b.*|au\b.*|le\b.*|demolition|mure|neutralise|logement|travaux|[0-9].*))*"
)


def dit_vacant(lu: str | None) -> bool:
    """Vrai pour « VACANT », « Libre », « ** logement vide ** », « vacant depuis 01/2025 »… dans la case du nom."""
    if lu is None:
        return False
    s = re.sub(r"[^a-z0-9/]+", " ", sans_accents(lu)).strip()
    return _VACANT.fullmatch(s) is not None


def occupation_vacante(brut: Brut) -> bool | None:
    """Ce que dit une colonne d'occupation : vrai « vacant », faux « loué », « occupé » ; None si elle ne le dit pas."""
    if not isinstance(brut, str) or est_vide(brut):
        return None
    refuser_erreur(brut)
    if dit_vacant(nettoyer(brut)) or sans_accents(nettoyer(brut)) in ("v", "vac", "vac."):
        return True
    if sans_accents(nettoyer(brut)) in ("o", "l", "loue", "louee", "occupe", "occupee", "loue occupe", "bail en cours"):
        return False
    raise Illisible("L'occupation ne se lit ni comme occupé ni comme vacant.")
