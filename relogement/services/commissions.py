"""La commission relogement : la séance, son ordre du jour, ce qu'elle décide de chaque ménage (article 12)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from relogement.commun import Changements, ErreurMetier
from relogement.modeles import Commission, Menage, Operation, Passage
from relogement.services.outils import creer, exiger, remplir, trouver
from relogement.stockage.base import Base
from relogement.stockage.journal import GesteEnCours
from relogement.vocabulaire import DecisionCommission, OriginePassage

_A_DIRE = {
    DecisionCommission.DEROGER: "Écrivez à quoi la commission déroge, et pourquoi.",
    DecisionCommission.AJOURNER: "Écrivez pourquoi l'examen est ajourné.",
}
"""Les décisions qui ne se comprennent pas sans précision."""


@dataclass(frozen=True, slots=True)
class Inscription:
    """Un ménage à mettre à l'ordre du jour ; `motif` : pourquoi, en mots."""

    menage_id: UUID
    origine: OriginePassage = OriginePassage.AGENT
    motif: str | None = None


def convoquer_commission(
    base: Base, operation_id: UUID, *, le: date, inscrits: Collection[Inscription] = (), **valeurs: Any
) -> Changements:
    """Une séance, passée ou à venir, et son ordre du jour. `valeurs` : lieu, presents, note.

    ErreurMetier : une séance ce jour-là existe déjà pour l'opération, ménage d'une autre opération.
    """
    with base.geste("convoquer_commission", f"Commission du {le:%d/%m/%Y}") as g:
        trouver(g.s, Operation, operation_id)
        _seule_ce_jour(g.s, operation_id, le)
        fiche = creer(g.s, Commission, operation_id=operation_id, le=le, **valeurs)
        g.s.flush()
        _inscrire(g, fiche, inscrits)
        return g.changements(f"Commission du {le:%d/%m/%Y} enregistrée : {_combien(len(inscrits))}.", fiche.id)


def modifier_commission(base: Base, commission_id: UUID, **valeurs: Any) -> Changements:
    """Corrige la séance : le, lieu, presents, note.

    ErreurMetier : une séance dont des décisions sont notées ne peut pas être remise à plus tard.
    """
    with base.geste("modifier_commission", "Commission corrigée") as g:
        fiche = trouver(g.s, Commission, commission_id)
        le = valeurs.get("le", fiche.le)
        if le != fiche.le:
            _seule_ce_jour(g.s, fiche.operation_id, le)
        if le > base.aujourd_hui() and any(p.decision for p in _passages(g.s, commission_id)):
            raise ErreurMetier("Des décisions y sont déjà notées : la séance a eu lieu.", "le")
        remplir(fiche, valeurs)
        return g.changements("Commission enregistrée.", commission_id)


def retirer_commission(base: Base, commission_id: UUID) -> Changements:
    """Retire une séance notée par erreur et son ordre du jour ; ErreurMetier si elle a décidé quelque chose."""
    with base.geste("retirer_commission", "Retrait : commission") as g:
        fiche = trouver(g.s, Commission, commission_id)
        passages = _passages(g.s, commission_id)
        if any(p.decision for p in passages):
            raise ErreurMetier("Cette commission a pris des décisions : retirez-les d'abord.")
        for passage in (*passages, fiche):
            passage.supprime_le = g.instant
        return g.changements("Commission retirée (Ctrl+Z pour la reprendre).", commission_id)


def inscrire_menages(base: Base, commission_id: UUID, inscrits: Collection[Inscription]) -> Changements:
    """Ajoute des ménages à l'ordre du jour ; ErreurMetier si l'un d'eux y est déjà ou n'est pas de l'opération."""
    with base.geste("inscrire_menages", "Ordre du jour de la commission") as g:
        fiche = trouver(g.s, Commission, commission_id)
        if not inscrits:
            raise ErreurMetier("Cochez au moins un ménage à inscrire.", "menages")
        _inscrire(g, fiche, inscrits)
        return g.changements(f"Ordre du jour complété : {_combien(len(inscrits))}.", commission_id)


def retirer_de_l_ordre(base: Base, passage_id: UUID) -> Changements:
    """Ôte un ménage de l'ordre du jour ; ErreurMetier si la commission a décidé."""
    with base.geste("retirer_de_l_ordre", "Ménage ôté de l'ordre du jour") as g:
        passage = trouver(g.s, Passage, passage_id)
        g.menage_id = passage.menage_id
        if passage.decision is not None:
            raise ErreurMetier("La commission a décidé pour ce ménage : retirez d'abord la décision.")
        passage.supprime_le = g.instant
        return g.changements("Ménage ôté de l'ordre du jour (Ctrl+Z pour le remettre).", passage.commission_id)


def decider(
    base: Base, passage_id: UUID, *, decision: DecisionCommission | None, precision: str | None = None
) -> Changements:
    """Ce que la commission décide du ménage ; None retire la décision, notée par erreur.

    ErreurMetier : séance à venir, dérogation ou ajournement sans précision.
    """
    with base.geste("decider", "Décision de la commission") as g:
        passage = trouver(g.s, Passage, passage_id)
        g.menage_id = passage.menage_id
        seance = trouver(g.s, Commission, passage.commission_id)
        if seance.le > base.aujourd_hui():
            raise ErreurMetier(f"La séance est le {seance.le:%d/%m/%Y} : une décision se note une fois prise.")
        if decision in _A_DIRE:
            precision = exiger(precision, _A_DIRE[decision], "precision")
        remplir(passage, {"decision": decision, "precision": (precision or "").strip() or None})
        return g.changements("Décision de la commission enregistrée." if decision else "Décision retirée.", passage_id)


def _inscrire(g: GesteEnCours, fiche: Commission, inscrits: Collection[Inscription]) -> None:
    connus = {p.menage_id: p for p in g.s.exec(select(Passage).where(Passage.commission_id == fiche.id))}
    for inscrit in inscrits:
        menage = trouver(g.s, Menage, inscrit.menage_id)
        if menage.operation_id != fiche.operation_id:
            raise ErreurMetier(f"{menage.reference} n'est pas de cette opération.", "menages")
        deja = connus.get(inscrit.menage_id)
        valeurs = {"origine": inscrit.origine, "motif": (inscrit.motif or "").strip() or None}
        if deja is None:
            connus[menage.id] = creer(g.s, Passage, commission_id=fiche.id, menage_id=menage.id, **valeurs)
        elif deja.supprime_le is None:
            raise ErreurMetier(f"{menage.reference} est déjà à l'ordre du jour.", "menages")
        else:
            # Ôté puis remis : un ménage ne passe qu'une fois dans une séance.
            remplir(deja, {**valeurs, "supprime_le": None})


def _passages(s: Session, commission_id: UUID) -> list[Passage]:
    requete = select(Passage).where(Passage.commission_id == commission_id, col(Passage.supprime_le).is_(None))
    return list(s.exec(requete))


def _seule_ce_jour(s: Session, operation_id: UUID, le: date) -> None:
    requete = select(Commission).where(
        Commission.operation_id == operation_id, Commission.le == le, col(Commission.supprime_le).is_(None)
    )
    if s.exec(requete).first() is not None:
        raise ErreurMetier(f"Une commission du {le:%d/%m/%Y} existe déjà pour cette opération : ouvrez-la.", "le")


def _combien(menages: int) -> str:
    return f"{menages} ménage{'s' if menages > 1 else ''} à l'ordre du jour"
