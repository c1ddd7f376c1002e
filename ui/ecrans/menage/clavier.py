"""Retrouver le clavier là où il était quand une partie de la page est refaite."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid


@dataclass(frozen=True, slots=True)
class Repere:
    """Ce qui avait le clavier : le contrôle, sa classe et le nom que lit un lecteur d'écran."""

    widget: QWidget
    genre: type[QWidget]
    nom: str


def reperer(zone: QWidget) -> Repere | None:
    """Ce qui a le clavier dans cette zone ; None si le clavier est ailleurs."""
    courant = zone.focusWidget()
    if courant is None or not courant.hasFocus():
        return None
    return Repere(courant, type(courant), courant.accessibleName())


def revenir(zone: QWidget, repere: Repere | None) -> bool:
    """Rend le clavier au même contrôle, ou à celui qui l'a remplacé sous le même nom ; faux s'il n'y en a plus."""
    if repere is None:
        return False
    for widget in _candidats(zone, repere):
        if zone.isAncestorOf(widget) and widget.isVisibleTo(zone):
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
    return False


def _candidats(zone: QWidget, repere: Repere) -> list[QWidget]:
    meme = [repere.widget] if isValid(repere.widget) else []
    return meme + [w for w in zone.findChildren(repere.genre) if w.accessibleName() == repere.nom]
