"""L'enquête de satisfaction d'un ménage relogé : chaque prise de contact et ce qu'elle a donné (article 14)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlmodel import Session

from relogement.commun import Changements, ErreurMetier
from relogement.modeles import Enquete, Menage
from relogement.services.outils import creer, pas_avant, pas_futur, trouver
from relogement.services.suivis import jour_du_relogement
from relogement.stockage.base import Base
from relogement.vocabulaire import ResultatEnquete, Satisfaction


def noter_enquete(
    base: Base,
    menage_id: UUID,
    *,
    le: date,
    resultat: ResultatEnquete,
    logement: Satisfaction | None = None,
    quartier: Satisfaction | None = None,
    accompagnement: Satisfaction | None = None,
    note: str | None = None,
) -> Changements:
    """Une prise de contact : réponse recueillie, refusée, ou ménage non joint ; chaque essai est une ligne."""
    pas_futur(le, base.aujourd_hui())
    with base.geste("noter_enquete", f"Enquête de satisfaction : {resultat.libelle}", menage_id) as g:
        trouver(g.s, Menage, menage_id)
        fiche = creer(
            g.s, Enquete, menage_id=menage_id, le=le, resultat=resultat, logement=logement, quartier=quartier,
            accompagnement=accompagnement, note=note,
        )
        verifier_enquete(g.s, fiche)
        return g.changements("Enquête enregistrée.", fiche.id)


def verifier_enquete(s: Session, fiche: Enquete) -> None:
    """L'enquête suit le relogement définitif ; ErreurMetier sinon, ou si des réponses sont notées sans réponse."""
    arrivee = jour_du_relogement(s, fiche.menage_id)
    if arrivee is None:
        raise ErreurMetier("L'enquête suit le relogement : enregistrez d'abord le déménagement.")
    pas_avant(fiche.le, arrivee, "L'enquête ne peut pas précéder le déménagement.", "le")
    donnees = (fiche.logement, fiche.quartier, fiche.accompagnement)
    if fiche.resultat is not ResultatEnquete.REPONDUE and any(donnees):
        raise ErreurMetier("Des réponses sont notées : choisissez « réponse recueillie », ou retirez-les.", "resultat")
