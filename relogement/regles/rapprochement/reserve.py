"""Ce qu'un rapprochement ne promet pas : ses aides sont estimées, et leur barème peut être périmé."""

from __future__ import annotations

from datetime import date

from relogement.regles.apl.bareme import charger_bareme
from relogement.regles.calendrier import jour_fr


def reserve(le: date) -> str:
    """À lire sous toute mensualité d'un rapprochement fait au jour `le`."""
    dite = "Les mensualités sont estimées (≈) : seul le calcul de la CAF ou de la MSA fait foi."
    perime = charger_bareme().perime_depuis(le)
    return dite if perime is None else f"{dite} Barème périmé depuis le {jour_fr(perime)}."
