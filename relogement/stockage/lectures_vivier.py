"""Ce que les écrans et les gestes lisent du vivier : chaque logement offert, ses propositions, son état."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, func, select
from sqlmodel import Session

from relogement import modeles as m
from relogement.commun import ErreurMetier
from relogement.regles.vivier import Offerte, Offre, Situation, situation
from relogement.stockage.base import Base
from relogement.stockage.lectures import Ligne, sql


@dataclass(frozen=True, slots=True)
class LigneVivier:
    """Un logement offert : ses colonnes et `bailleur` (nom, et `genre_bailleur`), ses propositions, où il en est."""

    id: UUID
    valeurs: Ligne
    offre: Offre
    situation: Situation


def lignes_vivier(base: Base, *, au: date) -> list[LigneVivier]:
    """Tous les logements offerts hors corbeille, par désignation ; l'état est celui du jour `au`."""
    with base.session() as s:
        return vivier(s, au=au)


def ligne_vivier(base: Base, logement_id: UUID, *, au: date) -> LigneVivier:
    """Un logement offert ; ErreurMetier s'il n'existe plus."""
    with base.session() as s:
        return ligne_de(s, logement_id, au=au)


def ligne_de(s: Session, logement_id: UUID, *, au: date) -> LigneVivier:
    """Le même, dans cette session."""
    trouvees = vivier(s, au=au, logements=[logement_id])
    if not trouvees:
        raise ErreurMetier("Ce logement n'existe plus : il a été retiré ou son geste annulé.")
    return trouvees[0]


def logement_de_reference(base: Base, reference: str) -> UUID:
    """Le logement du vivier que le bailleur nomme ainsi ; ErreurMetier si aucun ou plusieurs la portent."""
    lo = sql(m.LogementOffert)
    requete = select(lo.c.id).where(lo.c.reference == reference.strip(), lo.c.supprime_le.is_(None))
    with base.session() as s:
        trouves = list(s.scalars(requete))
    if len(trouves) == 1:
        return UUID(str(trouves[0]))
    combien = "Aucun logement du vivier n'a" if not trouves else "Plusieurs logements du vivier ont"
    raise ErreurMetier(f"{combien} la référence « {reference} » : vérifiez-la dans « Logements ».", "logement")


def vivier(s: Session, *, au: date, logements: Iterable[UUID] | None = None) -> list[LigneVivier]:
    """Les logements offerts de cette session ; `logements` None : tous ceux du vivier."""
    s.flush()
    lo, og = sql(m.LogementOffert), sql(m.Organisme)
    requete = (
        select(lo, og.c.nom.label("bailleur"), og.c.genre.label("genre_bailleur"))
        .outerjoin(og, og.c.id == lo.c.bailleur_id)
        .where(lo.c.supprime_le.is_(None))
        .order_by(lo.c.libelle, lo.c.id)
    )
    cles = None if logements is None else list(logements)
    requete = requete.where(lo.c.hors_vivier.is_(False) if cles is None else lo.c.id.in_(cles))
    offertes = _offertes(s, cles)
    return [_ligne(r, offertes[r["id"]], au) for r in s.execute(requete).mappings()]


def _ligne(r: RowMapping, offertes: list[Offerte], au: date) -> LigneVivier:
    offre = Offre(tuple(offertes), r["disponible_le"], r["disponible_jusqu_au"], r["repris_le"])
    return LigneVivier(r["id"], dict(r), offre, situation(offre, au))


def _offertes(s: Session, logements: list[UUID] | None) -> Mapping[UUID, list[Offerte]]:
    pr, me, re = sql(m.Proposition), sql(m.Menage), sql(m.Relogement)
    requete = (
        select(pr, me.c.reference, me.c.sortie_le, re.c.bail_signe_le, re.c.retour_le)
        .join(me, me.c.id == pr.c.menage_id)
        .outerjoin(re, (re.c.proposition_id == pr.c.id) & re.c.supprime_le.is_(None))
        .where(pr.c.supprime_le.is_(None), me.c.supprime_le.is_(None))
        .order_by(pr.c.envoyee_le, pr.c.id)
    )
    if logements is not None:
        requete = requete.where(pr.c.logement_id.in_(logements))
    baux = _baux(s)
    rangees: defaultdict[UUID, list[Offerte]] = defaultdict(list)
    for r in s.execute(requete).mappings():
        rangees[r["logement_id"]].append(_offerte(r, baux.get(r["menage_id"], ())))
    return rangees


def _baux(s: Session) -> dict[UUID, list[tuple[Any, date]]]:
    """Les baux définitifs de chaque ménage : (proposition, jour)."""
    re = sql(m.Relogement)
    requete = select(re.c.menage_id, re.c.proposition_id, re.c.bail_signe_le)
    baux: defaultdict[UUID, list[tuple[Any, date]]] = defaultdict(list)
    for menage, proposition, le in s.execute(requete.where(re.c.supprime_le.is_(None), re.c.temporaire.is_(False))):
        baux[menage].append((proposition, le))
    return baux


def _offerte(r: RowMapping, baux: Iterable[tuple[Any, date]]) -> Offerte:
    ailleurs = [le for proposition, le in baux if proposition != r["id"]]
    # Un bail définitif ailleurs ne libère pas le logement où l'on est logé le temps des travaux : le retour le fait.
    fins = [r["sortie_le"], *([] if r["temporaire"] else ailleurs)]
    return Offerte(
        str(r["id"]), str(r["menage_id"]), r["reference"], r["envoyee_le"], r["reponse"], r["repondue_le"],
        r["reponse_attendue_le"], r["caleol_decision"], r["caleol_le"], r["bail_signe_le"], r["retour_le"],
        min((le for le in fins if le is not None), default=None), r["raison_envoi"] is not None,
    )


def nombre_de_propositions(s: Session, logement_id: UUID) -> int:
    """Les propositions de ce logement, hors corbeille."""
    pr = sql(m.Proposition)
    requete = select(func.count()).where(pr.c.logement_id == logement_id, pr.c.supprime_le.is_(None))
    return int(s.execute(requete).scalar_one())
