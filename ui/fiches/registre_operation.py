"""Le registre des fiches d'une opération, et celle qui règle chaque constat qui la vise."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from ui.fiches import (
    alertes_operation,
    bilan,
    commission,
    concertation,
    derogation,
    evenement,
    nouveau_menage,
    objectif,
    solidarite,
)
from ui.fiches.dossier_operation import DossierOperation
from ui.fiches.fiche import Fiche, FicheDeclaree, FicheSansObjet
from ui.fiches.lot import FicheLot
from ui.fiches.modele import ModeleDe
from ui.socle.contexte import Contexte

LOT = "lot"
_MODULES = (evenement, concertation, bilan, alertes_operation, commission, nouveau_menage, objectif, solidarite)
FICHES_OPERATION: dict[str, ModeleDe[DossierOperation]] = {
    **{nom: modele for module in _MODULES for nom, modele in module.FICHES.items()},
    **derogation.FICHES_OPERATION,
}


def ouvrir_fiche_operation(
    nom: str, contexte: Contexte[Any], operation_id: UUID, fiche_id: UUID | None = None, champ: str | None = None
) -> Fiche:
    """La fiche de ce nom, relue de la base, le clavier sur `champ` ; « nature=did » pose aussi la valeur de départ.

    `fiche_id` : la fiche à reprendre (None : une nouvelle, ou celle que le geste attend). KeyError si le nom n'existe
    pas, ErreurMetier si l'opération n'existe plus.
    """
    dossier = DossierOperation.lire(contexte, operation_id, fiche_id, champ or "")
    if nom == LOT:
        return FicheLot(dossier)
    modele = FICHES_OPERATION[nom]
    ligne = modele.cible(dossier)
    fiche: Fiche
    if ligne is None and modele.exige:
        fiche = FicheSansObjet(modele.titre, modele.exige)
    else:
        fiche = FicheDeclaree(nom, modele, replace(dossier, ligne=ligne))
    fiche.viser(champ)
    return fiche
