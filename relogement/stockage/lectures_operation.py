"""Ce que les onglets d'une opération lisent : événements, jalons, partenaires, revues, évaluations, documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session

from relogement import modeles as m
from relogement.commun import ErreurMetier
from relogement.regles.calendrier import Trimestre
from relogement.stockage.base import Base
from relogement.stockage.lectures import Ligne, sql
from relogement.vocabulaire import MomentRevue, NatureInformation


@dataclass(frozen=True, slots=True)
class Occupant:
    """Un ménage de l'opération vu de l'information : où il est, jusqu'à quand, et s'il a su la décision.

    `parti_le` : son déménagement définitif ou sa sortie ; None : il est là.
    """

    id: UUID
    reference: str
    nom: str
    batiment: str | None
    escalier: str | None
    porte: str | None
    parti_le: date | None
    decohabitant: bool
    annonce: bool


@dataclass(frozen=True, slots=True)
class VieOperation:
    """Tout ce que l'opération a d'elle-même, du plus ancien au plus récent."""

    operation: Ligne
    """Avec le nom de son `bailleur`."""
    occupants: tuple[Occupant, ...]
    evenements: tuple[Ligne, ...]
    touches: Mapping[UUID, frozenset[UUID]]
    """Par événement, les ménages qu'il a touchés."""
    jalons: tuple[Ligne, ...]
    partenaires: tuple[Ligne, ...]
    informations: tuple[Ligne, ...]
    """Les informations données aux partenaires."""
    revues: tuple[Ligne, ...]
    """Les revues notées remises à la main."""
    emises: tuple[Ligne, ...]
    """Les revues trimestrielles émises ici qui la couvrent, avec leur `trimestre`."""
    evaluations: tuple[Ligne, ...]
    objectifs: tuple[Ligne, ...]
    """Les objectifs locaux."""
    pieces: tuple[Ligne, ...]
    derogations: tuple[Ligne, ...]
    presentations: tuple[Ligne, ...]
    """Les présentations à la CIL : de toute la base."""

    def attendus(self, evenement: Ligne) -> tuple[Occupant, ...]:
        """Les ménages du lieu visé qui étaient encore là ce jour."""
        return tuple(
            o for o in self.occupants
            if (o.parti_le is None or o.parti_le > evenement["le"])
            and evenement["batiment"] in (None, o.batiment) and evenement["escalier"] in (None, o.escalier)
        )

    def piece(self, cle: UUID | None) -> Ligne | None:
        """Le document de cette clé, None s'il n'y en a pas."""
        return next((p for p in self.pieces if p["id"] == cle), None)


def vie_operation(base: Base, operation_id: UUID) -> VieOperation:
    """Lit tout ; ErreurMetier si l'opération n'existe plus."""
    op, og = sql(m.Operation), sql(m.Organisme)
    with base.session() as s:
        requete = select(op, og.c.nom.label("bailleur")).join(og, og.c.id == op.c.bailleur_id)
        operation = s.execute(requete.where(op.c.id == operation_id, op.c.supprime_le.is_(None))).mappings().first()
        if operation is None:
            raise ErreurMetier("Cette opération n'existe plus : elle a été retirée ou sa création annulée.")
        partenaires = _de(s, m.Partenaire, operation_id, "genre", "le")
        return VieOperation(
            operation=dict(operation), occupants=_occupants(s, operation_id),
            evenements=_de(s, m.Evenement, operation_id, "le"), touches=_touches(s, operation_id),
            jalons=_de(s, m.Jalon, operation_id, "le"), partenaires=partenaires,
            informations=_informations(s, {p["id"] for p in partenaires}),
            revues=_de(s, m.RevueRemise, operation_id, "trimestre", "le"), emises=_emises(s, operation["code"]),
            evaluations=_de(s, m.Evaluation, operation_id, "le"),
            objectifs=_de(s, m.ObjectifLocal, operation_id, "le", "indicateur"),
            pieces=_de(s, m.Piece, operation_id, "le"),
            derogations=_de(s, m.Derogation, operation_id, "le"), presentations=_presentations(s),
        )


