"""La base de ressources R : ce qu'elle vaut, d'où elle vient, et le chemin pas à pas."""

from __future__ import annotations

from dataclasses import dataclass

from relogement.vocabulaire import Liste

PAS = 10_000
"""R se compte à la centaine d'euros supérieure (D.823-17)."""
ECART = 10
"""L'écart montré de part et d'autre de R, en pour cent."""


class Origine(Liste):
    """D'où vient la base de ressources, de la plus sûre à la moins sûre."""

    AVIS = "avis", "lue sur l'avis ou le compte de la CAF"
    DEDUITE = "deduite", "déduite de l'aide que verse la CAF aujourd'hui"
    DECLAREE = "declaree", "refaite à partir des ressources déclarées"


@dataclass(frozen=True, slots=True)
class Ligne:
    """Une ligne du calcul : ce que c'est, ce que cela vaut, pourquoi."""

    libelle: str
    valeur: str
    pourquoi: str = ""


@dataclass(frozen=True, slots=True)
class BaseRessources:
    """R, en centimes par an, ce que l'on sait de sa source, et les étapes qui y mènent."""

    montant: int
    origine: Origine
    source: str
    etapes: tuple[Ligne, ...] = ()

    @property
    def encadrement(self) -> tuple[int, int]:
        """R moins et plus 10 %."""
        ecart = self.montant * ECART // 100
        return self.montant - ecart, self.montant + ecart


def centaine(centimes: int) -> int:
    """À la centaine d'euros supérieure."""
    return -(-centimes // PAS) * PAS
