"""Une charte est une donnée : ses articles résumés et ses paramètres datés, lus d'un fichier TOML."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from relogement.commun import ErreurMetier, ressource
from relogement.regles.charte.cles import CLES
from relogement.regles.charte.valeurs import Valeur, valeur_de
from relogement.vocabulaire import Liste


class SourceParametre(Liste):
    """Qui fixe la valeur."""

    CHARTE = "charte", "fixé par la charte"
    LOI = "loi", "fixé par la loi"
    PROJET = "défaut du projet, à fixer par la charte locale", "défaut du projet, à fixer par la charte locale"


_SOURCES = {s.value: s for s in SourceParametre}


@dataclass(frozen=True, slots=True)
class Parametre:
    """Un chiffre de la charte, son unité, qui le fixe et où.

    `article` : le sien, 0 s'il tient à la loi ou à la convention. `minimum`, `maximum` : ce qu'une charte locale
    peut en dire, bornes comprises (de chaque valeur d'une suite, du nombre de postes) ; `maximum` None : sans borne.
    """

    cle: str
    valeur: Valeur
    unite: str
    source: SourceParametre
    reference: str
    libelle: str = ""
    article: int = 0
    minimum: int = 0
    maximum: int | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """Un article, résumé."""

    numero: int
    titre: str
    resume: str


@dataclass(frozen=True, slots=True)
class Version:
    """Une version de la charte, en vigueur du `du` à la suivante ; tous ses paramètres sont là, en lecture seule.

    `charte` : le nom de la charte dont elle est ; une opération peut en avoir changé.
    """

    du: date
    libelle: str
    parametres: Mapping[str, Parametre]
    charte: str = ""


@dataclass(frozen=True, slots=True)
class Charte:
    """Une charte et ses versions, de la plus ancienne à la plus récente (au moins une)."""

    code: str
    nom: str
    reference: str
    articles: tuple[Article, ...]
    versions: tuple[Version, ...]

    def version(self, au: date) -> Version:
        """La version en vigueur ce jour-là ; avant la première, la première."""
        for version in reversed(self.versions):
            if version.du <= au:
                return version
        return self.versions[0]

    def parametre(self, cle: str, au: date) -> Parametre:
        """Le paramètre de la version en vigueur le jour du déclencheur ; ErreurMetier si la clé est inconnue."""
        try:
            return self.version(au).parametres[cle]
        except KeyError as e:
            raise ErreurMetier(f"La charte « {self.nom} » n'a pas de paramètre « {cle} ».", cle) from e

    def entier(self, cle: str, au: date) -> int:
        """La valeur d'un paramètre entier (jours, mois, centimes) ce jour-là."""
        valeur = self.version(au).parametres[cle].valeur
        assert isinstance(valeur, int), cle
        return valeur

    def minimum(self, cle: str) -> int:
        """La plus petite valeur d'un paramètre entier, toutes versions confondues."""
        return min(self.entier(cle, version.du) for version in self.versions)

    def entier_fixe(self, cle: str, au: date) -> int | None:
        """La valeur d'un paramètre entier ce jour-là ; None si la charte ne le fixe pas."""
        valeur = self.parametre(cle, au).valeur
        assert valeur is None or isinstance(valeur, int), cle
        return valeur

    def taux(self, cle: str, au: date) -> Decimal:
        """La valeur d'un taux en pour cent ce jour-là."""
        valeur = self.parametre(cle, au).valeur
        assert isinstance(valeur, int | Decimal), cle
        return Decimal(valeur)

    def entiers(self, cle: str, au: date) -> tuple[int, ...]:
        """La valeur d'un paramètre qui est une suite d'entiers (les mois des visites)."""
        valeur = self.parametre(cle, au).valeur
        assert isinstance(valeur, tuple), cle
        return tuple(v for v in valeur if isinstance(v, int))

    def postes(self, cle: str, au: date) -> tuple[tuple[str, str], ...]:
        """La valeur d'un paramètre qui est une liste de (code, libellé)."""
        valeur = self.parametre(cle, au).valeur
        assert isinstance(valeur, tuple), cle
        return tuple(v for v in valeur if isinstance(v, tuple))


def chartes_livrees() -> tuple[str, ...]:
    """Les codes des chartes livrées avec l'application."""
    return tuple(sorted(f.stem for f in ressource("chartes").glob("*.toml")))


def charger_charte(nom: str = "nantes_2017") -> Charte:
    """La charte livrée de ce nom, lue une seule fois ; ErreurMetier si elle n'existe pas ou se lit mal."""
    return _charger(nom)


@lru_cache
def _charger(nom: str) -> Charte:
    """Une charte ne change pas : la même sert à tous. Une erreur n'est pas gardée, le fichier peut être réparé."""
    chemin = ressource(f"chartes/{nom}.toml")
    if not chemin.is_file():
        raise ErreurMetier(f"La charte « {nom} » n'existe pas parmi celles livrées avec l'application.", "charte")
    return lire_charte(chemin.read_text(encoding="utf-8"), chemin.name)


def lire_charte(texte: str, origine: str) -> Charte:
    """Lit une charte de son texte TOML ; `origine` est nommée dans les erreurs (ErreurMetier)."""
    try:
        brut = tomllib.loads(texte, parse_float=Decimal)
    except tomllib.TOMLDecodeError as e:
        raise ErreurMetier(f"{origine} : ce fichier de charte se lit mal ({e}). Corrigez-le.", "charte") from e
    try:
        return _charte(brut, origine)
    except (KeyError, TypeError, ValueError, AttributeError) as e:
        raise ErreurMetier(f"{origine} : il manque un élément ou il est mal écrit ({e}). Corrigez-le.", "charte") from e


def _charte(brut: dict[str, Any], origine: str) -> Charte:
    articles = tuple(Article(int(a["numero"]), str(a["titre"]), str(a["resume"])) for a in brut["article"])
    versions: list[Version] = []
    for v in sorted(brut["version"], key=lambda v: _jour(v["du"])):
        # Une version ne dit que ce qu'elle change : le reste vient de la précédente.
        herites = dict(versions[-1].parametres) if versions else {}
        propres = {cle: _parametre(cle, p, origine, herites.get(cle)) for cle, p in v.get("parametres", {}).items()}
        siens, nom = MappingProxyType(herites | propres), str(v.get("charte", brut["nom"]))
        versions.append(Version(_jour(v["du"]), str(v["libelle"]), siens, nom))
    _verifier(versions, origine)
    return Charte(str(brut["code"]), str(brut["nom"]), str(brut["reference"]), articles, tuple(versions))


def _verifier(versions: list[Version], origine: str) -> None:
    if not versions:
        raise ErreurMetier(f"{origine} : la charte n'a aucune version. Ajoutez-en une, avec sa date.", "charte")
    if len({v.du for v in versions}) < len(versions):
        raise ErreurMetier(f"{origine} : deux versions commencent le même jour. Gardez-en une.", "charte")
    if manquants := CLES.keys() - versions[0].parametres.keys():
        raise ErreurMetier(f"{origine} : paramètres manquants : {', '.join(sorted(manquants))}.", "charte")


def _jour(valeur: object) -> date:
    if not isinstance(valeur, date) or isinstance(valeur, datetime):
        raise ValueError(f"« {valeur} » n'est pas une date")
    return valeur


def _parametre(cle: str, brut: dict[str, Any], origine: str, herite: Parametre | None) -> Parametre:
    if cle not in CLES:
        raise ErreurMetier(f"{origine} : le paramètre « {cle} » n'existe pas.", cle)
    valeur = valeur_de(brut["valeur"])
    if not CLES[cle](valeur):
        raise ErreurMetier(f"{origine} : la valeur de « {cle} » n'est pas de la forme attendue.", cle)
    try:
        source = _SOURCES[str(brut["source"])]
    except KeyError as e:
        connues = ", ".join(f"« {s.value} »" for s in SourceParametre)
        raise ErreurMetier(f"{origine} : source inconnue pour « {cle} ». Choisissez {connues}.", cle) from e
    reference, maximum = str(brut["reference"]), brut.get("maximum", herite.maximum if herite else None)
    return Parametre(
        cle, valeur, str(brut["unite"]), source, reference,
        libelle=str(brut.get("libelle", herite.libelle if herite else "")),
        article=int(brut.get("article", herite.article if herite else _article(reference))),
        minimum=int(brut.get("minimum", herite.minimum if herite else 0)),
        maximum=None if maximum is None else int(maximum),
    )


def _article(reference: str) -> int:
    trouve = re.match(r"Article (\d+)", reference)
    return int(trouve[1]) if trouve else 0
