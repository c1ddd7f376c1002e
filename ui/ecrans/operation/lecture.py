"""Ce que la page d'une opération lit d'un coup, et que ses onglets se partagent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from relogement.commun import ErreurMetier
from relogement.regles.alertes.alerte import Alerte
from relogement.regles.charte.parametres import Charte
from relogement.services.alertes import alertes_de_l_operation
from relogement.services.avancement import Situation, TableauOperation, tableau_operation
from relogement.services.charte import chartes_operations
from relogement.stockage.base import Base
from relogement.stockage.lectures import (
    Ligne,
    LigneMenage,
    LigneOperation,
    a_completer_operation,
    lignes_menages,
    lignes_operations,
    logements_operation,
)
from relogement.stockage.lectures_operation import VieOperation, vie_operation


@dataclass(frozen=True)
class LectureOperation:
    """L'opération, sa vue d'ensemble, ses ménages, sa vie, ce qui reste à compléter, sa charte, au jour `au`."""

    operation: LigneOperation
    tableau: TableauOperation
    menages: tuple[LigneMenage, ...]
    logements: tuple[Ligne, ...]
    vie: VieOperation
    a_completer: tuple[Ligne, ...]
    charte: Charte
    au: date
    alertes: tuple[Alerte, ...] = ()
    """Les alertes de la loi qui visent l'opération elle-même."""

    @classmethod
    def lire(cls, base: Base, operation_id: UUID, au: date) -> LectureOperation:
        """Lit tout ; ErreurMetier si l'opération n'existe plus."""
        ligne = next((o for o in lignes_operations(base) if o.id == operation_id), None)
        if ligne is None:
            raise ErreurMetier("Cette opération n'existe plus : elle a été retirée ou sa création annulée.")
        return cls(
            ligne, tableau_operation(base, operation_id, au), tuple(lignes_menages(base, operation_id, au=au)),
            tuple(logements_operation(base, operation_id)), vie_operation(base, operation_id),
            tuple(a_completer_operation(base, operation_id)), chartes_operations(base)[str(operation_id)], au,
            tuple(alertes_de_l_operation(base, operation_id, au)),
        )

    def situation(self, menage: LigneMenage) -> Situation:
        """Où en est ce ménage."""
        return self.tableau.situations[menage.id]
