"""Ce qui entoure une proposition : la commission d'attribution, l'examen du reste à vivre."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from relogement.commun import Changements, ErreurMetier
from relogement.modeles import Proposition
from relogement.services.outils import exiger, pas_avant, pas_futur, remplir, trouver
from relogement.services.partages import AILLEURS, verifier_accord, verifier_offres_suivantes
from relogement.stockage.base import Base
from relogement.vocabulaire import DecisionCaleol, VoieCaleol, accord_tient


def noter_caleol(
    base: Base, proposition_id: UUID, *, caleol: VoieCaleol, le: date, decision: DecisionCaleol | None = None
) -> Changements:
    """La commission d'attribution informée, ou sa décision (a à e), le `le` (CCH, L. 441-2 et R. 441-3)."""
    pas_futur(le, base.aujourd_hui())
    valeurs = {"caleol": caleol, "caleol_le": le, "caleol_decision": decision}

    def verifier(s: Session, p: Proposition, tenait: bool) -> None:
        verifier_offres_suivantes(s, p, "le")
        if not tenait:
            verifier_accord(s, p, base.aujourd_hui(), invite=AILLEURS)

    libelle = "Commission d'attribution, proposition {}"
    return _completer(base, proposition_id, "noter_caleol", libelle, valeurs, verifier)


def examiner_reste_a_vivre(base: Base, proposition_id: UUID, *, le: date, examen: str) -> Changements:
    """L'examen du reste à vivre quand il est plus bas qu'avant, et ce qu'il conclut (article 5)."""
    pas_futur(le, base.aujourd_hui())
    valeurs = {"examen_le": le, "examen": exiger(examen, "Écrivez ce que l'examen conclut.", "examen")}
    libelle = "Examen du reste à vivre, proposition {}"
    return _completer(base, proposition_id, "examiner_reste_a_vivre", libelle, valeurs)


def verifier_attribution(s: Session, p: Proposition) -> None:
    """Une commission informée ne décide pas, celle qui décide dit quoi ; l'examen suit l'envoi. ErreurMetier sinon."""
    if (p.caleol is None) != (p.caleol_le is None):
        raise ErreurMetier("Dites à la fois ce que la commission a fait et quel jour.", "caleol")
    if p.caleol is VoieCaleol.DECISION and p.caleol_decision is None:
        raise ErreurMetier("Choisissez la décision de la commission.", "decision")
    if p.caleol is not VoieCaleol.DECISION and p.caleol_decision is not None:
        raise ErreurMetier("Une commission informée ne décide pas : retirez la décision.", "decision")
    if (p.examen is None) != (p.examen_le is None):
        raise ErreurMetier("Dites à la fois ce que l'examen conclut et quel jour.", "examen")
    pas_avant(p.examen_le, p.envoyee_le, "Cette date précède l'envoi de la proposition.", "le")
    un_seul_accord(s, p)


def un_seul_accord(s: Session, p: Proposition) -> None:
    """Un ménage n'a qu'un accord qui tient, définitif ou temporaire ; ErreurMetier s'il en a un autre que `p`."""
    if not accord_tient(p.reponse, p.caleol_decision):
        return
    autres = select(Proposition).where(
        Proposition.menage_id == p.menage_id, col(Proposition.id) != p.id, col(Proposition.supprime_le).is_(None),
        Proposition.temporaire == p.temporaire,
    )
    if any(accord_tient(q.reponse, q.caleol_decision) for q in s.exec(autres)):
        raise ErreurMetier("Une autre proposition est déjà acceptée : annulez d'abord cette acceptation.")


def _completer(
    base: Base, proposition_id: UUID, nom: str, libelle: str, valeurs: dict[str, Any],
    verifier: Callable[[Session, Proposition, bool], None] = lambda *_: None,
) -> Changements:
    """`verifier` : ce que la fiche complétée doit aussi respecter, et si son accord tenait déjà avant."""
    with base.geste(nom, libelle) as g:
        p = trouver(g.s, Proposition, proposition_id)
        g.menage_id, g.libelle = p.menage_id, libelle.format(p.rang)
        tenait = accord_tient(p.reponse, p.caleol_decision)
        remplir(p, valeurs)
        verifier_attribution(g.s, p)
        verifier(g.s, p, tenait)
        return g.changements(f"{g.libelle} : enregistré.", p.id)
