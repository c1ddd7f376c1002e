"""Où une feuille imprimée change de page sans couper un bloc.

LibreOffice suit ces sauts ; Excel, ajusté à la largeur, les ignore.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

A4, A3 = 9, 8
"""Les codes de papier d'un classeur."""
_COTES = {A4: (841.9, 595.3), A3: (1190.6, 841.9)}
"""Largeur et hauteur d'une page couchée, en points."""
_MARGES = (0.8 * 72, 1.1 * 72)
"""Ce que prennent les marges, gauche et droite, haut et bas."""
_PAR_CARACTERE, _PAR_COLONNE = 7 * 0.75, 5 * 0.75
"""La largeur d'un caractère et le blanc d'une colonne, en points, dans la police par défaut d'un classeur."""
_PRUDENCE = 0.96
"""Ce que l'on s'accorde : d'un tableur à l'autre, les largeurs et les hauteurs varient un peu."""


def hauteur_de_page(papier: int, largeurs: Sequence[float], pages: int = 1) -> float:
    """Ce que porte une page, en points de la feuille, ces colonnes (en caractères) tenant en `pages` de large."""
    large, haut = (cote - marge for cote, marge in zip(_COTES[papier], _MARGES, strict=True))
    besoin = sum(x * _PAR_CARACTERE + _PAR_COLONNE for x in largeurs)
    return _PRUDENCE * haut * max(1.0, besoin / (pages * large))


def sauts(hauteurs: Sequence[float], blocs: Sequence[int], page: float, repete: float = 0) -> list[int]:
    """Les lignes qui commencent une page : un bloc qui n'y tient plus passe à la suivante, sauf s'il la dépasse seul.

    `hauteurs` : de chaque ligne ; `blocs` : où chacun commence ; `repete` : l'en-tête que chaque page suivante reprend.
    """
    places: list[int] = []
    reste = page - sum(hauteurs[: blocs[0]])
    for debut, fin in pairwise((*blocs, len(hauteurs))):
        besoin = sum(hauteurs[debut:fin])
        if reste < besoin <= page - repete:
            places.append(debut)
            reste = page - repete
        for haut in hauteurs[debut:fin]:
            reste = reste - haut if haut <= reste else page - repete - haut
    return places
