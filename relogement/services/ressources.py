"""Le revenu que donne la liste du bailleur : il vaut pour tout le foyer, jusqu'à ce qu'un agent détaille chacun."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from sqlmodel import col, select

from relogement.modeles import Ressource
from relogement.stockage.journal import GesteEnCours

LISTE_DU_BAILLEUR = "liste du bailleur"
"""Le justificatif des lignes que l'import ouvre."""


def de_la_liste(r: Ressource) -> bool:
    """La ligne est celle du foyer que l'import a ouverte et qu'aucun agent n'a reprise à son compte."""
    return r.personne_id is None and r.justificatif == LISTE_DU_BAILLEUR


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
