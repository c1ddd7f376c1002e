"""Ce qu'une fiche sait de l'opération au moment où elle s'ouvre."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from relogement.services.pieces import deposer_piece_operation
from relogement.stockage.lectures import Ligne
from relogement.stockage.lectures_operation import VieOperation, vie_operation
from relogement.vocabulaire import NaturePiece
from ui.fiches.dossier import Ouverture
from ui.socle.contexte import Contexte


@dataclass(frozen=True, kw_only=True)
class DossierOperation(Ouverture):
    """L'opération, relue à l'ouverture de la fiche."""

    vie: VieOperation

    @classmethod
    def lire(
        cls, contexte: Contexte[Any], operation_id: UUID, fiche_id: UUID | None = None, entree: str = ""
    ) -> DossierOperation:
        """Relit l'opération ; ErreurMetier si elle n'existe plus."""
        vie = vie_operation(contexte.base, operation_id)
        return cls(contexte=contexte, vie=vie, fiche_id=fiche_id, entree=entree)

    @property
    def operation_id(self) -> UUID:
        """La clé de l'opération."""
        cle: UUID = self.vie.operation["id"]
        return cle

    @property
    def porteur(self) -> UUID:
        """L'opération."""
        return self.operation_id

    @property
    def pieces(self) -> Sequence[Ligne]:
        """Les documents de l'opération."""
        return self.vie.pieces

    def deposer(self, fichier: Path, nature: NaturePiece) -> UUID | None:
        """Range le fichier parmi les documents de l'opération."""
        return self.contexte.tenter(
            deposer_piece_operation, self.operation_id, fichier, nature=nature, le=self.contexte.aujourd_hui()
        ).id

    def relue(self) -> DossierOperation:
        """L'opération relue."""
        return DossierOperation.lire(self.contexte, self.operation_id, self.fiche_id, self.entree)
