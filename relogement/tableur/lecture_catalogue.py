"""Lire le fichier d'un catalogue de colonnes : ce qu'il reprend d'un autre, et ses champs numérotés."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

from relogement.commun import ressource


def lire_catalogue(fichier: str) -> dict[str, Any]:
    """Le catalogue, complété de celui qu'il `reprend` et de ses champs numérotés."""
    lu = tomllib.loads(ressource(fichier).read_text(encoding="utf-8"))
    if "reprend" in lu:
        parent = lire_catalogue(lu["reprend"])
        lu["abreviations"] = parent["abreviations"] | lu.get("abreviations", {})
        mots = lu.get("mots", {})
        lu["mots"] = {genre: [*siens, *mots.get(genre, ())] for genre, siens in parent["mots"].items()}
        repris = {nom: parent["champs"][nom] for nom in lu.get("champs_repris", ())}
        lu["champs"] = repris | {nom: _comme(table, parent["champs"]) for nom, table in lu["champs"].items()}
    lu["champs"] = _numeroter(lu["champs"])
    lu["groupes"] = _numeroter_groupes(lu.get("groupes", {}))
    return lu


def _comme(table: dict[str, Any], parents: Mapping[str, Any]) -> dict[str, Any]:
    """Un champ `comme` un autre : sa nature et ses synonymes, après les siens."""
    parent = parents.get(table.get("comme", ""), {})
    synonymes = [*table.get("synonymes", ()), *parent.get("synonymes", ())]
    return {**parent, **table, "synonymes": synonymes}


_RANG = "{n}"
RANGS = 6
"""Les champs numérotés vont de 1 à ce nombre : « Proposition 1 »… « Proposition 6 »."""


def _numeroter(champs: dict[str, Any]) -> dict[str, Any]:
    """« proposition_{n} » donne « proposition_1 » à « proposition_6 », et de même pour chacun de ses mots."""
    numerotes: dict[str, Any] = {}
    for nom, table in champs.items():
        for n in range(1, RANGS + 1) if _RANG in nom else (0,):
            remplace = {c: v.replace(_RANG, str(n)) if isinstance(v, str) else v for c, v in table.items()}
            remplace["synonymes"] = [s.replace(_RANG, str(n)) for s in table["synonymes"]]
            numerotes[nom.replace(_RANG, str(n))] = remplace
    return numerotes


def _numeroter_groupes(groupes: dict[str, list[str]]) -> dict[str, list[str]]:
    return {
        nom.replace(_RANG, str(n)): [titre.replace(_RANG, str(n)) for titre in titres]
        for nom, titres in groupes.items()
        for n in (range(1, RANGS + 1) if _RANG in nom else (0,))
    }
