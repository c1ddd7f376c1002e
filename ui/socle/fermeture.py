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
    garde, enjeux = garder_frappe(fenetre, contexte), contexte.taches.enjeux
    pertes = [] if garde else [_frappe(contexte.non_gardes)]
    if enjeux:
        pertes.append(f"Un travail est en cours, que fermer arrête. {' ; '.join(enjeux)}.")
    return not pertes or contexte.invites.confirmer("\n".join((*pertes, "Fermer quand même ?")), "Fermer")


def _frappe(champs: int) -> str:
    s, verbe = ("s", "ne sont pas enregistrés, et seront perdus") if champs > 1 else (
        "", "n'est pas enregistré, et sera perdu"
    )
    return f"{pluriel(champs, 'champ')} que vous avez tapé{s} {verbe} si vous fermez."
