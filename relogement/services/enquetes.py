"""L'enquête de satisfaction d'un ménage relogé : chaque prise de contact, son issue, ses réponses (article 14)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlmodel import Session

from relogement.commun import Changements, ErreurMetier
from relogement.modeles import Enquete, Menage
from relogement.regles.enquete import CHAMPS
from relogement.services.outils import creer, pas_avant, pas_futur, trouver
from relogement.services.suivis import jour_du_relogement
from relogement.stockage.base import Base
from relogement.vocabulaire import DifficulteEnquete, ModeEnquete, ResultatEnquete, Satisfaction


def noter_enquete(
    base: Base,
    menage_id: UUID,
    *,
    le: date,
    resultat: ResultatEnquete,
    mode: ModeEnquete | None = None,
    note: str | None = None,
    **reponses: Satisfaction | bool | Sequence[str] | None,
) -> Changements:
    """Une prise de contact et son issue ; chaque essai est une ligne. `mode` None : pas noté.

    `reponses` : une valeur par colonne de `regles.enquete.CHAMPS` (None : sans réponse), et les codes `difficultes`.
    """
    pas_futur(le, base.aujourd_hui())
    with base.geste("noter_enquete", f"Enquête de satisfaction : {resultat.libelle}", menage_id) as g:
        trouver(g.s, Menage, menage_id)
        fiche = creer(
            g.s, Enquete, menage_id=menage_id, le=le, mode=mode, resultat=resultat, note=note, **reponses
        )
        verifier_enquete(g.s, fiche)
        return g.changements("Enquête enregistrée.", fiche.id)


def verifier_enquete(s: Session, fiche: Enquete) -> None:
    """L'enquête suit le relogement définitif ; ErreurMetier sinon, ou si l'issue contredit les réponses."""
    arrivee = jour_du_relogement(s, fiche.menage_id)
    if arrivee is None:
        raise ErreurMetier("L'enquête suit le relogement : enregistrez d'abord le déménagement.")
    pas_avant(fiche.le, arrivee, "L'enquête ne peut pas précéder le déménagement.", "le")
    connus = {d.value for d in DifficulteEnquete}
    if set(fiche.difficultes) - connus:
        raise ErreurMetier("Une difficulté n'est pas dans la liste : choisissez-la parmi les siennes.", "difficultes")
    donnees = bool(fiche.difficultes) or any(getattr(fiche, champ) is not None for champ in CHAMPS)
    if fiche.resultat is not ResultatEnquete.REPONDUE and donnees:
        raise ErreurMetier("Des réponses sont notées : choisissez « réalisé », ou retirez-les.", "resultat")
    if fiche.resultat is ResultatEnquete.REPONDUE and not donnees and not fiche.note:
        raise ErreurMetier(
            "Un questionnaire réalisé a au moins une réponse : notez-la, ou choisissez une autre issue.", "resultat"
        )
    if fiche.resultat is ResultatEnquete.ABSENT and fiche.mode is ModeEnquete.PAPIER:
        raise ErreurMetier("Un papier ne trouve personne absent : choisissez « non joint », ou un autre mode.", "mode")
