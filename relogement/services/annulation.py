"""Annuler un geste : chaque table revient comme avant, et l'annulation est elle-même un geste."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from relogement.commun import Changements, ErreurMetier
from relogement.modeles import Geste, Menage
from relogement.services.exports import DEJA_SORTIE, est_sortie
from relogement.services.exports import GESTE as EXPORTER
from relogement.stockage.base import Base
from relogement.stockage.brouillons import rendre_brouillons, reprendre_brouillons
from relogement.stockage.defaire import Conflit, defaire
from relogement.stockage.journal import annules


def dernier_annulable(base: Base) -> tuple[UUID, str] | None:
    """Le dernier geste de cet agent sur ce poste qui n'est ni annulé, ni une annulation, ni un export ; son libellé.

    L'émission d'une revue déjà sortie de la base n'en est pas. Il dit le dossier par sa référence, « Clôture du suivi,
    BEL-0002 » : jamais un nom de personne.
    """
    requete = (
        select(col(Geste.id), col(Geste.libelle), col(Menage.reference))
        .join(Menage, col(Menage.id) == col(Geste.menage_id), isouter=True)
        .where(col(Geste.poste_id) == base.poste_id, col(Geste.agent_id) == base.agent_id)
        .where(col(Geste.annule_id).is_(None), col(Geste.nom) != EXPORTER)
        .order_by(col(Geste.numero).desc())
        .execution_options(yield_per=50)
    )
    with base.session() as s:
        defaits = annules(s)
        ligne = next((r for r in s.execute(requete) if r[0] not in defaits and not est_sortie(s, r[0])), None)
    return (ligne[0], _situer(ligne[1], ligne[2], "{}, {}")) if ligne else None


def est_annule(base: Base, geste_id: UUID) -> bool:
    """Vrai si ce geste a été annulé depuis, et l'est encore."""
    with base.session() as s:
        return geste_id in annules(s)


def annuler(base: Base, geste_id: UUID) -> Changements:
    """Défait un geste ; défaire une annulation rétablit ce qu'elle avait défait.

    ErreurMetier s'il est déjà annulé, si un geste plus récent a repris les mêmes fiches, si c'est un export, ou une
    revue émise déjà sortie de la base.
    """
    with base.geste("annuler", "Annulation") as g:
        ancien = g.s.get(Geste, geste_id)
        if ancien is None:
            raise ErreurMetier("Ce geste n'est pas dans le journal.")
        if ancien.nom == EXPORTER:
            raise ErreurMetier("Une sortie de données ne s'annule pas : le fichier est déjà écrit.")
        if geste_id in annules(g.s):
            raise ErreurMetier("Ce geste est déjà annulé.")
        if est_sortie(g.s, geste_id):
            raise ErreurMetier(DEJA_SORTIE)
        suite = _chaine(g.s, ancien)
        origine, retabli = suite[-1], len(suite) % 2 == 0
        g.libelle = f"{'Rétablissement' if retabli else 'Annulation'} : {_minuscule(origine.libelle)}"[:200]
        g.menage_id, g.annule_id = ancien.menage_id, geste_id
        reference = _reference(g.s, ancien.menage_id)
        try:
            g.traces += defaire(g.s, geste_id)
        except Conflit as e:
            raise ErreurMetier(
                "Ce geste a été suivi d'autres sur les mêmes fiches : annulez d'abord les plus récents."
            ) from e
        (reprendre_brouillons if retabli else rendre_brouillons)(g.s, origine.id)
        return g.changements(
            f"{'Rétabli' if retabli else 'Annulé'} : {_situer(_minuscule(origine.libelle), reference, '{} ({})')}"
        )


def _chaine(s: Session, geste: Geste) -> list[Geste]:
    """Ce geste, celui qu'il annule, celui que cet autre annulait…, jusqu'à celui qui a été fait."""
    suite = [geste]
    while suite[-1].annule_id is not None and (avant := s.get(Geste, suite[-1].annule_id)) is not None:
        suite.append(avant)
    return suite


def _reference(s: Session, menage_id: UUID | None) -> str | None:
    menage = s.get(Menage, menage_id) if menage_id is not None else None
    return menage.reference if menage is not None else None


def _situer(libelle: str, reference: str | None, forme: str) -> str:
    """Le libellé et le dossier dont il s'agit, s'il ne le dit pas déjà."""
    return libelle if reference is None or reference in libelle else forme.format(libelle, reference)


def _minuscule(texte: str) -> str:
    return texte[:1].lower() + texte[1:]
