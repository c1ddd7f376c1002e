"""Le parc neuf ou récent (article 4, alinéa 4) : la même réponse pour la charte, la revue et les documents."""

from __future__ import annotations

from datetime import date

from relogement.regles.calendrier import ajouter_mois
from relogement.regles.charte import cles
from relogement.regles.charte.parametres import Charte
from relogement.regles.faits import Proposition


def est_neuf(neuf: bool | None, livre: date | None, envoyee: date, charte: Charte) -> bool | None:
    """Le logement est-il neuf ou récent le jour de l'envoi ? Ce qui est noté, à défaut la livraison ; None : inconnu.

    L'âge est celui de la charte en vigueur ce jour-là ; le jour où il l'atteint, le logement n'est plus récent. Un
    logement qui sera livré après l'envoi est neuf.
    """
    if neuf is not None or livre is None:
        return neuf
    return envoyee < ajouter_mois(livre, 12 * age_du_neuf(charte, envoyee))


def age_du_neuf(charte: Charte, le: date) -> int:
    """Le nombre d'années, non compris, pendant lequel la charte en vigueur ce jour-là dit un logement récent."""
    return charte.entier(cles.NEUF_AGE, le)


def dans_le_neuf(p: Proposition, charte: Charte) -> bool | None:
    """Cette proposition ouvre-t-elle le parc neuf ou récent ? None : inconnu."""
    return est_neuf(p.neuf, p.livre, p.envoyee, charte)
