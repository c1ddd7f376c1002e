"""Les fenêtres des visites de suivi (article 8) et les jours de double loyer (article 6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from relogement.regles.calendrier import ajouter_jours, ajouter_mois
from relogement.regles.charte import cles
from relogement.regles.charte.etats import Etat
from relogement.regles.charte.parametres import Charte


@dataclass(frozen=True, slots=True)
class FenetreVisite:
    """Une visite à tenir pour l'échéance de `mois` mois, du `du` au `au` compris."""

    mois: int
    terme: date
    du: date
    au: date
    prolongation: bool = False


def terme_suivi(charte: Charte, emmenage: date) -> date:
    """Le jour où les mois de suivi finissent et où l'on décide de clore ou de prolonger (article 8)."""
    return ajouter_mois(emmenage, charte.entier(cles.SUIVI_DUREE, emmenage))


def fenetres_visites(charte: Charte, emmenage: date, *, prolonge: bool) -> tuple[FenetreVisite, ...]:
    """Les visites que la charte prévoit après l'emménagement, et celles de la prolongation si elle est décidée."""
    marge = charte.entier(cles.SUIVI_MARGE, emmenage)
    suites = [(cles.SUIVI_VISITES, False), (cles.PROLONGATION_VISITES, True)]
    fenetres = []
    for cle, prolongation in suites[: 2 if prolonge else 1]:
        for mois in charte.entiers(cle, emmenage):
            terme = ajouter_mois(emmenage, mois)
            ouverture, limite = ajouter_jours(terme, -marge), ajouter_jours(terme, marge)
            fenetres.append(FenetreVisite(mois, terme, ouverture, limite, prolongation))
    return tuple(fenetres)


def jours_double_loyer(debut_nouveau: date | None, fin_ancien: date | None) -> int | None:
    """Les jours où les deux loyers courent, bornes comprises ; 0 si l'ancien finit le jour où commence le nouveau.

    None si l'une des deux dates est inconnue.
    """
    if debut_nouveau is None or fin_ancien is None:
        return None
    return 0 if fin_ancien <= debut_nouveau else (fin_ancien - debut_nouveau).days + 1


def etat_visite(fenetre: FenetreVisite, visites: Iterable[tuple[int, date, bool]], au: date) -> Etat:
    """L'état d'une visite attendue ; `visites` : (mois, jour, refusée). Trop tôt, elle ne compte pas ; refusée, si."""
    tenues = [le for mois, le, refusee in visites if mois == fenetre.mois and (refusee or le >= fenetre.du)]
    if any(le <= au for le in tenues):
        return Etat.RESPECTEE
    if au > fenetre.au:
        return Etat.EN_RETARD
    return Etat.A_FAIRE if au >= fenetre.du else Etat.A_VENIR
