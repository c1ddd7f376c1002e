"""Le logement d'accueil au regard de celui qu'on quitte : où, de quelle taille, pour combien de personnes."""

from __future__ import annotations

from relogement.regles.calendrier import anniversaire
from relogement.regles.revue.dossier import Dossier
from relogement.regles.revue.sources import Habitat
from relogement.regles.typologie import pieces
from relogement.vocabulaire import Liste


class Localisation(Liste):
    """Où est le logement d'accueil : les trois cas du suivi national, les ZUS transposées en QPV."""

    MEME_QPV = "meme_qpv", "même QPV"
    AUTRE_QPV = "autre_qpv", "autre QPV"
    HORS_QPV = "hors_qpv", "hors QPV"


class Evolution(Liste):
    """Ce que devient une grandeur, à la tolérance près."""

    MOINS = "moins", "plus petite"
    AUTANT = "autant", "équivalente"
    PLUS = "plus", "plus grande"


class Peuplement(Liste):
    """Plus de personnes que de pièces, ou plus d'une pièce de trop (CCH, L. 621-2) ; le reste est à nous."""

    SUR = "sur", "sur-occupé"
    ADAPTE = "adapte", "adapté"
    SOUS = "sous", "sous-occupé"


PEUPLEMENT = "sur-occupé, plus de personnes que de pièces ; sous-occupé, plus d'une pièce de trop"


def localisation(d: Dossier) -> Localisation | None:
    """Le QPV du logement d'accueil ; None s'il n'y en a pas, ou si on ne sait pas."""
    accueil = d.accueil
    if accueil is None or accueil.qpv is None:
        return None
    if not accueil.qpv:
        return Localisation.HORS_QPV
    if d.quitte.qpv is False:
        return Localisation.AUTRE_QPV
    if accueil.hors_quartier is None:
        return None
    return Localisation.AUTRE_QPV if accueil.hors_quartier else Localisation.MEME_QPV


def surface(d: Dossier, tolerance: int) -> Evolution | None:
    """L'évolution de la surface ; `tolerance` en % de la surface quittée, comprise. None : une des deux inconnue."""
    if d.accueil is None or d.quitte.surface is None or d.accueil.surface is None:
        return None
    ecart = (d.accueil.surface - d.quitte.surface) * 100
    marge = tolerance * d.quitte.surface
    if abs(ecart) <= marge:
        return Evolution.AUTANT
    return Evolution.PLUS if ecart > 0 else Evolution.MOINS


def recent(d: Dossier, ans: int) -> bool | None:
    """Neuf, ou conventionné depuis moins de `ans` ans au jour du bail : ce que suit l'ANRU ; None : on ne sait pas.

    Le jour pivot (ici celui du bail) n'est fixé par aucun texte publié.
    """
    if d.accueil is None or d.bail is None:
        return None if d.accueil is None else d.accueil.neuf
    if d.accueil.neuf or d.accueil.conventionne is None:
        return d.accueil.neuf or None
    return anniversaire(d.accueil.conventionne, ans) > d.bail.bail_signe


def nombre_pieces(habitat: Habitat | None) -> int | None:
    """Les pièces d'un logement d'après son type ; None si le type ne le dit pas."""
    if habitat is None:
        return None
    lues = pieces(habitat.type)
    return next(iter(lues)) if len(lues) == 1 else None


def type_compare(d: Dossier) -> Evolution | None:
    """Le nombre de pièces après, comparé à celui d'avant."""
    avant, apres = nombre_pieces(d.quitte), nombre_pieces(d.accueil)
    if avant is None or apres is None:
        return None
    if avant == apres:
        return Evolution.AUTANT
    return Evolution.PLUS if apres > avant else Evolution.MOINS


def peuplement(d: Dossier, habitat: Habitat | None) -> Peuplement | None:
    """Le peuplement de ce logement par le foyer du jour ; None si les pièces ou les personnes sont inconnues."""
    combien = nombre_pieces(habitat)
    if combien is None or d.personnes is None:
        return None
    if d.personnes > combien:
        return Peuplement.SUR
    return Peuplement.SOUS if combien > d.personnes + 1 else Peuplement.ADAPTE
