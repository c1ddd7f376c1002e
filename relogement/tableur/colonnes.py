"""Les catalogues de colonnes (un par genre de liste) et la reconnaissance d'un nom de colonne."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from relogement.commun import sans_accents
from relogement.tableur.brut import nettoyer
from relogement.tableur.lecture_catalogue import lire_catalogue

SEUIL = 90
"""Ressemblance minimale, sur 100, d'un nom approché (faute de frappe) avec un synonyme."""
ECART = 4
"""Points d'avance exigés du premier champ approché sur le deuxième : sinon la colonne n'est pas reconnue."""
LONGUEUR_NOM = 60
"""Un texte plus long n'est pas un nom de colonne."""


@dataclass(frozen=True, slots=True)
class Champ:
    """Un champ d'une liste : `mediane_max` (centimes) au-delà de laquelle la colonne n'est pas mensuelle.

    `groupe` : le titre de groupe sous lequel il s'écrit (« logement apres ») ; None : n'importe où.
    """

    nom: str
    libelle: str
    nature: str
    mediane_max: int | None
    cles: tuple[str, ...]
    groupe: str | None = None


@dataclass(frozen=True, slots=True)
class Candidat:
    """Un champ possible pour un nom de colonne ; `score` de 0 à 100, 100 pour le synonyme préféré.

    `sur` : le nom suffit, même si les cellules se lisent mal ; sinon le contenu peut le démentir.
    """

    champ: str
    score: float
    exact: bool
    sur: bool


_UNITE = re.compile(
    r"\((?:en\s+)?(?:m2|€|eur|euros?|€\s*/\s*mois|mensuel)\)|\ben (?:m2|euros?)\b|€(?!\s*/\s*m2)|/\s*mois\b"
)
_PAR_M2 = re.compile(r"(?:€\s*)?(?:/|\bau\b|\bpar\b|\ble\b)\s*m2")
_CO = re.compile(r"\bco[- ](?=titulaire|locataire|preneur|signataire)")
_NUMERO = re.compile(r"\bn\s*[°º]|№")
_ORDINAL = re.compile(r"\b([0-9]{1,2})\s?(?:ere?|re|e|eme|ieme|nde?)\b")


