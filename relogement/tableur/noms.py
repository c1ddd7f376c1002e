"""Les noms tels que les listes les écrivent : « NOM Prénom », « M. et Mme DUPONT Jean », « Mme LE GOFF Anne-Marie ».

Le nom est reconnu à ses capitales. Sans capitales pour trancher (« Dupont Jean », « DUPONT JEAN »), rien n'est deviné :
tout reste dans le nom. Accents, apostrophes et traits d'union sont conservés tels quels.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from relogement.commun import sans_accents
from relogement.tableur.brut import nettoyer

_CIVILITE = r"(?:m(?:r|onsieur)?|mme|mlle|madame|mademoiselle)"
_UNE_CIVILITE = re.compile(rf"(?P<civilite>{_CIVILITE})(?:\.\s*|\s+)(?P<reste>.+)", re.IGNORECASE)
_COUPLE = re.compile(
    rf"(?P<un>{_CIVILITE})\.?\s*(?:et|ou|&|/|-)?\s*(?P<deux>{_CIVILITE})(?:\.\s*|\s+)(?P<reste>.+)", re.IGNORECASE
)
_DEUX_PERSONNES = re.compile(r"\s+(?:et|ou|&)\s+|\s*/\s*", re.IGNORECASE)
_PARTICULES = frozenset({"de", "du", "des", "d'", "le", "la", "van", "von", "ben", "el", "da", "dos"})
_LIENS_DE_NOM = frozenset({"nee", "epouse", "ep.", "ep", "veuve", "vve", "ne"})


@dataclass(frozen=True, slots=True)
class Identite:
    """Un nom compris : `prenom` et `cotitulaire` valent None quand le texte ne les donne pas."""

    nom: str
    prenom: str | None = None
    cotitulaire: str | None = None


def _capitales(mot: str) -> bool:
    lettres = [c for c in mot if c.isalpha()]
    return len(lettres) > 1 and mot == mot.upper()


def _de_nom(mots: list[str], i: int) -> bool:
    """Vrai si le mot `i` fait partie d'un nom : capitales, particule ou « née » suivis de capitales."""
    mot = mots[i]
    if _capitales(mot):
        return True
    discret = sans_accents(mot).replace("’", "'")
    suivant = i + 1 < len(mots) and _de_nom(mots, i + 1)
    if discret.startswith("d'") and _capitales(mot[2:]):
        return True
    return suivant and (discret in _PARTICULES or discret in _LIENS_DE_NOM)


def _separer(entier: str) -> tuple[str, str | None]:
    """Le nom en capitales et le prénom, d'un côté ou de l'autre ; (tout, None) si rien ne permet de trancher."""
    mots = entier.split(" ")
    de_nom = [_de_nom(mots, i) for i in range(len(mots))]
    debut = de_nom.index(False) if False in de_nom else len(mots)
    fin = len(mots) - (de_nom[::-1].index(False) if False in de_nom else len(mots))
    if 0 < debut < len(mots) and not any(de_nom[debut:]):
        return " ".join(mots[:debut]), " ".join(mots[debut:])
    if 0 < fin < len(mots) and not any(de_nom[:fin]):
        return " ".join(mots[fin:]), " ".join(mots[:fin])
    return entier, None


def _sans_civilite(lu: str) -> str:
    m = _UNE_CIVILITE.fullmatch(lu)
    return m["reste"] if m else lu


def comprendre(nom: str, prenom: str | None) -> Identite:
    """L'identité d'une case de nom ; si le prénom est donné à part, seule la civilité est ôtée du nom."""
    lu = nettoyer(nom)
    if prenom is not None:
        couple = _COUPLE.fullmatch(lu)
        return Identite(couple["reste"] if couple else _sans_civilite(lu), prenom)
    if couple := _COUPLE.fullmatch(lu):
        seul, petit = _separer(couple["reste"])
        return Identite(seul, petit, f"{couple['deux']} {seul}")
    premier, *autres = _DEUX_PERSONNES.split(_sans_civilite(lu))
    if len(autres) == 1 and autres[0]:
        seul, petit = _separer(premier)
        second = _sans_civilite(autres[0])
        if _capitales(second.split(" ")[0]) or petit is not None:
            return Identite(seul, petit, second)
        return Identite(_sans_civilite(lu))
    return Identite(*_separer(_sans_civilite(lu)))
