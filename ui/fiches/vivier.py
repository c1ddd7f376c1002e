"""Les fiches du vivier : ajouter un logement, le corriger, noter qu'il est repris."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from relogement.commun import Changements
from relogement.services.vivier import (
    ajouter_logement_offert,
    corriger_logement_offert,
    reprendre_logement_offert,
)
from ui.fiches.dossier_vivier import DossierVivier
from ui.fiches.fiche import Fiche, FicheDeclaree
from ui.fiches.logement_offert import TITRES, TOUT
from ui.fiches.modele import ModeleDe, Valeurs, fixes, jour
from ui.socle.champs import Champ, Genre, Valeur
from ui.socle.contexte import Contexte


def _depart(d: DossierVivier) -> Mapping[str, Valeur]:
    return d.valeurs(*(c.nom for c in TOUT))


def _enregistrer(base: Any, d: DossierVivier, v: Valeurs) -> Changements:
    if d.logement is None:
        return ajouter_logement_offert(base, **v | {"libelle": v["libelle"] or ""})
    return corriger_logement_offert(base, d.cle, **v)


FICHES_VIVIER: dict[str, ModeleDe[DossierVivier]] = {
    "logement": ModeleDe(
        "Logement offert", fixes(*TOUT), _enregistrer, valeurs=_depart, titres=TITRES,
        intro="Ce qui n'est pas su reste à renseigner : rien n'est supposé à sa place.",
    ),
    "reprise": ModeleDe(
        "Logement repris",
        fixes(jour(libelle="Repris le"), Champ("raison", "Qui le reprend, et pourquoi", Genre.TEXTE_LONG)),
        lambda base, d, v: reprendre_logement_offert(base, d.cle, le=v["le"], raison=v["raison"] or ""),
        intro="Il ne sera plus proposé ; ce qui a déjà été proposé reste au dossier des ménages.",
        pour=lambda d: d.logement.valeurs["libelle"] if d.logement else "",
    ),
}


def ouvrir_fiche_vivier(
    nom: str, contexte: Contexte[Any], logement_id: UUID, _: UUID | None = None, champ: str | None = None
) -> Fiche:
    """La fiche de ce nom, le clavier sur `champ` ; `logement_id` NOUVEAU : on ajoute un logement.

    KeyError si le nom n'existe pas, ErreurMetier si le logement n'existe plus.
    """
    fiche = FicheDeclaree(nom, FICHES_VIVIER[nom], DossierVivier.lire(contexte, logement_id, champ or ""))
    fiche.viser(champ)
    return fiche
