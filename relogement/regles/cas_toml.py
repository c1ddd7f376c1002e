"""Lire le TOML d'un fichier de cas : une faute d'écriture se dit en français, avec sa ligne et ce qu'il faut écrire."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from relogement.commun import ErreurMetier, sans_accents

_POSITION = re.compile(r"(.*) \(at line (\d+), column (\d+)\)")
_OUI_NON = dict.fromkeys(("oui", "vrai", "true", "yes"), True) | dict.fromkeys(("non", "faux", "false", "no"), False)
_TYPOGRAPHIQUES = "“”„«»‘’"
_JOUR = re.compile(r"\s*(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})(?![\d:])")
_MONTANT = re.compile(r"\s*(\d[\d\s]*)(?:[.,](\d+))?\s*€?")
_LONGUEUR = 60
_GENERAL = "cette ligne ne se lit pas ; écrivez « clé = valeur », une seule par ligne"


def lire_toml(source: str, fichier: str) -> dict[str, Any]:
    """Les tables de ce texte, les nombres à virgule en Decimal ; ErreurMetier qui dit la ligne et quoi écrire."""
    try:
        return tomllib.loads(f"{source}\n", parse_float=Decimal)
    except tomllib.TOMLDecodeError as e:
        raise ErreurMetier(_expliquer(str(e), source.replace("\r\n", "\n").split("\n"), fichier)) from e


@dataclass(frozen=True, slots=True)
class _Faute:
    """Où la lecture s'arrête : `reste` de la ligne à partir de là, `valeur` depuis le « = » qui précède."""

    genre: str
    ligne: str
    reste: str
    valeur: str

    @property
    def mot(self) -> str:
        """Ce qui est écrit là, jusqu'à la virgule, la fermeture ou le commentaire."""
        trouve = re.match(r"[^,\]}#]+", self.reste)
        return trouve[0].strip() if trouve else ""


def _expliquer(message: str, lignes: list[str], fichier: str) -> str:
    trouve = _POSITION.fullmatch(message)
    if trouve is None:
        return f"{fichier}, à la fin du fichier : un crochet, une accolade ou un guillemet n'est pas fermé."
    numero, rang = int(trouve[2]), int(trouve[3]) - 1
    ligne = lignes[numero - 1]
    # Le « = » juste à gauche de l'arrêt ouvre la valeur fautive ; à l'arrêt même, c'est un « = » de trop.
    faute = _Faute(trouve[1], ligne, ligne[rang:], ligne[ligne.rfind("=", 0, rang) + 1 :])
    avis = next((a for a in (regle(faute) for regle in _REGLES) if a), _GENERAL)
    extrait = ligne.strip()
    extrait = extrait if len(extrait) <= _LONGUEUR else f"{extrait[:_LONGUEUR]}…"
    return f"{fichier}, ligne {numero} (« {extrait} ») : {avis}."


def _guillemets(f: _Faute) -> str | None:
    if f.reste[:1] in tuple(_TYPOGRAPHIQUES):
        return 'les guillemets sont droits : écrivez "…"'
    if f.genre.startswith(("Illegal character", "Unterminated")):
        return "un texte commence et finit par un guillemet droit, sur la même ligne"
    if f.genre.startswith("Expected newline") and f.valeur.lstrip()[:1] in ('"', "'"):
        return "rien ne suit le guillemet qui ferme un texte ; s'il en contient un, entourez-le de l'autre (\" ou ')"
    if f.genre.startswith("Unescaped"):
        return "retirez la barre « \\ », ou mettez le texte entre apostrophes : 'a\\b'"
    return None


def _jour(f: _Faute) -> str | None:
    trouve = _JOUR.match(f.valeur)
    if trouve is None or f.genre == "Invalid value":
        trouve = _JOUR.match(f.reste)
    if trouve is None:
        return None
    ecrit, exemple = trouve[0].strip(), "année-mois-jour, sans guillemets : 2026-01-15"
    nombres = [int(trouve[n]) for n in (1, 3, 4)]
    annee, mois, jour = nombres if len(trouve[1]) == 4 else nombres[::-1]
    if len(str(annee)) != 4:
        return f"« {ecrit} » n'est pas une date complète ; écrivez {exemple}"
    with suppress(ValueError):
        lu = date(annee, mois, jour).isoformat()
        # La date est bonne : c'est son écriture, ou ce qui la suit, qui ne va pas.
        return f"écrivez la date {lu}, seule, sans guillemets ni heure"
    return f"le jour « {ecrit} » n'existe pas ; vérifiez la date, écrite {exemple}"


def _montant(f: _Faute) -> str | None:
    trouve = _MONTANT.match(f.valeur)
    if trouve is None or f.genre == "Invalid value":
        return None
    euros, centimes = re.sub(r"\D", "", trouve[1]), trouve[2]
    ecrit = f"{int(euros)}.{centimes}" if centimes else f"{int(euros)}"
    return f"écrivez le nombre {ecrit}, sans espace, ni virgule, ni €" if ecrit != trouve[0].strip() else None


def _valeur(f: _Faute) -> str | None:
    if f.genre != "Invalid value":
        return None
    if f.reste.startswith("="):
        return "un seul « = » entre la clé et sa valeur"
    if not f.mot:
        return "il manque la valeur après « = » ; si elle est inconnue, retirez la clé"
    oui_non = _OUI_NON.get(sans_accents(f.mot))
    if oui_non is not None:
        bon = '"oui", entre guillemets, ou true' if oui_non else '"non", entre guillemets, ou false'
        return f"« {f.mot} » s'écrit {bon}"
    return f'un texte s\'écrit entre guillemets : "{f.mot}"' if f.mot[0].isalpha() else None


def _cle(f: _Faute) -> str | None:
    if f.genre.startswith("Expected newline"):
        return None
    if f.reste[:1].isalpha() and not f.reste[0].isascii():
        return "les clés et les tables s'écrivent sans accent"
    if f.genre.startswith("Expected '='"):
        if f.reste.startswith(":"):
            return "écrivez « = », et non « : », entre la clé et sa valeur"
        return "écrivez « clé = valeur » : le signe « = » manque après la clé"
    return None


def _crochets(f: _Faute) -> str | None:
    if f.genre.startswith("Expected ']"):
        return "fermez les crochets : [cas.operation] pour une table, [[cas]] pour un cas"
    if f.genre == "Unclosed array":
        return "une liste a une virgule entre deux valeurs et se ferme par « ] »"
    if f.genre == "Unclosed inline table":
        return "une table entre accolades tient sur une ligne, une virgule entre deux clés, et se ferme par « } »"
    if f.reste.startswith("}"):
        return "retirez la virgule avant « } »"
    return None


def _double(f: _Faute) -> str | None:
    if f.genre.startswith("Cannot"):
        return (
            "cette clé ou cette table est écrite deux fois ; retirez-en une, ou ouvrez un autre cas par [[cas]], un "
            "autre événement par [[cas.evenements]]"
        )
    return None


_REGLES: tuple[Callable[[_Faute], str | None], ...] = (_double, _guillemets, _jour, _montant, _valeur, _cle, _crochets)
"""De la plus sûre à la plus large : la première qui reconnaît la faute parle."""
