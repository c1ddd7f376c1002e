"""Le registre des fiches : chacune par son nom, et celle qui règle chaque manque signalé par la charte."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from ui.fiches import (
    accompagnement,
    acteurs,
    alertes,
    attributions,
    demenagement,
    derogation,
    enquete,
    equivalence,
    foyer,
    frais,
    impot,
    indemnites,
    minoration,
    propositions,
    reponses,
    ressources,
    situation,
    suivi,
)
from ui.fiches.courrier import FicheCourrier
from ui.fiches.dossier import Dossier
from ui.fiches.entretien import FicheEntretien, cle_entretien
from ui.fiches.fiche import Fiche, FicheDeclaree, FicheSansObjet, cle_de
from ui.fiches.modele import Modele
from ui.socle.contexte import Contexte

Fabrique = Callable[[Dossier], Fiche]
"""Fait la fiche d'un dossier qui vient d'être relu."""


def _declaree(nom: str, modele: Modele, dossier: Dossier) -> Fiche:
    ligne = modele.cible(dossier)
    if ligne is None and modele.exige:
        return FicheSansObjet(modele.titre, modele.exige)
    return FicheDeclaree(nom, modele, replace(dossier, ligne=ligne))


_MODULES = (
    foyer, situation, ressources, impot, accompagnement, acteurs, propositions, reponses, attributions, equivalence,
    demenagement, indemnites, minoration, frais, suivi, enquete, derogation, alertes,
)
MODELES: dict[str, Modele] = {nom: modele for module in _MODULES for nom, modele in module.FICHES.items()}
ENTRETIEN = "entretien"
FICHES: dict[str, Fabrique] = {
    ENTRETIEN: FicheEntretien,
    "courrier": FicheCourrier,
    **{nom: partial(_declaree, nom, modele) for nom, modele in MODELES.items()},
}


def ouvrir_fiche(
    nom: str, contexte: Contexte[Any], menage_id: UUID, fiche_id: UUID | None = None, champ: str | None = None
) -> Fiche:
    """La fiche de ce nom, relue de la base, le clavier sur `champ` ; « poste=gaz » pose aussi la valeur de départ.

    `fiche_id` : la fiche à reprendre (None : une nouvelle, ou celle que le geste attend). KeyError si le nom n'existe
    pas, ErreurMetier si le ménage n'existe plus.
    """
    fiche = FICHES[nom](Dossier.lire(contexte, menage_id, fiche_id, champ or ""))
    fiche.viser(champ)
    return fiche


def cle_brouillon(nom: str, dossier: Dossier) -> str:
    """La clé sous laquelle se garde ce qui est tapé dans cette fiche, sans l'ouvrir."""
    if nom == ENTRETIEN:
        return cle_entretien(dossier)
    return cle_de(nom, replace(dossier, ligne=MODELES[nom].cible(dossier)))


def titre_fiche(nom: str) -> str:
    """Le titre de cette fiche : « Réception de la proposition »."""
    return "Entretien" if nom == ENTRETIEN else MODELES[nom].titre
