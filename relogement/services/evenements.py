"""L'information donnée d'un coup à un immeuble, un escalier ou toute l'opération (article 2).

Chaque ménage touché reçoit son information du même geste : la liste d'émargement et les dossiers ne divergent jamais.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from relogement.commun import Changements, ErreurMetier
from relogement.modeles import Evenement, Information, InformationPartenaire, Menage, Operation, Table
from relogement.services.outils import creer, pas_futur, remplir, trouver
from relogement.services.partenaires import exiger_partenaires
from relogement.services.pieces import Scan, ranger
from relogement.services.verifications import REPRIS_DE_L_EVENEMENT
from relogement.services.verifications_operation import REPRIS_PAR_UN_PARTENAIRE
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
    partenaires: Collection[UUID] = (),
    document: Path | None = None,
    **valeurs: Any,
) -> Changements:
    """Une réunion, un courrier à tous : `menages` sont ceux qu'il a touchés ; `document` la feuille ou le courrier.

    `partenaires` : les associations et autres partenaires qu'il a informés aussi (article 9). `valeurs` : lieu,
    batiment, escalier, note. ErreurMetier : date à venir, ni objet ni ménage coché, ménage d'une
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
        _informer(g, fiche, partenaires)
        return g.changements(f"Information collective notée : {_combien(menages)}.", fiche.id)


def corriger_evenement(
    base: Base,
    evenement_id: UUID,
    *,
    menages: Collection[UUID] | None = None,
    partenaires: Collection[UUID] | None = None,
    document: Path | None = None,
    **valeurs: Any,
) -> Changements:
    """Corrige l'événement et l'information de chacun ; `menages`, `partenaires` : la liste entière, None : la même.

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
        _informer(g, fiche, informes_par(g.s, evenement_id) if partenaires is None else partenaires)
        return g.changements(f"Information collective corrigée : {_combien(touches)}.", evenement_id)


def retirer_evenement(base: Base, evenement_id: UUID) -> Changements:
    """Retire un événement noté par erreur, et l'information qu'il avait donnée à chaque ménage."""
    with base.geste("retirer_evenement", "Retrait : information collective") as g:
        fiche = trouver(g.s, Evenement, evenement_id)
        for information in (*_informations(g.s, evenement_id), *_aux_partenaires(g.s, evenement_id)):
            if information.supprime_le is None:
                information.supprime_le = g.instant
        fiche.supprime_le = g.instant
        return g.changements("Information collective retirée (Ctrl+Z pour la reprendre).", evenement_id)


def touches_par(s: Session, evenement_id: UUID) -> set[UUID]:
    """Les ménages que l'événement a touchés."""
    return {i.menage_id for i in _informations(s, evenement_id) if i.supprime_le is None}


def informes_par(s: Session, evenement_id: UUID) -> set[UUID]:
    """Les partenaires que l'événement a informés."""
    return {i.partenaire_id for i in _aux_partenaires(s, evenement_id) if i.supprime_le is None}


def _toucher(g: GesteEnCours, fiche: Evenement, menages: Collection[UUID]) -> None:
    if not menages:
        raise ErreurMetier("Cochez au moins un ménage : présent à la réunion, ou destinataire du courrier.", "menages")
    commun = {nom: getattr(fiche, nom) for nom in REPRIS_DE_L_EVENEMENT}
    connues = {i.menage_id: i for i in _informations(g.s, fiche.id)}
    _exiger_de_l_operation(g.s, fiche.operation_id, _ajoutes(connues, menages))
    for cle in _accorder(g, connues, menages, commun):
        creer(g.s, Information, menage_id=cle, evenement_id=fiche.id, **commun)


def _informer(g: GesteEnCours, fiche: Evenement, partenaires: Collection[UUID]) -> None:
    commun = {nom: getattr(fiche, nom) for nom in REPRIS_PAR_UN_PARTENAIRE}
    connues = {i.partenaire_id: i for i in _aux_partenaires(g.s, fiche.id)}
    if ajoutes := _ajoutes(connues, partenaires):
        exiger_partenaires(g.s, fiche.operation_id, ajoutes)
    for cle in _accorder(g, connues, partenaires, commun):
        creer(g.s, InformationPartenaire, partenaire_id=cle, evenement_id=fiche.id, **commun)


def _ajoutes(connues: Mapping[UUID, Table], voulus: Collection[UUID]) -> set[UUID]:
    """Ceux que l'événement ne touchait pas, ou plus."""
    return set(voulus) - {cle for cle, information in connues.items() if information.supprime_le is None}


def _accorder(
    g: GesteEnCours, connues: Mapping[UUID, Table], voulus: Collection[UUID], commun: Mapping[str, Any]
) -> list[UUID]:
    """Accorde chaque information à l'événement, retirées comprises : elles reviendront justes. Rend les nouveaux."""
    for cle, information in connues.items():
        remplir(information, commun)
        if (information.supprime_le is None) is not (cle in voulus):
            information.supprime_le = None if cle in voulus else g.instant
    return sorted(set(voulus) - connues.keys())


def _exiger_de_l_operation(s: Session, operation_id: UUID, menages: Collection[UUID]) -> None:
    siens = select(col(Menage.id)).where(Menage.operation_id == operation_id, col(Menage.supprime_le).is_(None))
    if not set(menages) <= set(s.exec(siens)):
        raise ErreurMetier("Un des ménages cochés n'est plus dans cette opération : rouvrez la liste.", "menages")


def _informations(s: Session, evenement_id: UUID) -> Sequence[Information]:
    return s.exec(select(Information).where(Information.evenement_id == evenement_id)).all()


def _aux_partenaires(s: Session, evenement_id: UUID) -> Sequence[InformationPartenaire]:
    return s.exec(select(InformationPartenaire).where(InformationPartenaire.evenement_id == evenement_id)).all()


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
