"""Le clavier d'un bouton qui se cache ne va jamais à un autre bouton : Entrée y ferait ce que personne ne demande."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QWidget


def par_ricochet(ancien: QWidget | None, nouveau: QWidget | None) -> bool:
    """Vrai si Qt a donné le clavier à ce bouton parce que le contrôle d'avant s'est caché ou éteint."""
    if ancien is None or not isinstance(nouveau, QAbstractButton):
        return False
    return not (ancien.isVisible() and ancien.isEnabled())


def poser_a_cote(bouton: QWidget) -> None:
    """Le clavier va à ce qui porte le bouton : Tab repart de là, Entrée n'y fait rien."""
    porteur = bouton.parentWidget()
    if porteur is not None:
        porteur.setFocus()


def rendre(ecran: QWidget) -> None:
    """Remet le clavier où il était dans cet écran, sinon à l'écran lui-même."""
    dernier = ecran.focusWidget()
    la = dernier is not None and dernier.isVisible() and dernier.isEnabled()
    (dernier if la and dernier is not None else ecran).setFocus()
