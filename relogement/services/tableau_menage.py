"""Ce que les sections d'un ménage montrent et que seules les règles savent : budgets, compteurs, visites, loyers."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from relogement.documents.donnees_parcours import ColonneBudget
from relogement.modeles import Menage
from relogement.regles.charte.compteurs import Compteur, compteur_charte, compteur_loi
from relogement.regles.charte.contexte import emmenagement
from relogement.regles.charte.elagage import faits_au
from relogement.regles.charte.fenetres import FenetreVisite, fenetres_visites
from relogement.services.impression_parcours import lire_budgets
from relogement.services.outils import trouver
from relogement.services.propositions import charte_de
from relogement.stockage.base import Base
from relogement.stockage.faits import faits_menages
from relogement.vocabulaire import DecisionSuivi

__all__ = ["ColonneBudget", "budgets_menage", "compteurs_menage", "visites_menage"]


def budgets_menage(base: Base, menage_id: UUID, au: date) -> tuple[ColonneBudget, ...]:
    """Le logement quitté, chaque proposition figée, chaque nouveau logement ; vide si rien n'est encore connu.

    Ce sont les chiffres du dossier imprimé.
    """
    with base.session() as s:
        return lire_budgets(s, trouver(s, Menage, menage_id), au)


def compteurs_menage(base: Base, menage_id: UUID, au: date) -> tuple[Compteur, Compteur]:
    """Les refus comptés au sens de la charte (article 4), puis au sens de la loi (article 13 bis)."""
    with base.session() as s:
        faits = faits_au(faits_menages(s, menages=[menage_id])[menage_id], au)
    return compteur_charte(faits), compteur_loi(faits)


def visites_menage(base: Base, menage_id: UUID, au: date) -> tuple[FenetreVisite, ...]:
    """Les visites de suivi attendues, avec leur fenêtre ; vide tant que le ménage n'est pas relogé pour de bon."""
    with base.session() as s:
        faits = faits_au(faits_menages(s, menages=[menage_id])[menage_id], au)
        charte = charte_de(s, trouver(s, Menage, menage_id))
    arrivee = emmenagement(faits)
    if arrivee is None:
        return ()
    prolonge = faits.suivi is not None and faits.suivi.decision is DecisionSuivi.PROLONGE
    return fenetres_visites(charte, arrivee[0], prolonge=prolonge)
