"""Les ressources : une ligne par personne et par nature ; la liste du bailleur vaut tant qu'aucun agent ne détaille."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from relogement.commun import ErreurMetier
from relogement.modeles import Personne, Ressource
from relogement.services.outils import pas_avant, trouver
from relogement.services.periodes import FIN_AVANT_DEBUT, corriger_periode, fin_possible, ouvrir_periode
from relogement.stockage.journal import GesteEnCours
from relogement.stockage.periodes import cle_de_serie, serie
from relogement.vocabulaire import NatureRessource

LISTE_DU_BAILLEUR = "liste du bailleur"
SUIVI_REPRIS = "suivi repris"
IMPORTS = frozenset({LISTE_DU_BAILLEUR, SUIVI_REPRIS})
"""Le justificatif des lignes qu'un import ouvre, d'après sa source."""


def de_la_liste(r: Ressource) -> bool:
    """La ligne est celle du foyer qu'un import a ouverte et qu'aucun agent n'a reprise à son compte."""
    return r.personne_id is None and r.justificatif in IMPORTS


def relayer_la_liste(g: GesteEnCours, menage_id: UUID, *, du: date, au: date | None) -> None:
    """Ce que l'agent note du `du` au `au` (None : encore vrai) remplace le revenu de la liste, jamais ne s'y ajoute.

    La ligne de la liste s'arrête la veille ; commencée le même jour ou depuis, elle va à la corbeille.
    """
    siennes = select(Ressource).where(Ressource.menage_id == menage_id, col(Ressource.supprime_le).is_(None))
    for r in g.s.exec(siennes):
        finie, a_venir = r.au is not None and r.au < du, au is not None and r.du > au
        if not de_la_liste(r) or finie or a_venir:
            continue
        if r.du < du:
            r.au = du - timedelta(days=1)
        else:
            r.supprime_le = g.instant


def poser_ressource(g: GesteEnCours, menage_id: UUID, *, du: date, **valeurs: Any) -> Ressource:
    """La ressource à partir d'un jour, dans un geste déjà ouvert ; renotée le même jour, elle est corrigée.

    Notée pour une personne, ou de la même nature pour le foyer, elle relaie le revenu de la liste du bailleur.
    ErreurMetier si la personne n'est pas de ce ménage.
    """
    cle: dict[str, Any] = {
        "menage_id": menage_id, "personne_id": valeurs.get("personne_id"),
        "nature": valeurs.get("nature") or NatureRessource.AUTRE,
    }
    _exiger_du_foyer(g, menage_id, cle["personne_id"])
    siennes = serie(g.s, Ressource, cle)
    notees = [r for r in siennes if not de_la_liste(r)]
    if cle["personne_id"] is not None or len(notees) < len(siennes):
        meme = next((r for r in notees if r.du == du), None)
        au = valeurs.get("au", meme.au if meme else None)
        pas_avant(au, du, FIN_AVANT_DEBUT, "au")
        relayer_la_liste(g, menage_id, du=du, au=fin_possible(notees, du, au))
    return ouvrir_periode(g.s, Ressource, menage_id, du, valeurs | cle)


def corriger_ressource(g: GesteEnCours, fiche: Ressource, valeurs: dict[str, Any]) -> None:
    """Corrige une ligne ; ses nouvelles dates relaient le revenu de la liste comme si on venait de la noter."""
    _exiger_du_foyer(g, fiche.menage_id, valeurs.get("personne_id"))
    corriger_periode(g, fiche, valeurs)
    if de_la_liste(fiche):
        return
    if fiche.personne_id is not None or any(de_la_liste(r) for r in serie(g.s, Ressource, cle_de_serie(fiche))):
        relayer_la_liste(g, fiche.menage_id, du=fiche.du, au=fiche.au)


def _exiger_du_foyer(g: GesteEnCours, menage_id: UUID, personne_id: UUID | None) -> None:
    if personne_id is not None and trouver(g.s, Personne, personne_id).menage_id != menage_id:
        raise ErreurMetier("Cette personne n'est pas de ce foyer : choisissez-la dans la liste.", "personne_id")
