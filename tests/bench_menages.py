"""Des bases de toutes tailles pour mesurer : la démonstration, ses ménages recopiés jusqu'au nombre voulu."""

from __future__ import annotations

from sqlalchemy import Table, func, select, text
from sqlmodel import SQLModel

from relogement import modeles as m
from relogement.stockage.base import Base
from relogement.stockage.lectures import sql


def recopier_menages(base: Base, combien: int) -> int:
    """Recopie les ménages et tout ce qui tient à eux, hors journal, jusqu'à en avoir au moins `combien` ; rend combien.

    Une copie change les huit premiers signes de chaque clé : une seule requête par table, sans sortir de SQLite.
    """
    with base.ecriture_libre() as s:
        compte = select(func.count()).select_from(sql(m.Menage))
        depart = s.execute(compte).scalar_one()
        tables = tables_du_menage()
        for table in tables:
            s.execute(text(_copie(table, tables)), {"copies": -(-combien // depart) - 1})
        return int(s.execute(compte).scalar_one())


def tables_du_menage() -> list[Table]:
    """La table des ménages et celles dont chaque ligne tient à l'un d'eux, dans l'ordre des clés étrangères."""
    retenues: list[Table] = []
    for table in SQLModel.metadata.sorted_tables:
        tient = any(c.column.table in retenues and not c.parent.nullable for c in table.foreign_keys)
        if table.name == "menage" or tient:
            retenues.append(table)
    return retenues


def _copie(table: Table, copiees: list[Table]) -> str:
    champs = ", ".join(f'"{c.name}"' for c in table.columns)
    valeurs = ", ".join(_valeur(c.name, table, copiees) for c in table.columns)
    return (
        f"WITH RECURSIVE copie(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copie WHERE n < :copies) "
        f'INSERT INTO "{table.name}" ({champs}) SELECT {valeurs} FROM "{table.name}", copie'
    )


def _valeur(nom: str, table: Table, copiees: list[Table]) -> str:
    if table.name == "menage" and nom == "reference":
        return "reference || '-' || n"
    colonne = table.columns[nom]
    suit = colonne.primary_key or any(c.column.table in copiees for c in colonne.foreign_keys)
    return f"printf('%08x', n) || substr(\"{nom}\", 9)" if suit else f'"{nom}"'
