"""Les bandes de la revue : toutes à nous, aucune n'est officielle ; la feuille « Méthode » les imprime."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bande:
    """Une tranche, bornes comprises ; None : sans borne de ce côté."""

    libelle: str
    minimum: int | None
    maximum: int | None

    def contient(self, valeur: int) -> bool:
        """Vrai si la valeur est dans la tranche, bornes comprises."""
        return (self.minimum is None or valeur >= self.minimum) and (self.maximum is None or valeur <= self.maximum)


@dataclass(frozen=True, slots=True)
class Parametres:
    """Les tranches d'une revue : écart de mensualité résiduelle (centimes par mois) et taille du ménage (personnes)."""

    ecarts: tuple[Bande, ...] = (
        Bande("baisse de plus de 50 €", None, -5001),
        Bande("baisse de 50 € au plus", -5000, -1),
        Bande("sans changement", 0, 0),
        Bande("hausse de 30 € au plus", 1, 3000),
        Bande("hausse de plus de 30 à 60 €", 3001, 6000),
        Bande("hausse de plus de 60 €", 6001, None),
    )
    tailles: tuple[Bande, ...] = (
        Bande("1 personne", 1, 1),
        Bande("2 personnes", 2, 2),
        Bande("3 ou 4 personnes", 3, 4),
        Bande("5 personnes ou plus", 5, None),
    )


def bande_de(bandes: tuple[Bande, ...], valeur: int | None) -> str | None:
    """Le libellé de la tranche qui contient la valeur ; None si la valeur est inconnue ou hors de toute tranche."""
    return None if valeur is None else next((b.libelle for b in bandes if b.contient(valeur)), None)
