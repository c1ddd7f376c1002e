"""Rendre compte : revues remises, évaluation de l'opération, présentation à la CIL (articles 13 et 14)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from relogement.commun import Changements
from relogement.modeles import Evaluation, Operation, PresentationCil, RevueRemise
from relogement.regles.calendrier import Trimestre
from relogement.services import verifications_operation as verifications
from relogement.services.outils import creer, pas_futur, trouver
from relogement.stockage.base import Base


def noter_revue_remise(
    base: Base,
    operation_id: UUID,
    *,
    trimestre: str,
    le: date,
    equilibre: bool = False,
    destinataire: str | None = None,
) -> Changements:
    """La revue d'un trimestre (« 2026-T3 ») remise aux partenaires ; `equilibre` : la répartition y figure (A13.1).

    ErreurMetier : trimestre illisible ou pas encore fini le `le`, date à venir.
    """
    pas_futur(le, base.aujourd_hui())
    nom = str(Trimestre.lire(trimestre))
    with base.geste("noter_revue_remise", f"Revue {nom} remise") as g:
        trouver(g.s, Operation, operation_id)
        fiche = creer(
            g.s, RevueRemise, operation_id=operation_id, trimestre=nom, le=le, equilibre=equilibre,
            destinataire=destinataire,
        )
        verifications.revue(g, fiche, {})
        return g.changements(f"Revue {nom} notée remise.", fiche.id)


def noter_evaluation(
    base: Base,
    operation_id: UUID,
    *,
    le: date,
    auteur: str,
    quantitative: str | None = None,
    qualitative: str | None = None,
    integration: str | None = None,
) -> Changements:
    """L'évaluation de l'opération ; un volet vide reste à faire. ErreurMetier : date à venir, sans auteur ni volet."""
    pas_futur(le, base.aujourd_hui())
    with base.geste("noter_evaluation", "Évaluation de l'opération") as g:
        trouver(g.s, Operation, operation_id)
        fiche = creer(
            g.s, Evaluation, operation_id=operation_id, le=le, auteur=auteur, quantitative=quantitative,
            qualitative=qualitative, integration=integration,
        )
        verifications.evaluation(g, fiche, {})
        return g.changements("Évaluation notée.", fiche.id)


def noter_presentation_cil(base: Base, *, annee: int, le: date, note: str | None = None) -> Changements:
    """La présentation de l'évaluation globale d'une année à la conférence intercommunale du logement.

    Elle est de toute la base. ErreurMetier : date à venir, ou d'avant l'année.
    """
    pas_futur(le, base.aujourd_hui())
    with base.geste("noter_presentation_cil", f"Évaluation globale {annee} présentée à la CIL") as g:
        fiche = creer(g.s, PresentationCil, annee=annee, le=le, note=note)
        verifications.presentation(g, fiche, {})
        return g.changements("Présentation à la CIL notée.", fiche.id)
