"""Les partenaires d'une opération, ce dont ils sont informés, et le pilote désigné (articles 9, 10 et 11)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from relogement.commun import Changements, ErreurMetier
from relogement.modeles import InformationPartenaire, Operation, Partenaire
from relogement.services.outils import creer, pas_futur, trouver
from relogement.services.verifications_operation import exiger_nom_ou_aucun
from relogement.stockage.base import Base
from relogement.vocabulaire import GenrePartenaire, Moyen, NatureOperation, Pilote


def noter_partenaire(
    base: Base,
    operation_id: UUID,
    *,
    genre: GenrePartenaire,
    le: date,
    aucun: bool = False,
    nom: str | None = None,
    contact: str | None = None,
) -> Changements:
    """Un partenaire, ou `aucun` de ce genre (acteurs sociaux et associations seulement : article 11).

    ErreurMetier : date à venir, ni nom ni « aucun », « aucun » alors qu'il y en a.
    """
    pas_futur(le, base.aujourd_hui())
    with base.geste("noter_partenaire", f"Partenaire : {genre.libelle}") as g:
        trouver(g.s, Operation, operation_id)
        fiche = creer(
            g.s, Partenaire, operation_id=operation_id, genre=genre, le=le, aucun=aucun, nom=nom, contact=contact
        )
        g.s.flush()
        exiger_nom_ou_aucun(g.s, fiche)
        return g.changements("Partenaire noté.", fiche.id)


def retirer_partenaire(base: Base, partenaire_id: UUID) -> Changements:
    """Retire un partenaire noté par erreur, et les informations qu'on disait lui avoir données."""
    with base.geste("retirer_partenaire", "Retrait : un partenaire") as g:
        fiche = trouver(g.s, Partenaire, partenaire_id)
        for information in g.s.exec(
            select(InformationPartenaire).where(
                InformationPartenaire.partenaire_id == partenaire_id, col(InformationPartenaire.supprime_le).is_(None)
            )
        ):
            information.supprime_le = g.instant
        fiche.supprime_le = g.instant
        return g.changements("Partenaire retiré (Ctrl+Z pour le reprendre).", partenaire_id)


def informer_partenaires(
    base: Base,
    operation_id: UUID,
    *,
    partenaires: Collection[UUID],
    le: date,
    moyen: Moyen | None = None,
    note: str | None = None,
) -> Changements:
    """Une information donnée à plusieurs partenaires d'un seul geste (article 9).

    ErreurMetier : date à venir, aucun partenaire coché, partenaire d'une autre opération.
    """
    pas_futur(le, base.aujourd_hui())
    with base.geste("informer_partenaires", f"Information des partenaires du {le:%d/%m/%Y}") as g:
        exiger_partenaires(g.s, operation_id, partenaires)
        for cle in sorted(set(partenaires)):
            creer(g.s, InformationPartenaire, partenaire_id=cle, le=le, moyen=moyen, note=note)
        return g.changements("Information des partenaires notée.")


def exiger_partenaires(s: Session, operation_id: UUID, partenaires: Collection[UUID]) -> None:
    """ErreurMetier sans partenaire, ou si l'un n'est pas, ou plus, un partenaire nommé de cette opération."""
    if not partenaires:
        raise ErreurMetier("Cochez au moins un partenaire.", "partenaires")
    siens = select(col(Partenaire.id)).where(
        Partenaire.operation_id == operation_id, col(Partenaire.supprime_le).is_(None),
        col(Partenaire.aucun).is_(False),
    )
    if not set(partenaires) <= set(s.exec(siens)):
        raise ErreurMetier("Un des partenaires cochés n'est plus de cette opération : rouvrez la liste.", "partenaires")


def designer_pilote(base: Base, operation_id: UUID, *, pilote: Pilote, le: date) -> Changements:
    """Qui pilote les relogements, depuis quand (article 10).

    Désigner la commune pour une démolition hors ANRU dit qu'elle a pris le pilotage ; désigner ensuite le bailleur dit
    qu'elle ne l'a plus. ErreurMetier : date à venir.
    """
    pas_futur(le, base.aujourd_hui())
    with base.geste("designer_pilote", f"Pilote : {pilote.libelle}") as g:
        operation = trouver(g.s, Operation, operation_id)
        avant, operation.pilote, operation.pilote_le = operation.pilote, pilote, le
        demolition = operation.nature is not NatureOperation.REHABILITATION or operation.demolition_partielle
        if Pilote.COMMUNE in (avant, pilote) and demolition and not operation.anru:
            operation.commune_pilote = pilote is Pilote.COMMUNE
        return g.changements("Pilote noté.", operation_id)


