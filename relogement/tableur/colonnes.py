"""Le catalogue des colonnes d'un état locatif et la reconnaissance d'un nom de colonne."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from relogement.commun import ressource, sans_accents
from relogement.tableur.brut import nettoyer

CATALOGUE = "etats_locatifs/colonnes.toml"
SEUIL = 90
"""Ressemblance minimale, sur 100, d'un nom approché (faute de frappe) avec un synonyme."""
ECART = 4
"""Points d'avance exigés du premier champ approché sur le deuxième : sinon la colonne n'est pas reconnue."""
LONGUEUR_NOM = 60
"""Un texte plus long n'est pas un nom de colonne."""


@dataclass(frozen=True, slots=True)
class Champ:
    """Un champ de l'état locatif : `mediane_max` (centimes) au-delà de laquelle la colonne n'est pas mensuelle."""

    nom: str
    libelle: str
    nature: str
    mediane_max: int | None
    cles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidat:
    """Un champ possible pour un nom de colonne ; `score` de 0 à 100, 100 pour le synonyme préféré.

    `sur` : le nom suffit, même si les cellules se lisent mal ; sinon le contenu peut le démentir.
    """

    champ: str
    score: float
    exact: bool
    sur: bool


@lru_cache(maxsize=1)
def _source() -> dict[str, Any]:
    return tomllib.loads(ressource(CATALOGUE).read_text(encoding="utf-8"))


_UNITE = re.compile(
    r"\((?:en\s+)?(?:m2|€|eur|euros?|€\s*/\s*mois|mensuel)\)|\ben (?:m2|euros?)\b|€(?!\s*/\s*m2)|/\s*mois\b"
)
_PAR_M2 = re.compile(r"(?:€\s*)?(?:/|\bau\b|\bpar\b|\ble\b)\s*m2")
_CO = re.compile(r"\bco[- ](?=titulaire|locataire|preneur|signataire)")
_NUMERO = re.compile(r"\bn\s*[°º]|№")


@lru_cache(maxsize=4096)
def cle(nom: str) -> str:
    """La forme comparable d'un nom de colonne : mots développés, sans accents, pluriels, petits mots ni unité."""
    brut = _NUMERO.sub(" n ", nettoyer(nom).casefold())
    s = _UNITE.sub(" ", _PAR_M2.sub(" parm2 ", _CO.sub("co", sans_accents(brut))))
    mots = re.findall(r"[a-z0-9]+", s)
    abreviations, vides = _source()["abreviations"], _source()["mots"]["vides"]
    gardes: list[str] = []
    for mot in mots:
        developpe = str(abreviations.get(mot) or abreviations.get(mot.removesuffix("s")) or mot)
        gardes.extend(m.removesuffix("s") if len(m) > 3 and m != "sans" else m for m in developpe.split())
    pleins = [mot for mot in gardes if mot not in vides]
    return " ".join(pleins or gardes)


@lru_cache(maxsize=1)
def champs() -> dict[str, Champ]:
    """Les champs connus, par nom interne, dans l'ordre du catalogue."""
    lus: dict[str, Champ] = {}
    for nom, table in _source()["champs"].items():
        plafond = table.get("mediane_max")
        cles = tuple(dict.fromkeys(cle(synonyme) for synonyme in table["synonymes"]))
        lus[nom] = Champ(nom, table["libelle"], table["nature"], None if plafond is None else plafond * 100, cles)
    return lus


def _trie(une_cle: str) -> str:
    return " ".join(sorted(une_cle.split()))


@lru_cache(maxsize=1)
def _exacts() -> dict[str, tuple[Candidat, ...]]:
    """Les candidats de chaque clé exacte ; un synonyme cité plus loin dans la liste pèse un peu moins."""
    index: dict[str, list[Candidat]] = {}
    incertains = {_trie(cle(nom)) for nom in _source()["mots"]["incertains"]}
    for champ in champs().values():
        vues: set[str] = set()
        for rang, une_cle in enumerate(champ.cles):
            if (triee := _trie(une_cle)) not in vues:
                vues.add(triee)
                index.setdefault(triee, []).append(Candidat(champ.nom, 100 - rang / 100, True, triee not in incertains))
    return {c: tuple(candidats) for c, candidats in index.items()}


@lru_cache(maxsize=1)
def _mots_forts() -> frozenset[str]:
    return frozenset(_source()["mots"]["forts"])


@lru_cache(maxsize=4096)
def _forts(une_cle: str) -> frozenset[str]:
    return frozenset(mot for mot in une_cle.split() if mot in _mots_forts() or mot.isdigit())


def exact(nom: str) -> bool:
    """Vrai si ce texte est, tel quel, un nom de colonne du catalogue."""
    return len(nom) <= LONGUEUR_NOM and _trie(cle(nom)) in _exacts()


@lru_cache(maxsize=4096)
def candidats(nom: str) -> tuple[Candidat, ...]:
    """Les champs que ce nom de colonne peut désigner : synonymes exacts, sinon un seul champ approché, sinon rien."""
    if len(nom) > LONGUEUR_NOM:
        return ()
    la_cle = cle(nom)
    trouves = _exacts().get(_trie(la_cle))
    if trouves is not None or len(la_cle) < 5:
        return trouves or ()
    return _approches(la_cle)


def _approches(la_cle: str) -> tuple[Candidat, ...]:
    from rapidfuzz.fuzz import ratio

    forts = _forts(la_cle)
    scores: list[tuple[float, str]] = []
    for champ in champs().values():
        permis = [c for c in champ.cles if len(c) >= 5 and _forts(c) == forts]
        meilleur = max((ratio(la_cle, c, score_cutoff=SEUIL - ECART) for c in permis), default=0.0)
        if meilleur:
            scores.append((meilleur, champ.nom))
    scores.sort(reverse=True)
    if not scores or scores[0][0] < SEUIL or (len(scores) > 1 and scores[0][0] - scores[1][0] < ECART):
        return ()
    return (Candidat(scores[0][1], scores[0][0] * 0.9, exact=False, sur=False),)
