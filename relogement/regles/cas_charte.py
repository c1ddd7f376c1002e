"""La charte d'un cas : celle que l'on évalue, dont le cas change quelques paramètres, comme une charte locale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from relogement.commun import ErreurMetier
from relogement.regles.charte.cles import CLES
from relogement.regles.charte.parametres import Charte, Version
from relogement.regles.charte.valeurs import Valeur, valeur_de


def lire_parametres(brut: dict[str, Any], ou: str) -> dict[str, Valeur]:
    """Les paramètres que le cas change, dans leur unité ; ErreurMetier qui nomme `ou` et la clé pour toute faute."""
    return {cle: _valeur(cle, valeur, ou) for cle, valeur in brut.items()}


def _valeur(cle: str, brut: object, ou: str) -> Valeur:
    if cle not in CLES:
        raise ErreurMetier(f"{ou} : la charte n'a pas de paramètre « {cle} ». Possibles : {', '.join(CLES)}.", cle)
    try:
        valeur = valeur_de(brut)
    except ValueError as e:
        raise ErreurMetier(f"{ou}, clé « {cle} » : {e}.", cle) from e
    if not CLES[cle](valeur):
        raise ErreurMetier(f"{ou}, clé « {cle} » : « {brut} » n'est pas de la forme attendue.", cle)
    return valeur


def charte_du_cas(charte: Charte, parametres: Mapping[str, Valeur]) -> Charte:
    """La charte, où ces paramètres ont ces valeurs dans toutes ses versions."""
    if not parametres:
        return charte
    return replace(charte, versions=tuple(_version(v, parametres) for v in charte.versions))


def _version(version: Version, parametres: Mapping[str, Valeur]) -> Version:
    changes = {cle: replace(version.parametres[cle], valeur=valeur) for cle, valeur in parametres.items()}
    return replace(version, parametres=MappingProxyType({**version.parametres, **changes}))
