"""Le budget d'un ménage un jour donné, lu de ses périodes."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlmodel import Session

from relogement.regles.budget import Budget
from relogement.regles.dossier_budget import DossierBudget, Foyer
from relogement.services.provision import provision_de
from relogement.stockage.dossiers_budget import dossiers_budget


def budget_au(s: Session, menage_id: UUID, au: date) -> Budget:
    """Le budget du logement d'origine ce jour-là ; ce qui n'est pas noté reste inconnu."""
    return dossier_budget(s, menage_id).budget(au)


def foyer_au(s: Session, menage_id: UUID, au: date) -> Foyer:
    """Les ressources et les personnes ce jour-là, par les mêmes règles que la charte et la revue."""
    return dossier_budget(s, menage_id).foyer(au)


def dossier_budget(s: Session, menage_id: UUID) -> DossierBudget:
    """L'argent d'un ménage : de la provision s'il y est, sinon de la base."""
    posee = provision_de(s)
    if posee is not None and menage_id in posee.budgets:
        return posee.budgets[menage_id]
    return dossiers_budget(s, [menage_id])[menage_id]
