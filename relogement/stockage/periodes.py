"""Les séries de périodes : dans chacune, un jour donné, une seule ligne compte."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from sqlalchemy import select
from sqlmodel import Session

from relogement.modeles import Composition, Loyer, Referent, Ressource
from relogement.modeles.table import Periode

P = TypeVar("P", bound=Periode)

SERIES: dict[type[Periode], tuple[str, ...]] = {
    Composition: ("menage_id",),
    Loyer: ("menage_id",),
    Referent: ("menage_id",),
    Ressource: ("menage_id", "personne_id", "nature"),
}
"""Les colonnes qui nomment la série ; une ressource est suivie par personne (None : le foyer) et par nature."""


def cle_de_serie(fiche: Periode) -> dict[str, Any]:
    """La série de cette période."""
    return {c: getattr(fiche, c) for c in SERIES[type(fiche)]}


def serie(s: Session, table: type[P], cle: Mapping[str, Any]) -> list[P]:
    """Les périodes d'une série, hors corbeille, de la plus ancienne à la plus récente."""
    sql = table.__table__  # type: ignore[attr-defined]  # posé par SQLModel
    requete = select(table).where(sql.c.supprime_le.is_(None), *(sql.c[c] == v for c, v in cle.items()))
    return list(s.scalars(requete.order_by(sql.c.du, sql.c.id)))


def se_chevauchent(a: Periode, b: Periode) -> bool:
    """Vrai si un même jour est dans les deux périodes (bornes comprises)."""
    return (a.au is None or a.au >= b.du) and (b.au is None or b.au >= a.du)
