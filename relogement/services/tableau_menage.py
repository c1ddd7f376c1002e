"""Ce que les sections d'un ménage montrent et que seules les règles savent : budgets, compteurs, visites, loyers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from relogement.documents.donnees_parcours import ColonneBudget
from relogement.modeles import LogementOffert, Menage
from relogement.regles.charte.compteurs import Compteur, compteur_charte, compteur_loi
from relogement.regles.charte.contexte import emmenagement, suivi_en_cours
from relogement.regles.charte.elagage import faits_au
from relogement.regles.charte.fenetres import FenetreVisite, fenetres_visites, terme_suivi
from relogement.regles.faits import Suivi
from relogement.services.impression_parcours import lire_budgets, lire_essai
from relogement.services.outils import trouver
from relogement.services.propositions import charte_de
from relogement.stockage.base import Base
from relogement.stockage.faits import faits_menages
from relogement.vocabulaire import DecisionSuivi

__all__ = ["ColonneBudget", "SuiviMenage", "budgets_menage", "compteurs_menage", "essai_menage", "suivi_menage"]


def budgets_menage(base: Base, menage_id: UUID, au: date) -> tuple[ColonneBudget, ...]:
    """Le logement quitté, chaque proposition figée, chaque nouveau logement ; vide si rien n'est encore connu.

    Ce sont les chiffres du dossier imprimé.
    """
    with base.session() as s:
        return lire_budgets(s, trouver(s, Menage, menage_id), au)


def essai_menage(
    base: Base, menage_id: UUID, logement_id: UUID, au: date
) -> tuple[ColonneBudget, ColonneBudget]:
    """Le logement quitté, puis ce que coûterait celui-ci, du vivier, avant tout envoi.

    ErreurMetier si le ménage ou le logement n'existe plus.
    """
    with base.session() as s:
        menage, offert = trouver(s, Menage, menage_id), trouver(s, LogementOffert, logement_id)
        return lire_essai(s, menage, offert, au)


def compteurs_menage(base: Base, menage_id: UUID, au: date) -> tuple[Compteur, Compteur]:
    """Les refus comptés au sens de la charte (article 4), puis au sens de la loi (article 13 bis)."""
    with base.session() as s:
        faits = faits_au(faits_menages(s, menages=[menage_id])[menage_id], au)
    return compteur_charte(faits), compteur_loi(faits)


@dataclass(frozen=True, slots=True)
class SuiviMenage:
    """Le suivi du relogement en cours : celui d'un relogement antérieur n'en est pas (article 8)."""

    depuis: date
    """Le jour de l'emménagement : ce qui le précède est d'un suivi antérieur."""
    terme: date
    """Le jour où l'on décide de clore ou de prolonger."""
    suivi: Suivi | None
    fenetres: tuple[FenetreVisite, ...]
    """Les visites attendues, celles de la prolongation comprises si elle est décidée."""


def suivi_menage(base: Base, menage_id: UUID, au: date) -> SuiviMenage | None:
    """Le suivi en cours, avec les fenêtres de ses visites ; None tant que le ménage n'est pas relogé pour de bon."""
    with base.session() as s:
        faits = suivi_en_cours(faits_au(faits_menages(s, menages=[menage_id])[menage_id], au))
        charte = charte_de(s, trouver(s, Menage, menage_id))
    arrivee = emmenagement(faits)
    if arrivee is None:
        return None
    prolonge = faits.suivi is not None and faits.suivi.decision is DecisionSuivi.PROLONGE
    fenetres = fenetres_visites(charte, arrivee[0], prolonge=prolonge)
    return SuiviMenage(arrivee[0], terme_suivi(charte, arrivee[0]), faits.suivi, fenetres)
