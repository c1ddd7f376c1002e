"""L'avis d'impôt d'un ménage : le noter, et dire la part des plafonds de ressources qu'il fait."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from relogement.commun import Changements, ErreurMetier
from relogement.modeles import AvisImpot, Menage
from relogement.regles.charte.elagage import faits_au
from relogement.regles.faits import FaitsMenage
from relogement.regles.plafonds.notees import dernier_avis
from relogement.regles.plafonds.part import dire_parts, parts_lues
from relogement.services.outils import creer, pas_futur, trouver
from relogement.stockage.base import Base
from relogement.stockage.faits import faits_menages
from relogement.stockage.journal import GesteEnCours

ANNEE_A_VENIR = "Cet avis d'impôt n'existe pas encore : indiquez l'année écrite en tête de l'avis."


def noter_avis_impot(
    base: Base, menage_id: UUID, *, le: date, annee: int, rfr: int, invalidite: bool | None = None
) -> Changements:
    """L'avis d'impôt vu le `le` : son année, son revenu fiscal de référence (centimes par an) ; voir `AvisImpot`."""
    pas_futur(le, base.aujourd_hui())
    with base.geste("noter_avis_impot", f"Avis d'impôt {annee}", menage_id) as g:
        trouver(g.s, Menage, menage_id)
        fiche = creer(g.s, AvisImpot, menage_id=menage_id, le=le, annee=annee, rfr=rfr, invalidite=invalidite)
        verifier_avis(g, fiche, {})
        return g.changements(f"Avis d'impôt {annee} enregistré.", fiche.id)


def verifier_avis(_: GesteEnCours, fiche: AvisImpot, __: dict[str, Any]) -> None:
    """L'année de l'avis ne suit pas le jour où il a été vu ; ErreurMetier sinon."""
    if fiche.annee > fiche.le.year:
        raise ErreurMetier(ANNEE_A_VENIR, "annee")


def parts_du_menage(base: Base, menage_id: UUID, au: date) -> tuple[str, ...]:
    """Ce que font les ressources du dernier avis d'impôt vu à ce jour, en phrases ; vide sans avis."""
    with base.session() as s:
        return dire_avis(faits_menages(s, menages=[menage_id])[menage_id], au)


def dire_avis(faits: FaitsMenage, au: date) -> tuple[str, ...]:
    """La même chose, de faits déjà lus."""
    connus = faits_au(faits, au)
    avis = dernier_avis(connus)
    return dire_parts(parts_lues(connus, avis)) if avis else ()
