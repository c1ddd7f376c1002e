"""Comment un constat de la charte se lit à l'écran : son mot, l'ordre des états, leurs comptes."""

from __future__ import annotations

from collections.abc import Sequence

from relogement.formats import date_courte
from relogement.regles.charte.constat import Constat
from relogement.regles.charte.etats import Etat
from ui.socle.etats import STYLES

ORDRE = (
    Etat.EN_RETARD,
    Etat.NON_RESPECTEE,
    Etat.A_FAIRE,
    Etat.INDETERMINEE,
    Etat.RESPECTEE,
    Etat.A_VENIR,
    Etat.SANS_OBJET,
)


def mot_etat(constat: Constat) -> str:
    """« en retard de 6 j », « à faire d'ici le 05/03/2027 », « respectée, 3 j de retard », « à venir »."""
    mot = STYLES[constat.etat].mot
    if constat.etat is Etat.EN_RETARD and constat.jours:
        return f"{mot} de {constat.jours} j"
    if constat.etat is Etat.A_FAIRE and constat.echeance is not None:
        return f"{mot} d'ici le {date_courte(constat.echeance)}"
    if constat.etat is Etat.RESPECTEE and constat.jours:
        return f"{mot}, {constat.jours} j de retard"
    return mot


def comptes(constats: Sequence[Constat]) -> list[tuple[Etat, int]]:
    """Le nombre de constats de chaque état, du plus pressant au moins ; les états absents n'y sont pas."""
    nombres = [(etat, sum(c.etat is etat for c in constats)) for etat in ORDRE]
    return [(etat, nombre) for etat, nombre in nombres if nombre]
