"""Reconnaître une personne d'une liste à l'autre : orthographe tolérée, jamais deux voisins confondus."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from rapidfuzz.distance import OSA

from relogement.commun import sans_accents
from relogement.modeles import Personne
from relogement.tableur.etat_locatif import LigneLocative

SANS_NOM = "Nom à compléter"
"""Le nom d'une personne que la liste ne nomme pas."""
COURT = 4
"""Un nom plus court se compare lettre pour lettre : une faute y ferait un autre nom."""
_CIVILITES = frozenset({"m", "mr", "mme", "mlle", "monsieur", "madame", "mademoiselle"})


class Accord(IntEnum):
    """Ce que valent deux noms l'un pour l'autre, du contraire au même."""

    CONTRAIRE = 0
    INCONNU = 1
    """L'un des deux n'est pas nommé."""
    PROCHE = 2
    """À une lettre près, ou l'un sans prénom."""
    MEME = 3
    """Les mêmes lettres, aux accents, à la casse, aux traits d'union et à l'ordre près."""


@dataclass(frozen=True, slots=True)
class Identite:
    """Une personne par ce qui la désigne ; None : inconnu."""

    nom: str | None
    prenom: str | None = None
    naissance: date | None = None

    @property
    def lisible(self) -> str:
        """« KONÉ Awa, 03/03/2001 »."""
        noms = " ".join(filter(None, (self.nom, self.prenom))) or "sans nom"
        return f"{noms}, {self.naissance:%d/%m/%Y}" if self.naissance else noms


def du_titulaire(ligne: LigneLocative) -> Identite:
    """Le titulaire que nomme une ligne."""
    return Identite(ligne.nom, ligne.prenom, ligne.naissance)


def de_la_personne(personne: Personne) -> Identite:
    """La personne du dossier ; un nom à compléter est inconnu."""
    nom = None if personne.nom == SANS_NOM else personne.nom
    return Identite(nom, personne.prenom, personne.naissance)


def du_cotitulaire(texte: str, nom_titulaire: str | None) -> Identite:
    """Le cotitulaire d'une case ; une case qui ne donne qu'un prénom prend le nom du titulaire."""
    mots = [m for m in texte.split() if sans_accents(m).rstrip(".") not in _CIVILITES]
    capitales = [m for m in mots if m.isupper() and len(m) > 1]
    autres = [m for m in mots if m not in capitales]
    return Identite(" ".join(capitales) or nom_titulaire, " ".join(autres) or None)


def lettres(*textes: str | None) -> str:
    """Les seules lettres et chiffres d'un nom, sans accents ni casse."""
    return re.sub(r"[^a-z0-9]", "", sans_accents("".join(t or "" for t in textes)))


def accord(une: Identite, autre: Identite) -> Accord:
    """Compare nom et prénom, dans les deux ordres ; ni l'un ni l'autre ne prouve une naissance."""
    if une.nom is None or autre.nom is None:
        return Accord.INCONNU
    entier = lettres(une.nom, une.prenom)
    ecarts = [
        _ecart(entier, lettres(autre.nom, autre.prenom)),
        _ecart(entier, lettres(autre.prenom, autre.nom)),
        _ecart(lettres(une.prenom, une.nom), lettres(autre.nom, autre.prenom)),
    ]
    if une.prenom is None or autre.prenom is None:
        seuls = _ecart(lettres(une.nom), lettres(autre.nom))
        return Accord.MEME if 0 in ecarts else Accord.PROCHE if min(*ecarts, seuls) <= 1 else Accord.CONTRAIRE
    return Accord.MEME if 0 in ecarts else Accord.PROCHE if 1 in ecarts else Accord.CONTRAIRE


def _ecart(une: str, autre: str) -> int:
    """Les fautes de frappe qui séparent deux suites de lettres, 2 pour « trop »."""
    return 0 if une == autre else 2 if min(len(une), len(autre)) < COURT else OSA.distance(une, autre, score_cutoff=1)


def rangees_pareil(une: Identite, autre: Identite) -> bool:
    """Vrai si le nom répond au nom et le prénom au prénom ; faux pour « BENALI LEILA » tout en un ou interverti."""
    noms = _ecart(lettres(une.nom), lettres(autre.nom)) <= 1
    return noms and (None in (une.prenom, autre.prenom) or _ecart(lettres(une.prenom), lettres(autre.prenom)) <= 1)


def nes_ailleurs(une: Identite, autre: Identite) -> bool:
    """Vrai si les deux naissances sont connues et diffèrent."""
    return None not in (une.naissance, autre.naissance) and une.naissance != autre.naissance


def meme_personne(une: Identite, autre: Identite) -> bool:
    """Sous le même bail : des noms compatibles ; une naissance qui diffère veut exactement les mêmes nom et prénom."""
    noms = accord(une, autre)
    if not nes_ailleurs(une, autre):
        return noms >= Accord.INCONNU
    return noms is Accord.MEME and None not in (une.prenom, autre.prenom)


def sure(une: Identite, autre: Identite, entrees: tuple[date | None, date | None]) -> bool:
    """Sans le bail : le nom et la naissance, ou le nom et l'entrée dans les lieux."""
    if accord(une, autre) < Accord.PROCHE or nes_ailleurs(une, autre):
        return False
    nee = une.naissance is not None and une.naissance == autre.naissance
    return nee or (entrees[0] is not None and entrees[0] == entrees[1])
