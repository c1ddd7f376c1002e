"""Une revue diffusable se publie seule : dire celles déjà sorties du même jour, dont la différence se lirait."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlmodel import col

from relogement.commun import ErreurMetier
from relogement.modeles import ExportRevue
from relogement.regles.calendrier import Trimestre, jour_fr
from relogement.regles.revue.arret import Arret
from relogement.services.exports import Sortie
from relogement.stockage.base import Base
from relogement.stockage.lectures_emises import derniere_emise
from relogement.vocabulaire import GenreExport, VarianteRevue

POURQUOI = "Dites pourquoi celle-ci doit sortir aussi : la raison s'inscrit au journal."


def diffusion_prevue(base: Base, quand: Arret | Trimestre | str, operations: Sequence[str]) -> Sortie:
    """La diffusable que ces choix feraient sortir : celle de la revue émise, s'il y en a une."""
    arret = Arret.du(quand)
    with base.session() as s:
        emise = derniere_emise(s, arret.moment, arret.fin, operations)
    copiee = emise.id if emise is not None else None
    return Sortie(GenreExport.REVUE, arret, VarianteRevue.DIFFUSABLE, None, tuple(operations), copiee)


def deja_diffusee(base: Base, prevue: Sortie) -> str | None:
    """Ce qu'on lirait en soustrayant cette diffusable d'une autre déjà sortie, du même jour ; None : rien de plus.

    Deux copies d'une même revue émise sont le même classeur.
    """
    if prevue.variante is not VarianteRevue.DIFFUSABLE:
        return None
    with base.session() as s:
        sorties = list(s.scalars(select(ExportRevue).where(col(ExportRevue.variante) == VarianteRevue.DIFFUSABLE)))
    for sortie in sorted(sorties, key=lambda x: x.cree_le, reverse=True):
        meme = prevue.revue_id is not None and sortie.revue_id == prevue.revue_id
        if not meme and _fin(sortie) == prevue.arret.fin and _se_recouvrent(sortie.operations, prevue.operations):
            return _phrase(sortie, prevue)
    return None


def exiger_motif_de_diffusion(base: Base, prevue: Sortie) -> None:
    """ErreurMetier si une autre diffusable du même jour est sortie, et que cette sortie ne dit pas pourquoi."""
    dite = None if (prevue.motif or "").strip() else deja_diffusee(base, prevue)
    if dite is not None:
        raise ErreurMetier(dite, "motif")


def _fin(sortie: ExportRevue) -> date | None:
    return Trimestre.lire(sortie.trimestre).fin if sortie.trimestre else sortie.au


def _se_recouvrent(unes: Sequence[str], autres: Sequence[str]) -> bool:
    return not unes or not autres or not set(unes).isdisjoint(autres)


def _phrase(sortie: ExportRevue, prevue: Sortie) -> str:
    if set(sortie.operations) == set(prevue.operations):
        lirait = "ce qui a été corrigé entre les deux"
    else:
        lirait = "les ménages que l'une compte et l'autre non"
    return (
        f"Une revue diffusable au {jour_fr(prevue.arret.fin)} est déjà sortie le {jour_fr(sortie.cree_le.date())} ("
        f"{', '.join(sortie.operations) or 'toutes les opérations'}) : en les soustrayant, on lirait {lirait}, même un "
        f"seul ménage. {POURQUOI}"
    )
