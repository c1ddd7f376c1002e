"""Lue en bloc, chaque table de la démonstration dit ce qu'en dit l'ORM."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from relogement import modeles as m
from relogement.stockage.base import Base
from relogement.stockage.lignes import lire_lignes

HORODATAGE = {"cree_le", "modifie_le", "supprime_le"}
TABLES = [t for t in (getattr(m, nom) for nom in m.__all__) if issubclass(t, m.Table) and t is not m.Table]


def _en_texte(valeur: Any) -> Any:
    if isinstance(valeur, list):
        return tuple(valeur)
    return str(valeur) if isinstance(valeur, UUID) else valeur


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.__name__)
def test_une_table_lue_en_bloc_dit_ce_que_dit_l_orm(demonstration: Base, table: type[m.Table]) -> None:
    sql = table.__table__  # type: ignore[attr-defined]  # posé par SQLModel
    with demonstration.session() as s:
        lues = lire_lignes(s, table)
        attendues = s.execute(select(sql).where(sql.c.supprime_le.is_(None)).order_by(sql.c.id)).mappings().all()
    assert lues == [{nom: _en_texte(v) for nom, v in r.items() if nom not in HORODATAGE} for r in attendues]
