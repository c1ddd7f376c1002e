"""Les objectifs locaux d'une opération : pour un chiffre de la revue, une valeur initiale, une cible, un horizon."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from relogement.commun import Changements, ErreurMetier
from relogement.modeles import ObjectifLocal, Operation
from relogement.regles.revue.objectifs import visables
from relogement.services.outils import creer, exiger, pas_avant, trouver
from relogement.stockage.base import Base
from relogement.stockage.journal import GesteEnCours

SANS_SOURCE = "Indiquez le texte qui fixe cet objectif : convention, charte de site."


def noter_objectif(
    base: Base, operation_id: UUID, *, indicateur: str, cible: int, le: date, horizon: date, source: str,
    initiale: int | None = None,
) -> Changements:
    """Un objectif, fixé le `le` par ce texte ; `indicateur` : la clé d'un chiffre visable.

    `initiale` et `cible` : en dix-millièmes pour une part ou un taux, en centimes pour un montant, à l'unité sinon.
    ErreurMetier : chiffre inconnu, source vide, horizon avant le jour où il est fixé.
    """
    with base.geste("noter_objectif", "Objectif local") as g:
        trouver(g.s, Operation, operation_id)
        fiche = creer(
            g.s, ObjectifLocal, operation_id=operation_id, indicateur=indicateur, cible=cible, le=le, horizon=horizon,
            source=exiger(source, SANS_SOURCE, "source"), initiale=initiale,
        )
        verifier_objectif(g, fiche, {})
        return g.changements("Objectif noté.", fiche.id)


def verifier_objectif(_: GesteEnCours, fiche: ObjectifLocal, __: dict[str, Any]) -> None:
    """Un objectif vise un chiffre de la revue, dit sa source, et se tient après avoir été fixé."""
    if fiche.indicateur not in visables():
        raise ErreurMetier("Choisissez un chiffre de la revue.", "indicateur")
    fiche.source = exiger(fiche.source, SANS_SOURCE, "source")
    pas_avant(fiche.horizon, fiche.le, "L'horizon ne peut pas précéder le jour où l'objectif est fixé.", "horizon")
