"""Rapprocher les ménages et le vivier : pour un ménage, un logement, toute une opération. Rien n'est écrit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from relogement.commun import ErreurMetier
from relogement.modeles import Menage
from relogement.regles.etape import Etape, etape
from relogement.regles.rapprochement.affectation import Affectation, affecter
from relogement.regles.rapprochement.convenance import Convenance, Logement, ordonner
from relogement.regles.rapprochement.examen import Examinateur
from relogement.regles.vivier import offrable
from relogement.services.demandeurs import Lu, demandeurs, genres, logement_de
from relogement.services.operations import operation_de_code
from relogement.services.outils import trouver
from relogement.stockage.base import Base
from relogement.stockage.chartes import charte_operation, chartes_des_operations
from relogement.stockage.lectures_vivier import ligne_de, vivier

ATTENDENT = frozenset({Etape.A_RENCONTRER, Etape.RENCONTRE, Etape.EN_RECHERCHE})
"""Les étapes où un ménage attend un logement, sans proposition en cours ni accord."""
Avancer = Callable[[int, int], None]
"""Dit où l'on en est : ménages examinés, sur combien. Peut lever pour arrêter."""


@dataclass(frozen=True)
class Rapprochement:
    """Les convenances au jour `le`, du meilleur rang au moins bon ; `exclues` : pourquoi les autres non."""

    le: date
    convenances: tuple[Convenance, ...]
    exclues: tuple[Convenance, ...]
    menages: dict[str, Lu]
    logements: dict[str, Logement]


@dataclass(frozen=True)
class Repartition:
    """La meilleure affectation du vivier à une opération, au jour `le` ; elle propose, une personne décide."""

    le: date
    operation: str
    affectation: Affectation
    menages: dict[str, Lu]
    logements: dict[str, Logement]


def pour_menage(base: Base, menage_id: UUID, le: date) -> Rapprochement:
    """Les logements à proposer ce jour-là, rangés pour ce ménage ; ErreurMetier s'il n'existe plus."""
    with base.session() as s:
        menage = trouver(s, Menage, menage_id)
        lus = demandeurs(s, le, [menage_id])
        logements = _a_proposer(s, menage.operation_id, le)
    return _ranger(le, lus.values(), logements)


def pour_logement(base: Base, logement_id: UUID, le: date) -> Rapprochement:
    """Les ménages qui attendent un logement, de toute opération, rangés pour celui-ci, libre ou non."""
    with base.session() as s:
        ligne = ligne_de(s, logement_id, au=le)
        lus = _qui_attendent(s, le, None)
        genre = genres(s).get(ligne.valeurs["bailleur_id"])
        chartes = chartes_des_operations(s)
    vus = [(u, logement_de(ligne, chartes[UUID(u.faits.operation.id)], genre, le)) for u in lus.values()]
    convenances = [Examinateur(u.demandeur).examiner(x) for u, x in vus]
    return _rapprochement(le, convenances, lus.values(), [x for _, x in vus])


def repartir(base: Base, code: str, le: date, avancer: Avancer | None = None) -> Repartition:
    """La meilleure affectation du vivier aux ménages de cette opération qui attendent.

    ErreurMetier : opération inconnue, aucun ménage qui attend, aucun logement à proposer.
    """
    with base.session() as s:
        operation = operation_de_code(s, code)
        lus = _qui_attendent(s, le, operation.id)
        logements = _a_proposer(s, operation.id, le)
        nom = operation.code
    if not lus:
        raise ErreurMetier("Aucun ménage de cette opération n'attend de logement ce jour-là.")
    if not logements:
        raise ErreurMetier("Aucun logement du vivier n'est à proposer ce jour-là : ajoutez-en ou importez une liste.")
    convenances: dict[tuple[str, str], Convenance] = {}
    for rang, u in enumerate(lus.values()):
        if avancer is not None:
            avancer(rang, len(lus))
        examinateur = Examinateur(u.demandeur)
        convenances |= {(u.demandeur.id, x.id): examinateur.examiner(x) for x in logements}
    affectation = affecter([u.demandeur.id for u in lus.values()], [x.id for x in logements], convenances)
    return Repartition(
        le, nom, affectation, {u.demandeur.id: u for u in lus.values()}, {x.id: x for x in logements}
    )


def _qui_attendent(s: Session, le: date, operation_id: UUID | None) -> dict[UUID, Lu]:
    requete = select(Menage.id).where(col(Menage.supprime_le).is_(None))
    if operation_id is not None:
        requete = requete.where(Menage.operation_id == operation_id)
    lus = demandeurs(s, le, s.exec(requete.order_by(col(Menage.reference))))
    return {cle: u for cle, u in lus.items() if etape(u.faits, le) in ATTENDENT}


def _a_proposer(s: Session, operation_id: UUID, le: date) -> list[Logement]:
    charte, de_qui = charte_operation(s, operation_id), genres(s)
    return [
        logement_de(v, charte, de_qui.get(v.valeurs["bailleur_id"]), le) for v in vivier(s, au=le)
        if offrable(v.offre, le)
    ]


def _ranger(le: date, lus: Iterable[Lu], logements: list[Logement]) -> Rapprochement:
    gens = list(lus)
    convenances = [Examinateur(u.demandeur).examiner(x) for u in gens for x in logements]
    return _rapprochement(le, convenances, gens, logements)


def _rapprochement(
    le: date, convenances: list[Convenance], lus: Iterable[Lu], logements: Iterable[Logement]
) -> Rapprochement:
    exclues = tuple(c for c in convenances if c.limite is not None)
    return Rapprochement(
        le, tuple(ordonner(convenances)), exclues, {u.demandeur.id: u for u in lus}, {x.id: x for x in logements}
    )
