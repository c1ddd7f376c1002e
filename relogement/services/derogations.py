"""Les dérogations motivées : elles expliquent une obligation non tenue, elles ne la rendent jamais respectée."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from relogement.commun import Changements, ErreurMetier
from relogement.modeles import Derogation, Menage, Operation
from relogement.regles.charte.moteur import OBLIGATIONS_TOUTES
from relogement.regles.charte.obligation import Portee
from relogement.services.outils import creer, exiger, pas_futur, trouver
from relogement.stockage.base import Base

SANS_AUTEUR = "Indiquez le nom de la personne qui signe la dérogation."
SANS_RAISON = "Écrivez la raison de la dérogation."
_TABLES: dict[Portee, tuple[type[Menage] | type[Operation], str]] = {
    Portee.MENAGE: (Menage, "menage_id"), Portee.OPERATION: (Operation, "operation_id"),
}


def noter_derogation(
    base: Base, dossier_id: UUID, obligation: str, *, le: date, auteur: str, raison: str
) -> Changements:
    """La raison d'une obligation non tenue (« A04.2 »), datée et signée d'un nom.

    `dossier_id` : le ménage, ou l'opération pour une obligation d'opération. ErreurMetier : obligation inconnue ou
    sans dossier, date future, nom ou raison vide.
    """
    portee = next((o.portee for o in OBLIGATIONS_TOUTES if o.id == obligation), None)
    if portee not in _TABLES:
        raise ErreurMetier("Choisissez l'obligation à laquelle on déroge.", "obligation")
    table, colonne = _TABLES[portee]
    pas_futur(le, base.aujourd_hui())
    menage_id = dossier_id if table is Menage else None
    with base.geste("noter_derogation", f"Dérogation motivée : {obligation}", menage_id) as g:
        trouver(g.s, table, dossier_id)
        fiche = creer(
            g.s, Derogation, obligation=obligation, le=le, auteur=exiger(auteur, SANS_AUTEUR, "auteur"),
            raison=exiger(raison, SANS_RAISON, "raison"), **{colonne: dossier_id},
        )
        return g.changements("Dérogation enregistrée : l'obligation reste non tenue, avec sa raison.", fiche.id)
