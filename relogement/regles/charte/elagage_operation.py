"""Les faits d'une opération et de la base tels qu'ils étaient un jour donné.

Restent visibles, parce que ce sont des projets : les dates de l'opération elle-même.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from relogement.regles.charte.elagage import faits_au
from relogement.regles.faits_operation import DossierOperation, FaitsBase


def dossier_au(dossier: DossierOperation, au: date) -> DossierOperation:
    """Les faits datés jusqu'au jour `au` compris, ménages compris."""
    operation = dossier.operation
    if operation.pilote_le is not None and operation.pilote_le > au:
        operation = replace(operation, pilote=None, pilote_le=None)
    if operation.autorisation is not None and operation.autorisation > au:
        operation = replace(operation, autorisation=None)
    return replace(
        dossier,
        operation=operation,
        jalons=tuple(j for j in dossier.jalons if j.le <= au),
        partenaires=tuple(p for p in dossier.partenaires if p.le <= au),
        informations=tuple(i for i in dossier.informations if i.le <= au),
        evenements=tuple(e for e in dossier.evenements if e.le <= au),
        revues=tuple(r for r in dossier.revues if r.le <= au),
        evaluations=tuple(e for e in dossier.evaluations if e.le <= au),
        menages=tuple(faits_au(m, au) for m in dossier.menages),
        derogations=tuple(d for d in dossier.derogations if d.le <= au),
        alertes=tuple(a for a in dossier.alertes if a.le <= au),
    )


def base_au(faits: FaitsBase, au: date) -> FaitsBase:
    """Les présentations faites jusqu'au jour `au` compris."""
    return replace(faits, presentations=tuple(p for p in faits.presentations if p.le <= au))
