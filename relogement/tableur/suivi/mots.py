"""Les réponses tapées à la main : oui, non, accepté, refusé, en attente… Les mots sont dans `resources/suivis`."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from typing import Any

from relogement.commun import ressource, sans_accents
from relogement.tableur.brut import Brut, Illisible, est_vide, nettoyer, refuser_erreur, texte
from relogement.vocabulaire import MotifRefus, Reponse, Rester

MOTS = "suivis/mots.toml"


@lru_cache(maxsize=1)
def _mots() -> dict[str, Any]:
    return tomllib.loads(ressource(MOTS).read_text(encoding="utf-8"))


def _nu(brut: Brut) -> str:
    """Le texte comparable : sans accents, casse, ni ponctuation autour ; un « ? » seul reste."""
    return _nettoye(texte(brut) or "")


def _nettoye(mots: str) -> str:
    lu = sans_accents(nettoyer(mots))
    return lu.strip(" .,;:!*()[]'\"") or lu


def oui_non(brut: Brut) -> bool | None:
    """Vrai, faux, ou None si la cellule est vide ou ne le sait pas (« ? ») ; lève Illisible."""
    if isinstance(brut, bool):
        return brut
    if est_vide(brut):
        return None
    refuser_erreur(brut)
    nu, mots = _nu(brut), _mots()["oui_non"]
    if nu in mots["oui"] or nu in mots["non"]:
        return nu in mots["oui"]
    if nu in mots["inconnu"] or not nu.strip("?"):
        return None
    raise Illisible("Ce texte ne se lit ni comme oui, ni comme non.")


def reponse(brut: Brut) -> Reponse | None:
    """La réponse à une proposition ; None si la cellule est vide ou l'attend encore ; lève Illisible."""
    if est_vide(brut):
        return None
    refuser_erreur(brut)
    nu, mots = _nu(brut), _mots()["reponse"]
    for genre in ("acceptee", "refusee", "attente"):
        if nu in mots[genre] or any(nu.startswith(debut) for debut in mots["debuts"][genre]):
            return None if genre == "attente" else Reponse.de(genre)
    if not nu.strip("? "):
        return None
    raise Illisible("Ce texte ne se lit ni comme une acceptation, ni comme un refus.")


def visite_a_venir(brut: Brut) -> bool:
    """Vrai si la case d'une visite dit seulement qu'elle n'a pas encore eu lieu : « à prévoir », « ? ».

    Une erreur du tableur ou un long récit n'en disent rien : leur lecture, ensuite, les garde à reprendre.
    """
    if not isinstance(brut, str):
        return False
    nu = _nettoye(brut)
    return nu in _mots()["visite"]["a_venir"] or nu.startswith("a prevoir") or not nu.strip("? ")


def motif(lu: str | None) -> MotifRefus | None:
    """Le motif codé que disent les mots du ménage ; None s'ils n'en disent aucun de connu."""
    nu = sans_accents(lu or "")
    for code, debuts in _mots()["motifs"].items():
        if any(re.search(rf"\b{re.escape(debut)}", nu) for debut in debuts):
            return MotifRefus.de(code)
    return None


def rester(lu: str | None) -> Rester | None:
    """Rester dans le quartier, le quitter, ou indifférent, si le lieu souhaité le dit ; None sinon."""
    nu = sans_accents(lu or "")
    return next((Rester.de(code) for code, mots in _mots()["rester"].items() if any(m in nu for m in mots)), None)
