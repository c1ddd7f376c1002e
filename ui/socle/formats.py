"""Ce que la fenêtre écrit à la française : les formats de la maison, pris au même endroit que les documents."""

from __future__ import annotations

from relogement.formats import (
    INSECABLE,
    JOURS,
    MOINS,
    MOIS,
    date_courte,
    date_longue,
    euros,
    heure,
    mois_court,
    nombre,
    oui_non,
    pluriel,
    pourcent,
    surface,
)

__all__ = [
    "INSECABLE", "JOURS", "MOINS", "MOIS", "date_courte", "date_longue", "euros", "heure", "mois_court", "nombre",
    "oui_non", "pluriel", "pourcent", "surface",
]
