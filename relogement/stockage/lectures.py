"""Ce que les écrans lisent : des lignes figées, par SQLAlchemy Core ; aucun objet de la base ne sort d'ici."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy import Table as TableSql
from sqlmodel import Session, SQLModel, col

from relogement import modeles as m
from relogement.commun import ErreurMetier
from relogement.regles.charte.parametres import Charte
from relogement.stockage.base import Base
from relogement.stockage.chartes import charte_operation
from relogement.stockage.lectures_historique import historique

Ligne = Mapping[str, Any]
"""Une ligne figée : colonne → valeur Python (dates, centimes, membres de liste fermée, None)."""


@dataclass(frozen=True, slots=True)
class LigneMenage:
    """Une ligne de la liste des ménages ; l'étape et les retards viennent de `services.charte.resumes`."""

    id: UUID
    reference: str
    nom: str
    operation_id: UUID
    operation: str
    batiment: str | None
    escalier: str | None
    etage: int | None
    porte: str | None
    type: str | None
    telephone: str | None
    referent: str | None
    propositions: int
    a_completer: int
    decohabitant: bool
    logement_id: UUID | None = None
    """Le logement d'origine."""


@dataclass(frozen=True, slots=True)
class LigneOperation:
    """Une ligne de la liste des opérations."""

    id: UUID
    code: str
    nom: str
    bailleur: str
    menages: int
    """Hors décohabitants, comptés à part."""
    valeurs: Ligne
    decohabitants: int = 0


@dataclass(frozen=True, slots=True)
class FicheMenage:
    """Tout un dossier, section par section, du plus ancien au plus récent."""

    menage: Ligne
    operation: Ligne
    charte: Charte
    """Celle de l'opération, avec toutes ses versions."""
    logement: Ligne | None
    bail: Ligne | None
    personnes: tuple[Ligne, ...]
    compositions: tuple[Ligne, ...]
    loyers: tuple[Ligne, ...]
    ressources: tuple[Ligne, ...]
    souhaits: tuple[Ligne, ...]
    referents: tuple[Ligne, ...]
    informations: tuple[Ligne, ...]
    entretiens: tuple[Ligne, ...]
    mesures: tuple[Ligne, ...]
    acteurs: tuple[Ligne, ...]
    demandes: tuple[Ligne, ...]
    avis_impot: tuple[Ligne, ...]
    visites_techniques: tuple[Ligne, ...]
    propositions: tuple[Ligne, ...]
    offerts: Mapping[UUID, Ligne]
    """Les logements des propositions, par clé."""
    budgets: Mapping[UUID, tuple[Ligne, ...]]
    """Les budgets figés, par proposition : d'abord l'avant, puis l'après."""
    relogements: tuple[Ligne, ...]
    frais: tuple[Ligne, ...]
    suivi: Ligne | None
    visites: tuple[Ligne, ...]
    difficultes: tuple[Ligne, ...]
    enquetes: tuple[Ligne, ...]
    derogations: tuple[Ligne, ...]
    pieces: tuple[Ligne, ...]
    a_completer: tuple[Ligne, ...]
    decohabitants: tuple[Ligne, ...]
    gestes: tuple[Ligne, ...]
    """L'historique, du plus récent au plus ancien (`lectures_historique`)."""
    agents: Mapping[UUID, str]
    origines: Mapping[UUID, str] = field(default_factory=dict)
    """Fiche → d'où elle est reprise, si elle vient d'un suivi tenu à la main."""


def sql(table: type[SQLModel]) -> TableSql:
    """La table SQL d'une classe."""
    trouvee: TableSql = table.__table__  # type: ignore[attr-defined]  # posé par SQLModel
    return trouvee


def lignes_menages(base: Base, operation_id: UUID | None = None, *, au: date) -> list[LigneMenage]:
    """Les ménages hors corbeille, par référence."""
    me, lo, op, re = sql(m.Menage), sql(m.Logement), sql(m.Operation), sql(m.Referent)
    referent = (
        select(sql(m.Agent).c.nom)
        .join(re, re.c.agent_id == sql(m.Agent).c.id)
        .where(re.c.menage_id == me.c.id, re.c.supprime_le.is_(None), re.c.du <= au)
        .where(re.c.au.is_(None) | (re.c.au >= au))
        .order_by(re.c.du.desc())
        .limit(1)
        .scalar_subquery()
    )
    requete = (
        select(
            me.c.id, me.c.reference, me.c.nom, me.c.operation_id, op.c.code, lo.c.batiment, lo.c.escalier, lo.c.etage,
            lo.c.porte, lo.c.type, me.c.telephone, referent, _combien(sql(m.Proposition), me.c.id),
            _combien(sql(m.ACompleter), me.c.id, sql(m.ACompleter).c.regle_le.is_(None)), me.c.parent_id.isnot(None),
            me.c.logement_id,
        )
        .join(op, op.c.id == me.c.operation_id)
        .outerjoin(lo, lo.c.id == me.c.logement_id)
        .where(me.c.supprime_le.is_(None), op.c.supprime_le.is_(None))
        .order_by(me.c.reference)
    )
    if operation_id is not None:
        requete = requete.where(me.c.operation_id == operation_id)
    with base.session() as s:
        return [LigneMenage(*r) for r in s.execute(requete)]


