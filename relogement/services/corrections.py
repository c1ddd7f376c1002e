"""Corriger une fiche déjà saisie, ou la mettre à la corbeille : rien n'est effacé, tout s'annule."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from relogement.commun import Changements, ErreurMetier
from relogement.modeles import (
    Bail,
    Composition,
    DifficulteSuivi,
    Entretien,
    Frais,
    Information,
    LogementOffert,
    Loyer,
    Mesure,
    Personne,
    Piece,
    Proposition,
    Referent,
    Relogement,
    Ressource,
    Souhait,
    Table,
    VisiteSuivi,
)
from relogement.modeles.table import Periode
from relogement.services.outils import pas_avant, remplir, trouver
from relogement.stockage.base import Base

CORRIGEABLES: dict[str, tuple[type[Table], str]] = {
    "personne": (Personne, "une personne du foyer"),
    "composition": (Composition, "la composition"),
    "bail": (Bail, "le bail d'origine"),
    "loyer": (Loyer, "un loyer"),
    "ressource": (Ressource, "une ressource"),
    "souhait": (Souhait, "des souhaits"),
    "referent": (Referent, "un référent"),
    "information": (Information, "une information"),
    "entretien": (Entretien, "un entretien"),
    "mesure": (Mesure, "une mesure d'accompagnement"),
    "logementoffert": (LogementOffert, "un logement proposable"),
    "relogement": (Relogement, "un relogement"),
    "frais": (Frais, "des frais"),
    "visitesuivi": (VisiteSuivi, "une visite de suivi"),
    "difficultesuivi": (DifficulteSuivi, "une difficulté de suivi"),
    "piece": (Piece, "une pièce"),
    "proposition": (Proposition, "une proposition"),
}
FIGES = {"id", "menage_id", "relogement_id", "logement_id", "rang", "empreinte", "taille", "cree_le", "modifie_le",
         "supprime_le"}


def corriger(base: Base, objet: str, cle: UUID, **valeurs: Any) -> Changements:
    """Corrige les colonnes données d'une fiche ; ErreurMetier si elle n'existe plus ou si une valeur est refusée."""
    table, nom = _table(objet)
    if FIGES & valeurs.keys():
        raise TypeError(f"{objet} : {', '.join(sorted(FIGES & valeurs.keys()))} ne se corrige pas")
    with base.geste("corriger", f"Correction : {nom}") as g:
        fiche = trouver(g.s, table, cle)
        g.menage_id = _menage_de(fiche)
        remplir(fiche, valeurs)
        if isinstance(fiche, Periode):
            pas_avant(fiche.au, fiche.du, "La fin ne peut pas précéder le début.", "au")
        return g.changements("Correction enregistrée.", cle)


def retirer(base: Base, objet: str, cle: UUID) -> Changements:
    """Met à la corbeille une fiche saisie par erreur ; une proposition envoyée garde son numéro."""
    table, nom = _table(objet)
    with base.geste("retirer", f"Retrait : {nom}") as g:
        fiche = trouver(g.s, table, cle)
        g.menage_id = _menage_de(fiche)
        if isinstance(fiche, Proposition) and fiche.reponse is not None:
            raise ErreurMetier("Une proposition qui a reçu une réponse ne se retire pas : annulez d'abord la réponse.")
        fiche.supprime_le = g.instant
        return g.changements("Fiche retirée (Ctrl+Z pour la reprendre).", cle)


def _table(objet: str) -> tuple[type[Table], str]:
    if objet not in CORRIGEABLES:
        raise TypeError(f"{objet} ne se corrige pas ici")
    return CORRIGEABLES[objet]


def _menage_de(fiche: Table) -> UUID | None:
    cle: UUID | None = getattr(fiche, "menage_id", None)
    return cle
