"""Ce qui sort de la base pour les partenaires : qui l'a demandé, sous quelle variante et pourquoi s'inscrit aussi."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from relogement.commun import Changements, ErreurMetier
from relogement.modeles import Changement, ExportRevue, RevueEmise
from relogement.regles.revue.arret import Arret
from relogement.services.outils import creer
from relogement.stockage.base import Base
from relogement.vocabulaire import GenreExport, VarianteRevue

GESTE = "exporter"
"""Ce geste ne s'annule pas : ce qui est sorti de la base est sorti, et il faut pouvoir dire qui l'a demandé."""
DEJA_SORTIE = (
    "Cette revue émise est déjà sortie de la base : elle ne s'annule plus. Émettez-en une autre, qui dira ce qui a "
    "changé."
)
SANS_MOTIF = "Dites pourquoi les ménages doivent être nommés : la raison s'inscrit au journal."


@dataclass(frozen=True, slots=True)
class Sortie:
    """Une sortie demandée ; `operations` : leurs codes, vide pour toutes ; `revue_id` : la revue émise recopiée."""

    genre: GenreExport
    arret: Arret
    variante: VarianteRevue = VarianteRevue.FINANCEUR
    motif: str | None = None
    operations: tuple[str, ...] = ()
    revue_id: UUID | None = None


def exiger_motif(variante: VarianteRevue, motif: str | None) -> str | None:
    """Le motif, obligatoire pour nommer les ménages ; ErreurMetier s'il manque."""
    propre = (motif or "").strip() or None
    if variante is VarianteRevue.NOMINATIVE and propre is None:
        raise ErreurMetier(SANS_MOTIF, "motif")
    return propre


def noter_export(base: Base, sortie: Sortie, poser: Callable[[], object] = lambda: None) -> Changements:
    """Inscrit la sortie demandée, et met son fichier à sa place (`poser`) : l'un ne va pas sans l'autre.

    ErreurMetier si le motif d'une variante nominative manque ; ce que lève `poser` passe, et rien n'est inscrit.
    """
    arret, copie = sortie.arret, " (copie de la revue émise)" if sortie.revue_id else ""
    libelle = f"{_nom(sortie)}, variante {sortie.variante.libelle}{copie}"
    with base.geste(GESTE, libelle) as g:
        fiche = creer(
            g.s, ExportRevue, genre=sortie.genre, variante=sortie.variante, moment=arret.moment,
            trimestre=str(arret.trimestre) if arret.trimestre else None, au=None if arret.trimestre else arret.fin,
            operations=list(sortie.operations), motif=exiger_motif(sortie.variante, sortie.motif),
            revue_id=sortie.revue_id,
        )
        faits = g.changements("Sortie inscrite au journal.", fiche.id)
        poser()
        return faits


def est_sortie(s: Session, geste_id: UUID) -> bool:
    """Vrai si la revue que ce geste a émise est déjà sortie de la base : ce qui est remis ne se défait pas."""
    nees = select(col(Changement.cle)).where(
        col(Changement.geste_id) == geste_id, col(Changement.objet) == str(RevueEmise.__tablename__)
    )
    return s.scalars(select(ExportRevue).where(col(ExportRevue.revue_id).in_(nees))).first() is not None


def _nom(sortie: Sortie) -> str:
    """« Revue 2026-T3 », « Table des ménages 2026-T3 », « Revue, point d'étape au 18/11/2026 »."""
    genre, arret = sortie.genre.libelle.capitalize(), sortie.arret
    titre = arret.titre
    return f"{genre} {arret}" if arret.trimestre else f"{genre}, {titre[:1].lower()}{titre[1:]}"
