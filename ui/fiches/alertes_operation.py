"""La fiche d'examen d'une alerte de la loi qui vise une opération (L7, L8)."""

from __future__ import annotations

from collections.abc import Sequence

from relogement.regles.alertes.alerte import Alerte
from relogement.services.alertes import alertes_de_l_operation
from ui.fiches.alertes import fiche_alerte
from ui.fiches.dossier_operation import DossierOperation
from ui.fiches.modele import ModeleDe


def _de_l_operation(d: DossierOperation) -> Sequence[Alerte]:
    return alertes_de_l_operation(d.contexte.base, d.operation_id, d.aujourd_hui)


FICHES: dict[str, ModeleDe[DossierOperation]] = {"regler_alerte": fiche_alerte(_de_l_operation)}
