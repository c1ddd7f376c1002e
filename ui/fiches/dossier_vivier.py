"""Ce qu'une fiche sait d'un logement du vivier au moment où elle s'ouvre."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from relogement.stockage.lectures import Ligne
from relogement.stockage.lectures_vivier import LigneVivier, ligne_vivier
from ui.fiches.dossier import Ouverture
from ui.socle.contexte import Contexte

NOUVEAU = UUID(int=0)
"""Le porteur d'une fiche qui ajoute un logement : il n'existe pas encore."""


@dataclass(frozen=True, kw_only=True)
class DossierVivier(Ouverture):
    """Le logement, relu à l'ouverture ; `logement` None : on en ajoute un."""

    logement: LigneVivier | None

    @classmethod
    def lire(cls, contexte: Contexte[Any], logement_id: UUID, entree: str = "") -> DossierVivier:
        """Relit le logement ; ErreurMetier s'il n'existe plus."""
        lu = None
        if logement_id != NOUVEAU:
            lu = ligne_vivier(contexte.base, logement_id, au=contexte.aujourd_hui())
        return cls(contexte=contexte, logement=lu, ligne=lu.valeurs if lu else None, entree=entree)

    @property
    def porteur(self) -> UUID:
        """Le logement, ou ce qui en tient lieu tant qu'il n'existe pas."""
        return self.logement.id if self.logement else NOUVEAU

    @property
    def pieces(self) -> Sequence[Ligne]:
        """Un logement du vivier n'a pas de pièces."""
        return ()

    def relue(self) -> DossierVivier:
        """Le logement relu."""
        return DossierVivier.lire(self.contexte, self.porteur, self.entree)
