"""Ce qui remplace les noms et les lieux : un code stable par ménage, un bâtiment sans adresse.

Le code n'est pas la référence du ménage (« BEL-0042 ») : elle figure sur ses courriers et son rang suit l'ordre des
portes de la liste du bailleur, elle le désigne donc à qui connaît l'opération. C'est l'empreinte de son identifiant
interne, qui ne sort jamais de la base et porte 74 bits tirés au hasard : sans la base on ne peut pas remonter au
ménage, avec elle il suffit de recalculer. Le même ménage garde le même code d'une revue à l'autre.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from relogement.commun import sans_accents

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Base 32 de Crockford : ni I, ni L, ni O, ni U, qui se lisent mal."""
_SIGNES = 10
_VOIE = re.compile(
    r"\b(rue|avenue|av|bd|bld|boulevard|place|pl|impasse|allee|allees|chemin|quai|route|square|cours|passage|mail|"
    r"esplanade|villa|sentier|venelle|ruelle|cite|clos|voie|rond[- ]point)\b"
)
_NUMERO_DE_VOIE = re.compile(r"\s*\d+(?:bis|ter|quater)?\b.*[a-z]{3}")
"""« 17 Fauvettes », « 5 imp. du Lac » : un numéro puis un nom, sans le mot de la voie."""
_TELEPHONE = re.compile(r"(\d\W*){6}")
_LONGUEUR_REPERE = 20


def code_menage(identifiant: str) -> str:
    """Le code d'un ménage, « 7K2QD-M9XWA » : 50 bits de l'empreinte de son identifiant interne."""
    reste = int.from_bytes(hashlib.sha256(f"revue:{identifiant}".encode()).digest())
    signes = ""
    for _ in range(_SIGNES):
        reste, rang = divmod(reste, len(_ALPHABET))
        signes += _ALPHABET[rang]
    return f"{signes[:5]}-{signes[5:]}"


def batiments_montrables(noms: Iterable[str | None]) -> dict[str | None, str]:
    """Ce que la revue écrit pour chaque bâtiment : son nom, ou « bâtiment n° 2 » s'il peut dire une adresse."""
    propres = sorted({n for n in noms if n}, key=lambda n: (sans_accents(n), n))
    montres: dict[str | None, str] = {
        nom: f"bâtiment n° {rang}" if _dit_une_adresse(nom) else nom for rang, nom in enumerate(propres, 1)
    }
    return montres | {None: "", "": ""}


def escalier_montrable(nom: str | None) -> str:
    """Ce que la revue écrit pour un escalier : son nom, rien s'il dit une adresse."""
    return "" if nom is None or _dit_une_adresse(nom) else nom


def _dit_une_adresse(nom: str) -> bool:
    nu = sans_accents(nom)
    lus = _VOIE.search(nu), _NUMERO_DE_VOIE.match(nu), _TELEPHONE.search(nu)
    return len(nom) > _LONGUEUR_REPERE or any(lus)
