"""Fermer la fenêtre sans rien perdre : la frappe d'abord, et une question s'il reste de quoi perdre."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from relogement.formats import pluriel
from ui.socle.contexte import Contexte
from ui.socle.rang import Rang


def garder_frappe(fenetre: QWidget, contexte: Contexte[Any]) -> bool:
    """Écrit au brouillon tout ce qui est tapé ; False si la base en refuse."""
    for rang in fenetre.findChildren(Rang):
        rang.garder()
    return contexte.garder_frappe()


def accepter(fenetre: QWidget, contexte: Contexte[Any]) -> bool:
    """Vrai si la fenêtre peut se fermer : rien ne serait perdu, ou la personne l'accepte."""
    if garder_frappe(fenetre, contexte):
        return True
    champs, verbe = contexte.non_gardes, "n'est pas enregistré, et sera perdu"
    if champs > 1:
        verbe = "ne sont pas enregistrés, et seront perdus"
    question = f"{pluriel(champs, 'champ')} que vous avez tapé{'s' if champs > 1 else ''} {verbe} si vous fermez. "
    return contexte.invites.confirmer(f"{question}Fermer quand même ?", "Fermer")