class Catalogue:
    """Les colonnes d'un genre de liste, lues d'un fichier de `resources/`."""

    def __init__(self, fichier: str) -> None:
        self.fichier = fichier

    @cached_property
    def _source(self) -> dict[str, Any]:
        return lire_catalogue(self.fichier)

    @property
    def document(self) -> str:
        """Ce que c'est, pour une phrase : « un état locatif »."""
        return str(self._source["document"])

    @property
    def exemples(self) -> str:
        """Quelques titres de colonnes attendus, pour une phrase."""
        return str(self._source["exemples"])

    @cached_property
    def situent(self) -> frozenset[str]:
        """Les champs dont un au moins doit être nommé : sans eux, une ligne n'est pas un en-tête."""
        return frozenset(self._source["situent"])

    @cached_property
    def champs(self) -> Mapping[str, Champ]:
        """Les champs connus, par nom interne, dans l'ordre du catalogue."""
        return {nom: self._champ(nom, table) for nom, table in self._source["champs"].items()}

    def _champ(self, nom: str, table: dict[str, Any]) -> Champ:
        plafond = table.get("mediane_max")
        cles = tuple(dict.fromkeys(self.cle(synonyme) for synonyme in table["synonymes"]))
        en_centimes = None if plafond is None else plafond * 100
        return Champ(nom, table["libelle"], table["nature"], en_centimes, cles, table.get("groupe"))

    @cached_property
    def groupes(self) -> Mapping[str, str]:
        """Titre de groupe, en forme comparable → le groupe : « logement d'accueil » → « logement apres »."""
        return {
            _trie(self.cle(titre)): groupe
            for groupe, titres in self._source.get("groupes", {}).items()
            for titre in titres
        }

    def groupe(self, texte: str) -> str | None:
        """Le groupe que ce titre annonce au-dessus des colonnes ; None s'il n'en annonce aucun."""
        return self.groupes.get(_trie(self.cle(texte))) if texte and len(texte) <= LONGUEUR_NOM else None

    def cle(self, nom: str) -> str:
        """La forme comparable d'un nom de colonne : mots développés, sans accents, pluriels, petits mots ni unité."""
        return _cle(self, nom)

    def exact(self, nom: str) -> bool:
        """Vrai si ce texte est, tel quel, un nom de colonne du catalogue."""
        return len(nom) <= LONGUEUR_NOM and _trie(self.cle(nom)) in self._exacts

    def candidats(self, nom: str) -> tuple[Candidat, ...]:
        """Les champs que ce nom de colonne peut désigner : synonymes exacts, sinon un seul approché, sinon rien."""
        return _candidats(self, nom)

    @cached_property
    def _exacts(self) -> dict[str, tuple[Candidat, ...]]:
        """Les candidats de chaque clé exacte ; un synonyme cité plus loin dans la liste pèse un peu moins."""
        index: dict[str, list[Candidat]] = {}
        incertains = {_trie(self.cle(nom)) for nom in self._source["mots"]["incertains"]}
        for champ in self.champs.values():
            vues: set[str] = set()
            for rang, une_cle in enumerate(champ.cles):
                if (triee := _trie(une_cle)) not in vues:
                    vues.add(triee)
                    candidat = Candidat(champ.nom, 100 - rang / 100, True, triee not in incertains)
                    index.setdefault(triee, []).append(candidat)
        return {c: tuple(candidats) for c, candidats in index.items()}

    def developper(self, mot: str) -> str:
        """Le mot entier d'une abréviation ; le mot lui-même s'il n'en est pas une."""
        abreviations = self._source["abreviations"]
        return str(abreviations.get(mot) or abreviations.get(mot.removesuffix("s")) or mot)

    @cached_property
    def vides(self) -> frozenset[str]:
        """Les mots sans poids dans un nom de colonne."""
        return frozenset(self._source["mots"]["vides"])

    def forts(self, une_cle: str) -> frozenset[str]:
        """Les mots qui changent le sens de ce nom, et ses nombres."""
        return frozenset(mot for mot in une_cle.split() if mot in self._mots_forts or mot.isdigit())

    @cached_property
    def _mots_forts(self) -> frozenset[str]:
        return frozenset(self._source["mots"]["forts"])

    def approcher(self, la_cle: str) -> tuple[Candidat, ...]:
        """Le seul champ qu'une faute de frappe sépare de ce nom ; rien si deux s'en disputent le sens."""
        from rapidfuzz.fuzz import ratio

        forts = self.forts(la_cle)
        scores: list[tuple[float, str]] = []
        for champ in self.champs.values():
            permis = [c for c in champ.cles if len(c) >= 5 and self.forts(c) == forts]
            meilleur = max((ratio(la_cle, c, score_cutoff=SEUIL - ECART) for c in permis), default=0.0)
            if meilleur:
                scores.append((meilleur, champ.nom))
        scores.sort(reverse=True)
        if not scores or scores[0][0] < SEUIL or (len(scores) > 1 and scores[0][0] - scores[1][0] < ECART):
            return ()
        return (Candidat(scores[0][1], scores[0][0] * 0.9, exact=False, sur=False),)


ETATS_LOCATIFS = Catalogue("etats_locatifs/colonnes.toml")


@lru_cache(maxsize=8192)
def _cle(catalogue: Catalogue, nom: str) -> str:
    brut = _NUMERO.sub(" n ", nettoyer(nom).casefold())
    s = _UNITE.sub(" ", _PAR_M2.sub(" parm2 ", _CO.sub("co", sans_accents(brut))))
    gardes: list[str] = []
    for mot in re.findall(r"[a-z0-9]+", _ORDINAL.sub(r"\1", s)):
        developpe = catalogue.developper(mot)
        gardes.extend(m.removesuffix("s") if len(m) > 3 and m != "sans" else m for m in developpe.split())
    pleins = [mot for mot in gardes if mot not in catalogue.vides]
    return " ".join(pleins or gardes)


@lru_cache(maxsize=8192)
def _candidats(catalogue: Catalogue, nom: str) -> tuple[Candidat, ...]:
    if len(nom) > LONGUEUR_NOM:
        return ()
    la_cle = catalogue.cle(nom)
    trouves = catalogue._exacts.get(_trie(la_cle))
    if trouves is not None or len(la_cle) < 5:
        return trouves or ()
    return catalogue.approcher(la_cle)


def _trie(une_cle: str) -> str:
    return " ".join(sorted(une_cle.split()))
