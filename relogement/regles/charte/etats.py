"""Les sept états d'une obligation de la charte, et ce qui les montre : une couleur, une forme, un mot."""

from __future__ import annotations

from enum import Enum


class Etat(Enum):
    """L'état d'une obligation ; l'inconnu n'est jamais vert. `symbole` et `mot` le disent sans la couleur."""

    symbole: str
    mot: str

    def __new__(cls, code: str, symbole: str, mot: str) -> Etat:
        membre = object.__new__(cls)
        membre._value_ = code
        membre.symbole = symbole
        membre.mot = mot
        return membre

    __hash__ = object.__hash__
    """Un membre est unique : son adresse suffit, et se calcule bien plus vite que le nom qu'Enum hacherait."""

    SANS_OBJET = "SANS_OBJET", "–", "sans objet"
    A_VENIR = "A_VENIR", "○", "à venir"
    A_FAIRE = "A_FAIRE", "◔", "à faire"
    EN_RETARD = "EN_RETARD", "▲", "en retard"
    INDETERMINEE = "INDETERMINEE", "?", "à vérifier"
    RESPECTEE = "RESPECTEE", "✓", "respectée"
    NON_RESPECTEE = "NON_RESPECTEE", "■", "non respectée"
