"""Les références des ménages : `BEL-0042`, sans collision possible entre deux portables."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import Session, col

from relogement.modeles import Menage, Operation
from relogement.stockage.base import Base

CHIFFRES = 4


def prefixe(base: Base, operation: Operation) -> str:
    """`BEL` sur le poste qui a créé l'opération, `BEL-K7QM2` sur tout autre : chacun numérote chez soi."""
    return operation.code if operation.poste_id == base.poste_id else f"{operation.code}-{base.poste_code}"


def prochaines_references(base: Base, s: Session, operation: Operation, combien: int) -> list[str]:
    """Les prochaines références libres ; une fiche à la corbeille garde la sienne."""
    debut = f"{prefixe(base, operation)}-"
    requete = select(col(Menage.reference)).where(col(Menage.reference).startswith(debut, autoescape=True))
    pris = [int(fin) for r in s.scalars(requete) if (fin := r.removeprefix(debut)).isdigit()]
    depart = max(pris, default=0) + 1
    return [f"{debut}{n:0{CHIFFRES}d}" for n in range(depart, depart + combien)]
