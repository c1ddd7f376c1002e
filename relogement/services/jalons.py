"""Les jalons de la concertation et de la procédure, avec leurs documents (loi 86-1290, art. 44 quater ; article 10).

Le dépôt du DID a sa date sur l'opération : son jalon porte la note et le document, et la même date.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from relogement.commun import Changements, ErreurMetier
from relogement.modeles import Jalon, Operation
from relogement.services.outils import creer, pas_futur, remplir, trouver
from relogement.services.pieces import Scan, ranger
from relogement.stockage.base import Base
from relogement.vocabulaire import NatureJalon, NaturePiece

DID = NatureJalon.DID


def noter_jalon(
    base: Base,
    operation_id: UUID,
    *,
    nature: NatureJalon,
    le: date,
    note: str | None = None,
    document: Path | None = None,
) -> Changements:
    """Un jalon daté et son document ; celui du DID date aussi l'opération.

    ErreurMetier : date à venir, second DID, document illisible.
    """
    pas_futur(le, base.aujourd_hui())
    scan = Scan.lire(document) if document is not None else None
    with base.geste("noter_jalon", _maj(nature.libelle)) as g:
        operation = trouver(g.s, Operation, operation_id)
        if nature is DID:
            if jalon_did(g.s, operation_id) is not None:
                raise ErreurMetier("Le dépôt du DID est déjà noté : corrigez-le plutôt.", "nature")
            operation.did_le = le
        fiche = creer(g.s, Jalon, operation_id=operation_id, nature=nature, le=le, note=note)
        g.s.flush()
        _joindre(g.s, fiche, scan)
        return g.changements(f"Jalon noté : {nature.libelle}.", fiche.id)


def corriger_jalon(base: Base, jalon_id: UUID, *, document: Path | None = None, **valeurs: Any) -> Changements:
    """Corrige un jalon (nature, le, note) ou lui joint un autre document ; la date du DID suit sur l'opération."""
    pas_futur(valeurs.get("le"), base.aujourd_hui())
    scan = Scan.lire(document) if document is not None else None
    with base.geste("corriger_jalon", "Correction : un jalon") as g:
        fiche = trouver(g.s, Jalon, jalon_id)
        avant = fiche.nature
        remplir(fiche, valeurs)
        if (avant is DID) is not (fiche.nature is DID):
            raise ErreurMetier("Le dépôt du DID date l'opération : retirez ce jalon, puis notez l'autre.", "nature")
        if fiche.nature is DID:
            trouver(g.s, Operation, fiche.operation_id).did_le = fiche.le
        _joindre(g.s, fiche, scan)
        return g.changements("Jalon corrigé.", jalon_id)


def retirer_jalon(base: Base, jalon_id: UUID) -> Changements:
    """Retire un jalon noté par erreur ; celui du DID ôte aussi sa date à l'opération."""
    with base.geste("retirer_jalon", "Retrait : un jalon") as g:
        fiche = trouver(g.s, Jalon, jalon_id)
        if fiche.nature is DID:
            trouver(g.s, Operation, fiche.operation_id).did_le = None
        fiche.supprime_le = g.instant
        return g.changements("Jalon retiré (Ctrl+Z pour le reprendre).", jalon_id)


def accorder_did(s: Session, operation: Operation, aujourd_hui: date) -> None:
    """Donne au jalon du DID, s'il est noté, la date que l'on vient de corriger sur l'opération.

    ErreurMetier : date ôtée, ou à venir, alors que le dépôt est noté.
    """
    jalon = jalon_did(s, operation.id)
    if jalon is None or jalon.le == operation.did_le:
        return
    if operation.did_le is None:
        raise ErreurMetier("Le dépôt du DID est noté : retirez-le d'abord dans l'onglet « Jalons ».", "did_le")
    pas_futur(operation.did_le, aujourd_hui, "did_le")
    jalon.le = operation.did_le


def jalon_did(s: Session, operation_id: UUID) -> Jalon | None:
    """Le jalon du DID de cette opération, s'il est noté."""
    requete = select(Jalon).where(
        Jalon.operation_id == operation_id, Jalon.nature == DID, col(Jalon.supprime_le).is_(None)
    )
    return s.exec(requete).first()


def _joindre(s: Session, fiche: Jalon, scan: Scan | None) -> None:
    if scan is not None:
        fiche.piece_id = ranger(
            s, scan, nature=NaturePiece.CONCERTATION, le=fiche.le, libelle=_maj(fiche.nature.libelle),
            operation_id=fiche.operation_id,
        ).id


def _maj(texte: str) -> str:
    return texte[:1].upper() + texte[1:]
