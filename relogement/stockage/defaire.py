"""Défaire les changements d'un geste, seulement si les fiches sont encore comme il les a laissées."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Table as TableSql
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel, col

from relogement.modeles import Changement
from relogement.modeles.table import Table
from relogement.stockage.dependances import fait_double, recouvre, retouchees_depuis, s_oppose
from relogement.stockage.journal import Trace, de_json, en_json

HORODATAGE = "modifie_le"


class Conflit(Exception):
    """Une fiche a changé depuis : la défaire perdrait ce qui a suivi, ou lui ôterait son appui."""


def defaire(s: Session, geste_id: UUID) -> list[Trace]:
    """Rejoue à l'envers les changements du geste et rend les traces de l'annulation.

    Lève Conflit si une des fiches a changé depuis, ou redirait ce qui ne se dit qu'une fois ; pour celles qui se font
    par étapes (proposition, relogement, suivi, frais, référent, événement), aussi si un geste plus récent qui tient
    encore les a touchées, elles ou celles qui les citent.
    """
    lignes = s.scalars(
        select(Changement).where(col(Changement.geste_id) == geste_id).order_by(col(Changement.rang).desc())
    ).all()
    # Les fiches se citent l'une l'autre : les liens ne sont vérifiés qu'à la fin, toutes remises en place.
    s.execute(text("PRAGMA defer_foreign_keys = ON"))
    traces: list[Trace] = []
    fiches = {(modele(objet), cle): groupe for (objet, cle), groupe in _par_fiche(lignes).items()}
    retouchees = retouchees_depuis(s, geste_id)
    if any(s_oppose(s, table, cle, groupe, retouchees) for (table, cle), groupe in fiches.items()):
        raise Conflit
    try:
        for (table, cle), groupe in fiches.items():
            traces += _defaire_fiche(s, table, cle, groupe)
        s.flush()
        if s.execute(text("PRAGMA foreign_key_check")).first() is not None:
            raise Conflit
    except IntegrityError as e:  # un lien rompu, ou un numéro donné depuis à une autre fiche
        raise Conflit from e
    s.expire_all()
    if any(recouvre(s, table, cle, retouchees) or fait_double(s, table, cle) for table, cle in fiches):
        raise Conflit
    return traces


def modele(objet: str) -> type[Table]:
    """La classe d'une table journalisée."""
    for classe in Table.__subclasses__() + [c for p in Table.__subclasses__() for c in p.__subclasses__()]:
        if getattr(classe, "__tablename__", None) == objet and objet in SQLModel.metadata.tables:
            return classe
    raise KeyError(objet)


def d_office(table: type[Table], colonne: str) -> str | None:
    """Ce que vaut une colonne dont la naissance de la fiche ne dit rien : vide, ou ce qu'une migration y a mis."""
    champ = table.model_fields[colonne]
    nait_avec = champ.get_default(call_default_factory=True)
    obligatoire = not table.__table__.c[colonne].nullable  # type: ignore[attr-defined]  # posé par SQLModel
    return en_json(table, colonne, nait_avec) if obligatoire and not champ.is_required() else None


def _par_fiche(lignes: Iterable[Changement]) -> dict[tuple[str, UUID], dict[str, tuple[str | None, str | None]]]:
    fiches: dict[tuple[str, UUID], dict[str, tuple[str | None, str | None]]] = {}
    for ligne in lignes:  # du dernier au premier : on garde le premier « avant » et le dernier « après »
        fiche = fiches.setdefault((ligne.objet, ligne.cle), {})
        fiche[ligne.colonne] = (ligne.avant, fiche.get(ligne.colonne, (None, ligne.apres))[1])
    return fiches


def _defaire_fiche(
    s: Session, table: type[Table], cle: UUID, colonnes: dict[str, tuple[str | None, str | None]]
) -> list[Trace]:
    sql: TableSql = table.__table__  # type: ignore[attr-defined]  # posé par SQLModel
    avant_id, apres_id = colonnes.get("id", ("là", "là"))
    actuelle = _actuelle(s, table, sql, cle)
    if apres_id is None:  # la fiche avait été retirée : elle revient
        if actuelle is not None:
            raise Conflit
        s.execute(insert(sql).values({c: de_json(table, c, v[0]) for c, v in colonnes.items()}))
    elif actuelle is None:
        raise Conflit
    elif avant_id is None:  # la fiche était née de ce geste : elle disparaît, si personne ne l'a complétée
        if any(actuelle[c] != (colonnes[c][1] if c in colonnes else d_office(table, c)) for c in actuelle):
            raise Conflit
        s.execute(delete(sql).where(sql.c.id == cle))
    else:
        if any(actuelle[c] != v[1] for c, v in colonnes.items() if c != HORODATAGE):
            raise Conflit
        # Deux gestes du même instant ne changent pas l'heure de la fiche : elle manque alors au journal.
        if HORODATAGE in colonnes and actuelle[HORODATAGE] != colonnes[HORODATAGE][1]:
            colonnes.pop(HORODATAGE)  # une autre colonne a changé depuis : son heure reste
        s.execute(update(sql).where(sql.c.id == cle).values({c: de_json(table, c, v[0]) for c, v in colonnes.items()}))
    return [Trace(str(table.__tablename__), cle, c, v[1], v[0]) for c, v in colonnes.items()]


def _actuelle(s: Session, table: type[Table], sql: TableSql, cle: UUID) -> dict[str, str | None] | None:
    ligne: Any = s.execute(select(sql).where(sql.c.id == cle)).mappings().first()
    return None if ligne is None else {c: en_json(table, c, ligne[c]) for c in table.model_fields}
