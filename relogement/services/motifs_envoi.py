"""Ce qu'un envoi a d'inhabituel, qui s'écrit : un point à non, un envoi de trop, un logement qu'un autre tient."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from relogement.commun import ErreurMetier
from relogement.formats import date_courte
from relogement.modeles import LogementOffert, Menage, Operation, Proposition, Relogement
from relogement.regles.vivier import Empechement, empechement
from relogement.stockage.base import Base
from relogement.stockage.lectures_vivier import ligne_de
from relogement.vocabulaire import Malgre


@dataclass(frozen=True, slots=True)
class Motif:
    """Ce qui demande une raison, et ce que l'on dit sous `champ` quand elle manque."""

    quoi: Malgre
    phrase: str
    champ: str = "raison_envoi"


def exiger_raison(raison: str | None, motifs: Sequence[Motif]) -> dict[str, Any]:
    """La raison écrite et les codes de ce qu'elle motive ; ErreurMetier, sur le premier motif, si elle manque."""
    propre = (raison or "").strip() or None
    if propre is None and motifs:
        raise ErreurMetier(motifs[0].phrase, motifs[0].champ)
    return {"raison_envoi": propre, "envoi_malgre": [m.quoi.value for m in motifs] if propre else None}


def avant_l_operation(operation: Operation, le: date) -> Iterator[Motif]:
    """Avant la décision et l'annonce, c'est le plus souvent une date mal tapée ; sinon cela s'explique."""
    connues = [d for d in (operation.decision_le, operation.annonce_le) if d is not None]
    if connues and le < min(connues):
        yield Motif(
            Malgre.AVANT_OPERATION,
            f"Cette date précède la décision et l'annonce de l'opération ({date_courte(min(connues))}) : corrigez-la, "
            "ou écrivez la raison de l'envoi.", "envoyee_le",
        )


def de_trop(prevues: int, deja: Collection[Proposition], *, temporaire: bool) -> Iterator[Motif]:
    """Une proposition définitive au-delà du nombre que la charte prévoit."""
    if not temporaire and sum(not p.temporaire for p in deja) >= prevues:
        phrase = f"La charte prévoit {prevues} propositions : donnez la raison d'une proposition de plus."
        yield Motif(Malgre.DE_TROP, phrase)


def points_a_non(points: Mapping[str, Any]) -> Iterator[Motif]:
    """Les points de la charte et de la loi que le logement ne remplit pas."""
    phrase = "Un point n'est pas rempli : choisissez un autre logement ou écrivez pourquoi l'envoyer quand même."
    return (Motif(quoi, phrase) for quoi in Malgre if points.get(quoi.value) is False)


def occupation(
    s: Session, logement: LogementOffert, menage: Menage, le: date, aujourd_hui: date, refusee_le: date | None, *,
    temporaire: bool,
) -> Iterator[Motif]:
    """Un logement ne s'offre pas à deux ménages sans le dire ; ErreurMetier s'il est repris, ou attribué à un autre."""
    rendu = _rendu(s, menage.id, refusee_le, temporaire=temporaire)
    trouve = empechement(ligne_de(s, logement.id, au=le).offre, str(menage.id), le, aujourd_hui, rendu)
    if trouve is None:
        return
    if trouve.quoi is None:
        raise ErreurMetier(f"{trouve.phrase} Choisissez-en un autre.", "logement")
    suite = (
        "Écrivez pourquoi les deux l'ont eu en même temps, ou notez quel jour ce ménage l'avait refusé."
        if trouve.quoi is Malgre.OFFERT_DEPUIS else "Écrivez pourquoi l'offrir à ce ménage."
    )
    yield Motif(trouve.quoi, f"{trouve.phrase} {suite}")


def logement_pris(
    base: Base, menage_id: UUID, logement_id: UUID, le: date, refusee_le: date | None = None, *,
    temporaire: bool = False,
) -> Empechement | None:
    """Ce qui empêche d'offrir ce logement à ce ménage par un envoi du `le`, refusé le `refusee_le` ; None : rien."""
    with base.session() as s:
        rendu = _rendu(s, menage_id, refusee_le, temporaire=temporaire)
        offre = ligne_de(s, logement_id, au=le).offre
        return empechement(offre, str(menage_id), le, base.aujourd_hui(), rendu)


def _rendu(s: Session, menage_id: UUID, refusee_le: date | None, *, temporaire: bool) -> date | None:
    """Le jour où le ménage n'attendait plus ce logement : son refus, ou son bail définitif ; None : il l'attend.

    Un bail définitif ne libère pas le logement où l'on est logé le temps des travaux.
    """
    baux = select(col(Relogement.bail_signe_le)).where(
        Relogement.menage_id == menage_id, col(Relogement.temporaire).is_(False), col(Relogement.supprime_le).is_(None)
    )
    signes = [] if temporaire else list(s.exec(baux))
    return min([*signes, *([refusee_le] if refusee_le else [])], default=None)
