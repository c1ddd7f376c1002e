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
    base: Base, menage_id: UUID, *, le: date, rfr: int, annee: int | None = None, douze_mois_au: date | None = None,
    invalidite: bool | None = None,
) -> Changements:
    """L'avis d'impôt vu le `le` : son année, son revenu fiscal de référence (centimes par an) ; voir `AvisImpot`.

    Ou, sans année, les revenus des douze mois finis le `douze_mois_au`. ErreurMetier sans l'un ni l'autre, ou d'un jour
    à venir.
    """
    pas_futur(le, base.aujourd_hui())
    de = annee_de(annee, douze_mois_au)
    quoi = f"Avis d'impôt {de}" if douze_mois_au is None else "Revenus des douze derniers mois"
    with base.geste("noter_avis_impot", quoi, menage_id) as g:
        trouver(g.s, Menage, menage_id)
        fiche = creer(
            g.s, AvisImpot, menage_id=menage_id, le=le, annee=de, rfr=rfr, invalidite=invalidite,
            douze_mois_au=douze_mois_au,
        )
        verifier_avis(g, fiche, {})
        return g.changements(f"{quoi} : c'est enregistré.", fiche.id)


def annee_de(annee: int | None, douze_mois_au: date | None) -> int:
    """L'année de l'avis, ou celle où finissent les douze mois ; ErreurMetier sans l'un ni l'autre, ou avec les deux."""
    if douze_mois_au is not None and annee is None:
        return douze_mois_au.year
    if annee is None:
        raise ErreurMetier("Indiquez l'année de l'avis, ou le jour où finissent les douze derniers mois.", "annee")
    if douze_mois_au is not None:
        raise ErreurMetier("Indiquez l'année de l'avis ou la fin des douze mois, pas les deux.", "douze_mois_au")
    return annee


def verifier_avis(_: GesteEnCours, fiche: AvisImpot, __: dict[str, Any]) -> None:
    """Ni l'année de l'avis ni la fin des douze mois ne suivent le jour où c'est vu ; ErreurMetier sinon."""
    if fiche.douze_mois_au is not None:
        if fiche.douze_mois_au > fiche.le:
            raise ErreurMetier(
                "Ces douze mois finissent après le jour où vous les avez vus : corrigez l'un ou l'autre.",
                "douze_mois_au",
            )
        if fiche.annee != fiche.douze_mois_au.year:
            raise ErreurMetier("Indiquez l'année de l'avis ou la fin des douze mois, pas les deux.", "annee")
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
