"""Un dossier d'essai, sans fenêtre : un ménage, ses propositions, ses pièces, son bail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from relogement.modeles import Proposition, Relogement
from relogement.modeles.table import Table
from relogement.services.annulation import annuler, dernier_annulable
from relogement.services.charte import constats_menage
from relogement.services.pieces import deposer_piece
from relogement.services.propositions import accepter_proposition, envoyer_proposition, refuser_proposition
from relogement.services.relogements import signer_bail
from relogement.services.vivier import ajouter_logement_offert
from relogement.stockage.base import Base
from relogement.vocabulaire import MotifRefus, NaturePiece
from tests.outils import Horloge, cle, nouveau_menage

T = TypeVar("T", bound=Table)
ENVOI = date(2026, 6, 1)


@dataclass
class Dossier:
    """Un ménage et ce qu'il faut pour agir sur lui."""

    base: Base
    horloge: Horloge
    operation: UUID
    menage: UUID
    dossier: Path

    def lire(self, table: type[T], fiche: UUID) -> T:
        """La fiche telle qu'elle est en base."""
        with self.base.session() as s:
            trouvee = s.get(table, fiche)
        assert trouvee is not None
        return trouvee

    def proposition(self, fiche: UUID) -> Proposition:
        """La proposition."""
        return self.lire(Proposition, fiche)

    def relogement(self, fiche: UUID) -> Relogement:
        """Le relogement."""
        return self.lire(Relogement, fiche)

    def proposer(self, envoyee_le: date = ENVOI, **valeurs: Any) -> UUID:
        """Une proposition envoyée."""
        offert = cle(ajouter_logement_offert(self.base, libelle="Les Tilleuls, porte 4", loyer=34110, charges=8400))
        return cle(envoyer_proposition(self.base, self.menage, offert, envoyee_le=envoyee_le, **valeurs))

    def accepter(self, le: date = date(2026, 6, 20), **valeurs: Any) -> UUID:
        """Une proposition acceptée."""
        proposition = self.proposer(**valeurs)
        accepter_proposition(self.base, proposition, le=le)
        return proposition

    def refuser(self, le: date = date(2026, 6, 20)) -> UUID:
        """Une proposition refusée."""
        proposition = self.proposer()
        refuser_proposition(self.base, proposition, le=le, motif=MotifRefus.COUT, motif_texte="trop cher")
        return proposition

    def signer(self, proposition: UUID | None = None, le: date = date(2026, 7, 1), **valeurs: Any) -> UUID:
        """Un bail signé ; sans proposition donnée, elle est envoyée et acceptée."""
        suite = proposition or self.accepter()
        return cle(signer_bail(self.base, self.menage, suite, bail_signe_le=le, **valeurs))

    def deposer(self, nature: NaturePiece, menage: UUID | None = None) -> UUID:
        """Une pièce rangée au dossier de ce ménage, ou d'un autre."""
        fichier = self.dossier / "scan.pdf"
        fichier.write_bytes(b"%PDF " + nature.value.encode())
        return cle(deposer_piece(self.base, menage or self.menage, fichier, nature=nature, le=date(2026, 6, 20)))

    def autre_menage(self) -> UUID:
        """Un autre ménage de la même opération."""
        return nouveau_menage(self.base, self.operation, "ROUX André")

    def etat(self, obligation: str) -> str:
        """L'état d'une obligation de la charte aujourd'hui."""
        constats = constats_menage(self.base, self.menage, self.horloge.jour)
        return str(next(c.etat.value for c in constats if c.id == obligation))

    def annuler_dernier(self) -> UUID:
        """Défait le dernier geste ; rend le geste de l'annulation."""
        dernier = dernier_annulable(self.base)
        assert dernier is not None
        fait = annuler(self.base, dernier[0]).geste_id
        assert fait is not None
        return fait
