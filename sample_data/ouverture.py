"""L'opération elle-même : sa création, ses référents, les deux listes du bailleur."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

from relogement.commun import Changements
from relogement.services.importation import importer_etat_locatif
from relogement.services.operations import affecter_referent_operation, creer_operation, operation_de_code
from relogement.stockage.base import Base
from relogement.vocabulaire import GenreBailleur, NatureOperation
from sample_data.agenda import Agenda, Faire

CODE, BAILLEUR = "BEL", "Habitat du Val"
FIN = date(2026, 11, 18)
"""Le jour où l'on regarde la démonstration : tous ses faits sont passés."""
NADIA, KARIM = "Nadia R.", "Karim L."
LISTES = ((date(2025, 1, 16), "etat_locatif_2025-01.csv"), (date(2026, 1, 14), "etat_locatif_2026-01.csv"))


def noter_operation(agenda: Agenda) -> None:
    """L'opération, ses deux référents, la liste du bailleur de janvier 2025 puis celle de janvier 2026."""
    premier = LISTES[0][0]
    agenda.noter(premier, NADIA, _creer)
    for nom in (NADIA, KARIM):
        agenda.noter(premier, NADIA, _referent(nom, premier))
    for le, fichier in LISTES:
        agenda.noter(le, NADIA, _importer(fichier))


def operation_id(base: Base) -> UUID:
    """La clé de l'opération de démonstration."""
    with base.session() as s:
        return operation_de_code(s, CODE).id


def _creer(base: Base) -> Changements:
    return creer_operation(
        base, code=CODE, nom="Résidence Bellevue", nature=NatureOperation.DEMOLITION, bailleur=BAILLEUR,
        genre_bailleur=GenreBailleur.HLM, communes="Nantes", anru=True, qpv=True, decision_le=date(2024, 12, 16),
        annonce_le=date(2025, 1, 15), debut_relogement_le=date(2025, 3, 3), did_le=date(2025, 6, 2),
        travaux_le=date(2027, 3, 1),
    )


def _referent(nom: str, du: date) -> Faire:
    return lambda base: affecter_referent_operation(base, operation_id(base), agent=nom, du=du)


def _importer(fichier: str) -> Faire:
    liste = Path(__file__).with_name(fichier)
    return lambda base: importer_etat_locatif(base, operation_id(base), liste).changements