def _combien(table: TableSql, menage: ColumnElement[Any], *conditions: ColumnElement[bool]) -> Any:
    return (
        select(func.count())
        .select_from(table)
        .where(table.c.menage_id == menage, table.c.supprime_le.is_(None), *conditions)
        .correlate(sql(m.Menage))
        .scalar_subquery()
    )


def lignes_operations(base: Base) -> list[LigneOperation]:
    """Les opérations hors corbeille, par code."""
    op, me, og = sql(m.Operation), sql(m.Menage), sql(m.Organisme)
    siens = select(func.count()).select_from(me).where(me.c.operation_id == op.c.id, me.c.supprime_le.is_(None))
    nombre = siens.where(me.c.parent_id.is_(None)).scalar_subquery()
    a_part = siens.where(me.c.parent_id.isnot(None)).scalar_subquery()
    requete = (
        select(
            op, og.c.nom.label("bailleur"), og.c.genre.label("genre_bailleur"), nombre.label("menages"),
            a_part.label("decohabitants"),
        )
        .join(og, og.c.id == op.c.bailleur_id)
        .where(op.c.supprime_le.is_(None))
        .order_by(op.c.code)
    )
    with base.session() as s:
        return [
            LigneOperation(r["id"], r["code"], r["nom"], r["bailleur"], r["menages"], dict(r), r["decohabitants"])
            for r in s.execute(requete).mappings()
        ]


def referents_operation(base: Base, operation_id: UUID) -> list[Ligne]:
    """Les référents de l'opération, du premier au dernier venu, avec le nom de l'agent."""
    re, ag = sql(m.ReferentOperation), sql(m.Agent)
    requete = (
        select(re, ag.c.nom.label("agent"))
        .join(ag, ag.c.id == re.c.agent_id)
        .where(re.c.operation_id == operation_id, re.c.supprime_le.is_(None))
        .order_by(re.c.du, re.c.id)
    )
    with base.session() as s:
        return [dict(r) for r in s.execute(requete).mappings()]


def logements_operation(base: Base, operation_id: UUID) -> list[Ligne]:
    """Les logements d'une opération, vacants compris."""
    lo = sql(m.Logement)
    with base.session() as s:
        return _lire(s, lo, lo.c.operation_id == operation_id)


def logements_offerts(base: Base) -> list[Ligne]:
    """Les logements proposables, avec le nom de leur bailleur (`bailleur`) et son genre (`genre_bailleur`)."""
    lo, og = sql(m.LogementOffert), sql(m.Organisme)
    requete = (
        select(lo, og.c.nom.label("bailleur"), og.c.genre.label("genre_bailleur"))
        .outerjoin(og, og.c.id == lo.c.bailleur_id)
        .where(lo.c.supprime_le.is_(None))
        .order_by(lo.c.libelle)
    )
    with base.session() as s:
        return [dict(r) for r in s.execute(requete).mappings()]


def a_completer_operation(base: Base, operation_id: UUID) -> list[Ligne]:
    """Ce qui reste à compléter dans une opération, avec `reference` et `menage` (None pour un logement vacant)."""
    ac, me, lo = sql(m.ACompleter), sql(m.Menage), sql(m.Logement)
    requete = (
        select(ac, me.c.reference, me.c.nom.label("menage"))
        .outerjoin(me, me.c.id == ac.c.menage_id)
        .outerjoin(lo, lo.c.id == ac.c.logement_id)
        .where(func.coalesce(me.c.operation_id, lo.c.operation_id) == operation_id, me.c.supprime_le.is_(None))
        .where(ac.c.supprime_le.is_(None), ac.c.regle_le.is_(None))
        .order_by(me.c.reference, ac.c.id)
    )
    with base.session() as s:
        return [dict(r) for r in s.execute(requete).mappings()]


def menage_de_reference(base: Base, reference: str) -> UUID:
    """La clé d'un ménage ; ErreurMetier si la référence est inconnue."""
    me = sql(m.Menage)
    with base.session() as s:
        cle: UUID | None = s.execute(
            select(me.c.id).where(me.c.reference == reference.strip().upper(), me.c.supprime_le.is_(None))
        ).scalar()
    if cle is None:
        raise ErreurMetier(f"Aucun ménage n'a la référence « {reference} » : vérifiez-la dans la liste des ménages.")
    return cle


