"""Combien d'exemples tire un essai au hasard : moins s'il est coûteux, vingt fois plus au profil « long »."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

NORMAL = 100
"""Ce que tire un essai qui ne demande rien, au profil normal."""


def exemples(combien: int) -> settings:
    """Le réglage d'un essai qui tire `combien` exemples au profil normal, et en proportion aux autres profils."""
    tires = combien * settings().max_examples // NORMAL
    return settings(max_examples=tires, suppress_health_check=list(HealthCheck))
