"""Un logement que deux ménages tiendraient : l'accord dit pourquoi, un seul bail court."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from relogement.commun import ErreurMetier
from relogement.formats import date_courte
from relogement.modeles import Menage, Proposition, Relogement
from relogement.regles.vivier import Offre, empechement_accord, offertes_pendant
from relogement.stockage.base import Base
from relogement.stockage.lectures_vivier import ligne_de
from relogement.vocabulaire import accord_tient

ICI = "Écrivez pourquoi l'accord est pris quand même."
AILLEURS = "Écrivez d'abord pourquoi l'accord tient quand même, avec la date de la réponse."


def tenu_par_un_autre(base: Base, proposition_id: UUID, le: date) -> str:
    """Pourquoi un accord donné le `le` à cette proposition demande une raison ; vide : rien ne s'y oppose."""
    with base.session() as s:
        p = s.get(Proposition, proposition_id)
        return accord_a_justifier(s, p, le, base.aujourd_hui()) if p is not None else ""


def accord_a_justifier(s: Session, p: Proposition, *jours: date) -> str:
    """Pourquoi l'accord à cette proposition, donné le premier des `jours`, demande une raison ; vide s'il va de soi."""
    trouve = empechement_accord(_offre(s, p), str(p.menage_id), *jours)
    return trouve.phrase if trouve is not None else ""


def verifier_accord(s: Session, p: Proposition, *jours: date, invite: str = ICI) -> None:
    """Un accord qui tient a sa raison si, un de ces `jours`, un autre tient le logement ou s'il n'est plus offert.

    ErreurMetier sinon, qui finit par l'`invite`.
    """
    if not accord_tient(p.reponse, p.caleol_decision) or (p.raison_accord or "").strip():
        return
    if phrase := accord_a_justifier(s, p, *jours):
        raise ErreurMetier(f"{phrase} {invite}", "raison_accord")


def verifier_offres_suivantes(s: Session, p: Proposition, champ: str) -> None:
    """La date corrigée ne recouvre pas l'offre qu'un autre a reçue depuis sans raison écrite ; ErreurMetier sinon."""
    if suivantes := offertes_pendant(_offre(s, p), str(p.id)):
        o = suivantes[0]
        envoi = f"Ce logement a été envoyé à {o.reference} le {date_courte(o.envoyee)}, sans raison écrite"
        raise ErreurMetier(f"{envoi} : il aurait été offert aux deux à la fois. Vérifiez la date.", champ)


def verifier_seul_bail(s: Session, r: Relogement, champ: str) -> None:
    """Un logement n'a qu'un bail à la fois : ErreurMetier si celui d'un autre ménage y court pendant celui-ci.

    Un relogement temporaire ne court plus dès le jour du retour.
    """
    p = s.get(Proposition, r.proposition_id) if r.proposition_id is not None else None
    trouve = autre_bail(s, p, r.bail_signe_le, r.retour_le) if p is not None else None
    if trouve is not None:
        reference, le = trouve
        phrase = f"Un autre bail court dans ce logement depuis le {date_courte(le)}, pour {reference}"
        raise ErreurMetier(f"{phrase} : vérifiez les deux dates, ou lequel des deux ménages y est logé.", champ)


def autre_bail(s: Session, p: Proposition, du: date, rendu: date | None = None) -> tuple[str, date] | None:
    """Le bail d'un autre ménage dans le logement de `p` entre ces jours (`rendu` exclu) : sa référence, son jour."""
    requete = (
        select(col(Menage.reference), col(Relogement.bail_signe_le), col(Relogement.retour_le))
        .join(Relogement, col(Relogement.menage_id) == col(Menage.id))
        .join(Proposition, col(Proposition.id) == col(Relogement.proposition_id))
        .where(
            Proposition.logement_id == p.logement_id, col(Menage.id) != p.menage_id,
            col(Relogement.supprime_le).is_(None), col(Menage.supprime_le).is_(None),
        )
        .order_by(col(Relogement.bail_signe_le))
    )
    for reference, signe, retour in s.exec(requete):
        if (retour is None or du < retour) and (rendu is None or signe < rendu):
            return reference, signe
    return None


def _offre(s: Session, p: Proposition) -> Offre:
    return ligne_de(s, p.logement_id, au=p.envoyee_le).offre