def fiche_menage(base: Base, menage_id: UUID) -> FicheMenage:
    """Le dossier d'un ménage ; ErreurMetier s'il n'existe plus."""
    with base.session() as s:
        menage = _une(s, sql(m.Menage), menage_id)
        if menage is None:
            raise ErreurMetier("Ce ménage n'existe plus : il a été retiré ou sa création annulée.")

        def de(table: type[SQLModel], *ordre: str) -> tuple[Ligne, ...]:
            t = sql(table)
            return tuple(_lire(s, t, t.c.menage_id == menage_id, ordre=ordre))

        propositions = de(m.Proposition, "rang")
        relogements = de(m.Relogement, "bail_signe_le")
        fr, bu, lo = sql(m.Frais), sql(m.BudgetFige), sql(m.LogementOffert)
        cles = [p["id"] for p in propositions]
        figes = _lire(s, bu, bu.c.proposition_id.in_(cles), ordre=("proposition_id", "apres"))
        suivis, baux = de(m.Suivi), de(m.Bail)
        enfants = sql(m.Menage)
        return FicheMenage(
            menage=menage,
            operation=_une(s, sql(m.Operation), menage["operation_id"]) or {},
            charte=charte_operation(s, menage["operation_id"]),
            logement=_une(s, sql(m.Logement), menage["logement_id"]) if menage["logement_id"] else None,
            bail=baux[0] if baux else None,
            personnes=de(m.Personne), compositions=de(m.Composition, "du"), loyers=de(m.Loyer, "du"),
            ressources=de(m.Ressource, "du"), souhaits=de(m.Souhait, "le"), referents=de(m.Referent, "du"),
            informations=de(m.Information, "le"), entretiens=de(m.Entretien, "le"), mesures=de(m.Mesure, "depuis"),
            acteurs=de(m.ActeurSocial, "depuis"), demandes=de(m.Demande, "le"),
            avis_impot=de(m.AvisImpot, "le", "annee"),
            visites_techniques=de(m.VisiteTechnique, "le"),
            propositions=propositions,
            offerts={r["id"]: r for r in _lire(s, lo, lo.c.id.in_([p["logement_id"] for p in propositions]))},
            budgets={c: tuple(f for f in figes if f["proposition_id"] == c) for c in cles},
            relogements=relogements,
            frais=tuple(_lire(s, fr, fr.c.relogement_id.in_([r["id"] for r in relogements]))),
            suivi=suivis[0] if suivis else None, visites=de(m.VisiteSuivi, "le"),
            difficultes=de(m.DifficulteSuivi, "le"), enquetes=de(m.Enquete, "le"),
            derogations=de(m.Derogation, "le"), pieces=de(m.Piece, "le"), a_completer=de(m.ACompleter),
            decohabitants=tuple(_lire(s, enfants, enfants.c.parent_id == menage_id)),
            gestes=historique(s, menage_id),
            agents={a.id: a.nom for a in s.execute(select(col(m.Agent.id), col(m.Agent.nom)))},
            origines=_origines(de(m.LigneReprise)),
        )


def _origines(reprises: Sequence[Ligne]) -> dict[UUID, str]:
    """Ce que l'import d'un suivi a écrit, et la cellule qui le disait."""
    return {
        UUID(r["fiches"][fait]): f"suivi tenu à la main, cellule {cellule}"
        for r in reprises for fait, cellule in r["cellules"].items()
    }


def _une(s: Session, table: TableSql, cle: UUID) -> Ligne | None:
    r = s.execute(select(table).where(table.c.id == cle, table.c.supprime_le.is_(None))).mappings().first()
    return dict(r) if r else None


def _lire(
    s: Session, table: TableSql, *conditions: ColumnElement[bool], ordre: tuple[str, ...] = ()
) -> list[Ligne]:
    requete = select(table).where(table.c.supprime_le.is_(None), *conditions)
    requete = requete.order_by(*(table.c[c] for c in ordre), table.c.id)
    return [dict(r) for r in s.execute(requete).mappings()]


def nombre_de_menages(base: Base) -> int:
    """Le nombre de ménages hors corbeille, toutes opérations."""
    me, op = sql(m.Menage), sql(m.Operation)
    requete = (
        select(func.count())
        .select_from(me.join(op, op.c.id == me.c.operation_id))
        .where(me.c.supprime_le.is_(None), op.c.supprime_le.is_(None))
    )
    with base.session() as s:
        return int(s.execute(requete).scalar_one())