def presentations_cil(base: Base) -> tuple[Ligne, ...]:
    """Les présentations à la CIL, de toute la base, par année."""
    with base.session() as s:
        return _presentations(s)


def _de(s: Session, table: type[m.Table], operation_id: UUID, *ordre: str) -> tuple[Ligne, ...]:
    t = sql(table)
    requete = select(t).where(t.c.operation_id == operation_id, t.c.supprime_le.is_(None))
    return tuple(dict(r) for r in s.execute(requete.order_by(*(t.c[c] for c in ordre), t.c.id)).mappings())


def _emises(s: Session, code: str) -> tuple[Ligne, ...]:
    t = sql(m.RevueEmise)
    requete = select(t.c.id, t.c.le, t.c.auteur, t.c.au, t.c.operations).where(t.c.supprime_le.is_(None))
    lues = s.execute(requete.where(t.c.moment == MomentRevue.TRIMESTRE).order_by(t.c.au, t.c.id)).mappings()
    return tuple({**r, "trimestre": str(Trimestre.de(r["au"]))} for r in lues if code in r["operations"])


def _informations(s: Session, partenaires: set[UUID]) -> tuple[Ligne, ...]:
    t = sql(m.InformationPartenaire)
    lues = s.execute(select(t).where(t.c.supprime_le.is_(None)).order_by(t.c.le, t.c.id)).mappings()
    return tuple(dict(r) for r in lues if r["partenaire_id"] in partenaires)


def _presentations(s: Session) -> tuple[Ligne, ...]:
    t = sql(m.PresentationCil)
    requete = select(t).where(t.c.supprime_le.is_(None)).order_by(t.c.annee, t.c.le, t.c.id)
    return tuple(dict(r) for r in s.execute(requete).mappings())


def _occupants(s: Session, operation_id: UUID) -> tuple[Occupant, ...]:
    me, lo, re = sql(m.Menage), sql(m.Logement), sql(m.Relogement)
    bail = (
        select(func.min(re.c.demenage_le))
        .where(re.c.menage_id == me.c.id, re.c.supprime_le.is_(None), re.c.temporaire.is_(False))
        .scalar_subquery()
    )
    requete = (
        select(me, bail.label("demenage_le"), lo.c.batiment, lo.c.escalier, lo.c.porte)
        .outerjoin(lo, lo.c.id == me.c.logement_id)
        .where(me.c.operation_id == operation_id, me.c.supprime_le.is_(None))
        .order_by(me.c.reference)
    )
    informes = _annonces(s, operation_id)
    return tuple(
        Occupant(
            r["id"], r["reference"], r["nom"], r["batiment"], r["escalier"], r["porte"],
            min((d for d in (r["demenage_le"], r["sortie_le"]) if d is not None), default=None),
            r["parent_id"] is not None, r["id"] in informes,
        )
        for r in s.execute(requete).mappings()
    )


def _annonces(s: Session, operation_id: UUID) -> set[UUID]:
    """Les ménages qu'une annonce a touchés, par un événement ou chez eux."""
    i, me = sql(m.Information), sql(m.Menage)
    requete = (
        select(i.c.menage_id, i.c.natures)
        .join(me, me.c.id == i.c.menage_id)
        .where(me.c.operation_id == operation_id, i.c.supprime_le.is_(None))
    )
    return {r.menage_id for r in s.execute(requete) if NatureInformation.ANNONCE.value in r.natures}


def _touches(s: Session, operation_id: UUID) -> dict[UUID, frozenset[UUID]]:
    i, ev = sql(m.Information), sql(m.Evenement)
    requete = (
        select(i.c.evenement_id, i.c.menage_id)
        .join(ev, ev.c.id == i.c.evenement_id)
        .where(ev.c.operation_id == operation_id, ev.c.supprime_le.is_(None), i.c.supprime_le.is_(None))
    )
    groupes: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for evenement, menage in s.execute(requete):
        groupes[evenement].add(menage)
    return {cle: frozenset(siens) for cle, siens in groupes.items()}
