"""Les chiffres d'une revue émise, en octets : chacun avec sa définition, sa valeur et ses ménages.

Du JSON compressé, et non un objet du langage : une mise à jour de l'application relit ce qu'une autre a écrit. Les
ménages y sont des rangs dans une liste de codes, écrits une fois par liste : tous les chiffres d'une répartition
partagent la même.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from relogement.regles.revue.chiffre import Chiffre, Indicateur, Mesure, Unite

FORMAT = 1
_LISTES = ("menages", "sur", "ignores")


@dataclass(frozen=True, slots=True)
class Figes:
    """Ce qu'une revue émise garde : ses chiffres ; et par revue qu'elle corrige, ceux qu'elle en a dits, recalculés.

    `dits` : vide pour une revue émise avant que l'on ne les garde.
    """

    chiffres: Mapping[str, Chiffre]
    dits: Mapping[UUID, Mapping[str, Chiffre]]


def en_octets(chiffres: Mapping[str, Chiffre], dits: Mapping[UUID, Iterable[Chiffre]] | None = None) -> bytes:
    """Ces chiffres, dans leur ordre ; `dits` : voir `Figes`."""
    codes: dict[str, int] = {}
    listes: dict[tuple[int, ...], int] = {}
    lignes = [_ligne(c, codes, listes) for c in chiffres.values()]
    corriges = {str(cle): [_ligne(c, codes, listes) for c in siens] for cle, siens in (dits or {}).items()}
    contenu = {
        "format": FORMAT, "codes": list(codes), "listes": list(listes), "chiffres": lignes, "dits": corriges,
    }
    return zlib.compress(json.dumps(contenu, ensure_ascii=False, separators=(",", ":")).encode())


def _ligne(c: Chiffre, codes: dict[str, int], listes: dict[tuple[int, ...], int]) -> dict[str, Any]:
    i = c.indicateur
    rangs = {nom: tuple(codes.setdefault(code, len(codes)) for code in getattr(c, nom)) for nom in _LISTES}
    return {
        "cle": i.cle, "libelle": i.libelle, "definition": i.definition, "denominateur": i.denominateur,
        "source": i.source, "unite": i.unite.value, "oui_seul": i.oui_seul,
        "valeur": None if c.valeur is None else str(c.valeur), "connus": c.connus, "inconnus": c.inconnus,
        **{nom: listes.setdefault(siens, len(listes)) for nom, siens in rangs.items()},
    }


def lire_figes(octets: bytes) -> Figes:
    """L'inverse de `en_octets` ; ValueError si ce n'en est pas, ou d'une version d'après."""
    try:
        contenu = json.loads(zlib.decompress(octets))
    except zlib.error as e:
        raise ValueError("chiffres illisibles") from e
    if contenu["format"] != FORMAT:
        raise ValueError(f"format de chiffres inconnu : {contenu['format']}")
    codes: list[str] = contenu["codes"]
    listes = [tuple(codes[rang] for rang in liste) for liste in contenu["listes"]]

    def lus(lignes: Iterable[Mapping[str, Any]]) -> dict[str, Chiffre]:
        return {ligne["cle"]: _chiffre(ligne, listes) for ligne in lignes}

    return Figes(lus(contenu["chiffres"]), {UUID(cle): lus(x) for cle, x in contenu.get("dits", {}).items()})


def _chiffre(ligne: Mapping[str, Any], listes: list[tuple[str, ...]]) -> Chiffre:
    i = Indicateur(
        ligne["cle"], ligne["libelle"], ligne["definition"], ligne["denominateur"], ligne["source"],
        Unite(ligne["unite"]), ligne.get("oui_seul", False),
    )
    menages, sur, ignores = (listes[ligne[nom]] for nom in _LISTES)
    return Chiffre(i, _mesure(ligne["valeur"]), ligne["connus"], ligne["inconnus"], menages, sur, ignores)


def _mesure(texte: str | None) -> Mesure | None:
    if texte is None:
        return None
    return int(texte) if texte.lstrip("-").isdecimal() else Decimal(texte)
