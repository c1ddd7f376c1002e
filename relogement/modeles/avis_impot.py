"""L'avis d'impôt du ménage, dont le revenu fiscal de référence se compare aux plafonds de ressources."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlmodel import Field

from relogement.modeles.table import Table


class AvisImpot(Table, table=True):
    """L'avis d'impôt vu le `le` ; celui de l'année `annee` porte sur les revenus de l'année d'avant.

    Ou, à sa place, les revenus des douze mois finis le `douze_mois_au`, comptés comme lui ; `annee` est alors celle de
    ce jour.
    """

    menage_id: UUID = Field(foreign_key="menage.id", index=True)
    le: date
    annee: int = Field(ge=2000, le=2100)
    douze_mois_au: date | None = None
    rfr: int = Field(ge=0)
    """Le revenu fiscal de référence, tous les avis du foyer réunis (centimes par an)."""
    invalidite: bool | None = None
    """Vrai si quelqu'un du foyer a une carte mobilité inclusion « invalidité » ; None : on ne sait pas."""
