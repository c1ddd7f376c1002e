"""Les gestes d'une opération."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from relogement.commun import Changements, ErreurMetier
from relogement.modeles import Operation, Organisme, ReferentOperation
from relogement.services.jalons import accorder_did
from relogement.services.outils import (
    agent_nomme,
    creer,
    exiger,
    organisme_nomme,
    pas_avant,
    pas_futur,
    remplir,
    trouver,
)
from relogement.stockage.base import Base
from relogement.vocabulaire import GenreBailleur, NatureOperation

CODE = re.compile(r"[A-Z0-9]{1,12}")


def creer_operation(
    base: Base,
    *,
    code: str,
    nom: str,
    nature: NatureOperation,
    bailleur: str,
    communes: str,
    genre_bailleur: GenreBailleur | None = None,
    **valeurs: Any,
) -> Changements:
    """Une opération nouvelle ; le code (1 à 12 lettres ou chiffres) commencera ses références."""
    propre = exiger(code, "Donnez un code court à l'opération, par exemple BEL.", "code").upper()
    if not CODE.fullmatch(propre):
        raise ErreurMetier("Le code se compose de 1 à 12 lettres sans accent ou chiffres, par exemple BEL.", "code")
    with base.geste("creer_operation", f"Création de l'opération {propre}") as g:
        if g.s.scalars(select(Operation).where(col(Operation.code) == propre)).first():
            raise ErreurMetier(f"L'opération {propre} existe déjà : choisissez un autre code.", "code")
        bailleur_id = _bailleur(g.s, bailleur, genre_bailleur).id
        g.s.flush()
        operation = creer(
            g.s, Operation, code=propre, nom=exiger(nom, "Donnez un nom à l'opération.", "nom"), nature=nature,
            bailleur_id=bailleur_id, communes=exiger(communes, "Indiquez la commune.", "communes"),
            poste_id=base.poste_id, **valeurs,
        )
        _dates_en_ordre(operation)
        return g.changements(f"Opération {propre} créée.", operation.id)


def modifier_operation(base: Base, operation_id: UUID, **valeurs: Any) -> Changements:
    """Corrige une opération ; le code et le poste d'origine ne changent pas (ils sont dans les références).

    Le jalon du DID, s'il est noté, suit la date du DID.
    """
    with base.geste("modifier_operation", "Modification de l'opération") as g:
        operation = trouver(g.s, Operation, operation_id)
        nom, genre = valeurs.pop("bailleur", None), valeurs.pop("genre_bailleur", None)
        if valeurs.keys() & {"code", "poste_id", "id"}:
            raise ErreurMetier("Le code d'une opération ne change pas : ses références le portent.", "code")
        if nom is not None:
            operation.bailleur_id = _bailleur(g.s, nom, genre).id
        remplir(operation, valeurs)
        _dates_en_ordre(operation)
        accorder_did(g.s, operation, base.aujourd_hui())
        return g.changements("Opération enregistrée.", operation.id)


def affecter_referent_operation(base: Base, operation_id: UUID, *, agent: str, du: date) -> Changements:
    """Un référent pour l'opération à partir d'un jour ; il peut y en avoir plusieurs."""
    pas_futur(du, base.aujourd_hui(), "du")
    with base.geste("affecter_referent_operation", "Référent de l'opération") as g:
        trouver(g.s, Operation, operation_id)
        agent_id = agent_nomme(g.s, agent).id
        g.s.flush()
        fiche = creer(g.s, ReferentOperation, operation_id=operation_id, agent_id=agent_id, du=du)
        return g.changements("Référent de l'opération enregistré.", fiche.id)


def operation_de_code(s: Session, code: str) -> Operation:
    """L'opération de ce code ; ErreurMetier si elle n'existe pas, avec les codes connus."""
    requete = select(Operation).where(col(Operation.supprime_le).is_(None)).order_by(col(Operation.code))
    connues = list(s.scalars(requete))
    for operation in connues:
        if operation.code == code.strip().upper():
            return operation
    liste = ", ".join(o.code for o in connues) or "aucune pour l'instant"
    raise ErreurMetier(f"L'opération « {code} » n'existe pas. Opérations connues : {liste}.")


def _dates_en_ordre(o: Operation) -> None:
    pas_avant(o.annonce_le, o.decision_le, "L'annonce ne peut pas précéder la décision.", "annonce_le")
    pas_avant(o.travaux_le, o.annonce_le, "Les travaux ne peuvent pas commencer avant l'annonce.", "travaux_le")
    pas_avant(
        o.travaux_le, o.debut_relogement_le, "Les travaux ne peuvent pas commencer avant les relogements.", "travaux_le"
    )
    pas_avant(o.cloture_le, o.annonce_le, "La clôture ne peut pas précéder l'annonce.", "cloture_le")


def _bailleur(s: Session, nom: str, genre: GenreBailleur | None) -> Organisme:
    """Celui qui démolit ou réhabilite ; un organisme HLM si rien ne dit le contraire : sa fiche le demande."""
    organisme = organisme_nomme(s, nom, genre)
    organisme.genre = organisme.genre or GenreBailleur.HLM
    return organisme
