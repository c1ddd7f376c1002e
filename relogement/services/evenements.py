"""L'information donnée d'un coup à un immeuble, un escalier ou toute l'opération (article 2).

Chaque ménage touché reçoit son information du même geste : la liste d'émargement et les dossiers ne divergent jamais.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from relogement.commun import Changements, ErreurMetier
from relogement.modeles import Evenement, Information, Menage, Operation
from relogement.services.outils import creer, pas_futur, remplir, trouver
from relogement.services.pieces import Scan, ranger
from relogement.services.verifications import REPRIS_DE_L_EVENEMENT
from relogement.stockage.base import Base
from relogement.stockage.journal import GesteEnCours
from relogement.vocabulaire import Moyen, NatureInformation, NaturePiece


def noter_evenement(
    base: Base,
    operation_id: UUID,
    *,
    le: date,
    natures: Sequence[NatureInformation],
    moyen: Moyen,
    menages: Collection[UUID],
    document: Path | None = None,
    **valeurs: Any,
) -> Changements:
    """Une réunion, un courrier à tous : `menages` sont ceux qu'il a touchés ; `document` la feuille ou le courrier.

    `valeurs` : lieu, batiment, escalier, note. ErreurMetier : date à venir, ni objet ni ménage coché, ménage d'une
    autre opération, document illisible.
    """
    pas_futur(le, base.aujourd_hui())
    scan = Scan.lire(document) if document is not None else None
    with base.geste("noter_evenement", f"Information collective du {le:%d/%m/%Y}") as g:
        trouver(g.s, Operation, operation_id)
        fiche = creer(
            g.s, Evenement, operation_id=operation_id, le=le, natures=_codes(natures), moyen=moyen, **valeurs
        )
        g.s.flush()
        _joindre(g.s, fiche, scan)
        _toucher(g, fiche, menages)
        return g.changements(f"Information collective notée : {_combien(menages)}.", fiche.id)


def corriger_evenement(
    base: Base,
    evenement_id: UUID,
    *,
    menages: Collection[UUID] | None = None,
    document: Path | None = None,
    **valeurs: Any,
) -> Changements:
    """Corrige l'événement et l'information de chaque ménage ; `menages` : la liste entière, None si elle ne change pas.

    Un ménage décoché perd cette information, un ménage coché la reçoit. Mêmes refus que pour le noter.
    """
    pas_futur(valeurs.get("le"), base.aujourd_hui())
    scan = Scan.lire(document) if document is not None else None
    with base.geste("corriger_evenement", "Information collective corrigée") as g:
        fiche = trouver(g.s, Evenement, evenement_id)
        if "natures" in valeurs:
            valeurs["natures"] = _codes(valeurs["natures"])
        remplir(fiche, valeurs)
        _joindre(g.s, fiche, scan)
        touches = touches_par(g.s, evenement_id) if menages is None else menages
        _toucher(g, fiche, touches)
        return g.changements(f"Information collective corrigée : {_combien(touches)}.", evenement_id)


def retirer_evenement(base: Base, evenement_id: UUID) -> Changements:
    """Retire un événement noté par erreur, et l'information qu'il avait donnée à chaque ménage."""
    with base.geste("retirer_evenement", "Retrait : information collective") as g:
        fiche = trouver(g.s, Evenement, evenement_id)
        for information in _informations(g.s, evenement_id):
            if information.supprime_le is None:
                information.supprime_le = g.instant
        fiche.supprime_le = g.instant
        return g.changements("Information collective retirée (Ctrl+Z pour la reprendre).", evenement_id)


def touches_par(s: Session, evenement_id: UUID) -> set[UUID]:
    """Les ménages que l'événement a touchés."""
    return {i.menage_id for i in _informations(s, evenement_id) if i.supprime_le is None}


def _toucher(g: GesteEnCours, fiche: Evenement, menages: Collection[UUID]) -> None:
    """Accorde l'information de chaque ménage à l'événement, retirées comprises : elles reviendront justes."""
    if not menages:
        raise ErreurMetier("Cochez au moins un ménage : présent à la réunion, ou destinataire du courrier.", "menages")
    commun = {nom: getattr(fiche, nom) for nom in REPRIS_DE_L_EVENEMENT}
    connues = {i.menage_id: i for i in _informations(g.s, fiche.id)}
    for cle, information in connues.items():
        remplir(information, commun)
        if (information.supprime_le is None) is not (cle in menages):
            information.supprime_le = None if cle in menages else g.instant
    nouveaux = set(menages) - connues.keys()
    _exiger_de_l_operation(g.s, fiche.operation_id, nouveaux)
    for cle in sorted(nouveaux):
        creer(g.s, Information, menage_id=cle, evenement_id=fiche.id, **commun)


def _exiger_de_l_operation(s: Session, operation_id: UUID, menages: Collection[UUID]) -> None:
    siens = select(col(Menage.id)).where(Menage.operation_id == operation_id, col(Menage.supprime_le).is_(None))
    if not set(menages) <= set(s.exec(siens)):
        raise ErreurMetier("Un des ménages cochés n'est plus dans cette opération : rouvrez la liste.", "menages")


def _informations(s: Session, evenement_id: UUID) -> Sequence[Information]:
    return s.exec(select(Information).where(Information.evenement_id == evenement_id)).all()


def _joindre(s: Session, fiche: Evenement, scan: Scan | None) -> None:
    if scan is None:
        return
    nature = NaturePiece.EMARGEMENT if fiche.moyen is Moyen.REUNION else NaturePiece.COURRIER
    piece = ranger(s, scan, nature=nature, le=fiche.le, operation_id=fiche.operation_id)
    fiche.piece_id = piece.id


def _codes(natures: Sequence[NatureInformation]) -> list[str]:
    if not natures:
        raise ErreurMetier("Cochez au moins une chose dont les ménages ont été informés.", "natures")
    return [str(n.value) for n in natures]


def _combien(menages: Collection[UUID]) -> str:
    return f"{len(menages)} ménage{'s touchés' if len(menages) > 1 else ' touché'}"
