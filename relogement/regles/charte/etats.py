"""Les sept états d'une obligation de la charte, et ce qui les montre : une couleur, une forme, un mot."""

from __future__ import annotations

from enum import Enum


class Etat(Enum):
    """L'état d'une obligation ; l'inconnu n'est jamais vert."""

    SANS_OBJET = "SANS_OBJET"
    A_VENIR = "A_VENIR"
    A_FAIRE = "A_FAIRE"
    EN_RETARD = "EN_RETARD"
    INDETERMINEE = "INDETERMINEE"
    RESPECTEE = "RESPECTEE"
    NON_RESPECTEE = "NON_RESPECTEE"
