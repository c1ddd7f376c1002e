"""Qui pilote les relogements d'une opération (article 10 de la charte)."""

from __future__ import annotations

from relogement.regles.faits import FaitsOperation
from relogement.vocabulaire import Pilote


def pilote(operation: FaitsOperation) -> Pilote:
    """Démolition ANRU : la commune. Démolition hors ANRU : le bailleur, sauf si la commune le prend.

    Réhabilitation : le bailleur. Une démolition partielle vaut démolition ; un choix inconnu de la commune
    (`commune_pilote` None) laisse le pilotage au bailleur.
    """
    if not operation.demolition:
        return Pilote.BAILLEUR
    return Pilote.COMMUNE if operation.anru or operation.commune_pilote else Pilote.BAILLEUR


def raison_pilote(operation: FaitsOperation) -> str:
    """Pourquoi la règle désigne ce pilote, après une virgule : « pour une démolition ANRU »."""
    if not operation.demolition:
        return "pour une réhabilitation"
    if operation.anru:
        return "pour une démolition ANRU"
    choix = ", que la commune a choisi de piloter" if operation.commune_pilote else ""
    return f"pour une démolition hors ANRU{choix}"
