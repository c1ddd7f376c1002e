"""Le barème de la minoration de loyer que l'application ne livre pas : les lignes qu'un agent tape."""

from __future__ import annotations

from datetime import date

from sqlmodel import Field

from relogement.modeles.table import TEXTE_COURT, Table, parmi
from relogement.vocabulaire import ZoneMinoration


class LigneMinoration(Table, table=True):
    """Un forfait (centimes, au total) pour les baux signés du `du` au `au` compris, de toute la base.

    `au` None : sans fin ; `zone` None : toutes ; `pieces_max` None : et plus.
    """

    du: date
    au: date | None = None
    zone: ZoneMinoration | None = parmi(ZoneMinoration)
    pieces_min: int = Field(ge=1, le=9)
    pieces_max: int | None = Field(default=None, ge=1, le=9)
    montant: int = Field(ge=1)
    reference: str = Field(min_length=1, max_length=TEXTE_COURT)
    """Le texte qui donne ce montant."""
