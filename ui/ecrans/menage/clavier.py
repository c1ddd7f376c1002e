"""Retrouver le clavier là où il était quand une partie de la page est refaite."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Repere:
    """Ce qui avait le clavier : sa classe et le nom que lit un lecteur d'écran."""

    genre: type[QWidget]
    nom: str


def reperer(zone: QWidget) -> Repere | None:
    """Ce qui a le clavier dans cette zone ; None si le clavier est ailleurs."""
    courant = zone.focusWidget()
    if courant is None or not courant.hasFocus():
        return None
    return Repere(type(courant), courant.accessibleName())


def revenir(zone: QWidget, repere: Repere | None) -> bool:
    """Rend le clavier à ce qui porte le même nom ; faux s'il n'est plus là."""
    if repere is None:
        return False
    for widget in zone.findChildren(repere.genre):
        if widget.accessibleName() == repere.nom and widget.isVisibleTo(zone):
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
    return False
