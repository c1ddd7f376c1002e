"""De la base aux faits d'une opération et de toute la base."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import RowMapping, select
from sqlmodel import Session, SQLModel, col

from relogement import modeles as m
from relogement.regles import faits as f
from relogement.regles import faits_operation as fo
from relogement.regles.calendrier import Trimestre
from relogement.stockage.faits import faits_menages, faits_operation
from relogement.stockage.faits_liens import alerte_reglee, autorisations, derogation, nombres_de_logements
from relogement.vocabulaire import MomentRevue, NatureInformation

T = TypeVar("T")


def operations(s: Session) -> dict[UUID, f.FaitsOperation]:
    """Les faits de chaque opération hors corbeille."""
    genres = {o.id: o.genre for o in s.execute(select(col(m.Organisme.id), col(m.Organisme.genre)))}
    autorisees, nombres = autorisations(s), nombres_de_logements(s)
    return {
        r["id"]: faits_operation(r, genres[r["bailleur_id"]], autorisees.get(r["id"]), nombres.get(r["id"]))
        for r in _lignes(s, m.Operation)
    }


def dossiers_operations(
    s: Session, operation_id: UUID | None = None, menages: dict[UUID, f.FaitsMenage] | None = None
) -> dict[UUID, fo.DossierOperation]:
    """Le dossier d'une opération ou de toutes ; `menages` : les faits déjà chargés, relus sinon."""
    connus = faits_menages(s, operation_id) if menages is None else menages
    par_operation: dict[str, list[f.FaitsMenage]] = {}
    for menage in connus.values():
        par_operation.setdefault(menage.operation.id, []).append(menage)
    lues = {table: _ranger(_lignes(s, table)) for table in _TABLES}
    emises = _emises(s)
    return {
        cle: _dossier(s, operation, cle, lues, emises.get(cle, []), tuple(par_operation.get(operation.id, ())))
        for cle, operation in operations(s).items()
        if operation_id is None or cle == operation_id
    }


def faits_base(s: Session) -> fo.FaitsBase:
    """Ce que les règles savent de toute la base."""
    presentations = tuple(fo.PresentationCil(str(r["id"]), r["annee"], r["le"]) for r in _lignes(s, m.PresentationCil))
    return fo.FaitsBase(tuple(operations(s).values()), presentations)


_TABLES: tuple[type[m.Table], ...] = (
    m.Jalon, m.Partenaire, m.Evenement, m.RevueRemise, m.Evaluation, m.Derogation, m.AlerteReglee,
)


def _dossier(
    s: Session,
    operation: f.FaitsOperation,
    cle: UUID,
    lues: dict[type[m.Table], dict[UUID, list[RowMapping]]],
    emises: Sequence[fo.RevueRemise],
    menages: tuple[f.FaitsMenage, ...],
) -> fo.DossierOperation:
    def de(table: type[m.Table], fait: Callable[[RowMapping], T]) -> tuple[T, ...]:
        return tuple(fait(r) for r in lues[table].get(cle, ()))

    partenaires = de(m.Partenaire, _partenaire)
    return fo.DossierOperation(
        operation=operation, jalons=de(m.Jalon, _jalon), partenaires=partenaires,
        informations=_informations(s, {p.id for p in partenaires}), evenements=de(m.Evenement, _evenement),
        revues=(*de(m.RevueRemise, _remise), *emises),
        evaluations=de(m.Evaluation, _evaluation), menages=menages, derogations=de(m.Derogation, derogation),
        alertes=de(m.AlerteReglee, alerte_reglee),
    )


def _emises(s: Session) -> dict[UUID, list[fo.RevueRemise]]:
    """Par opération, les revues trimestrielles émises qui la couvrent ; la répartition est toujours dans une revue."""
    cles = {r["code"]: r["id"] for r in _lignes(s, m.Operation)}
    emises: dict[UUID, list[fo.RevueRemise]] = {}
    for r in _lignes(s, m.RevueEmise):
        if r["moment"] is MomentRevue.TRIMESTRE:
            fait = fo.RevueRemise(str(r["id"]), str(Trimestre.de(r["au"])), r["le"], equilibre=True, emise=True)
            for code in r["operations"]:
                if code in cles:
                    emises.setdefault(cles[code], []).append(fait)
    return emises


def _remise(r: RowMapping) -> fo.RevueRemise:
    return fo.RevueRemise(str(r["id"]), r["trimestre"], r["le"], r["equilibre"])


def _lignes(s: Session, table: type[SQLModel]) -> Sequence[RowMapping]:
    sql = table.__table__  # type: ignore[attr-defined]  # posé par SQLModel
    return s.execute(select(sql).where(sql.c.supprime_le.is_(None)).order_by(sql.c.id)).mappings().all()


def _ranger(lignes: Sequence[RowMapping]) -> dict[UUID, list[RowMapping]]:
    groupes: dict[UUID, list[RowMapping]] = {}
    for r in lignes:
        groupes.setdefault(r["operation_id"], []).append(r)
    return groupes


def _informations(s: Session, partenaires: set[str]) -> tuple[fo.InformationPartenaire, ...]:
    if not partenaires:
        return ()
    lues = (
        fo.InformationPartenaire(str(r["id"]), str(r["partenaire_id"]), r["le"])
        for r in _lignes(s, m.InformationPartenaire)
    )
    return tuple(i for i in lues if i.partenaire in partenaires)


def _jalon(r: RowMapping) -> fo.Jalon:
    return fo.Jalon(str(r["id"]), r["nature"], r["le"], _texte(r["piece_id"]))


def _partenaire(r: RowMapping) -> fo.Partenaire:
    return fo.Partenaire(str(r["id"]), r["genre"], r["le"], r["aucun"], r["nom"] or "")


def _evenement(r: RowMapping) -> fo.Evenement:
    return fo.Evenement(str(r["id"]), r["le"], frozenset(NatureInformation.de(n) for n in r["natures"]))


def _evaluation(r: RowMapping) -> fo.Evaluation:
    volets = {nom: bool((r[nom] or "").strip()) for nom in ("quantitative", "qualitative", "integration")}
    return fo.Evaluation(str(r["id"]), r["le"], r["auteur"], **volets)


def _texte(cle: Any) -> str | None:
    return None if cle is None else str(cle)
