"""Les fiches de plusieurs ménages lues d'un coup, pour imprimer en lot : une requête par table et non par ménage.

La provision se pose sur la session ; `impression_menage.fiches` et `budgets.dossier_budget` s'y servent d'abord.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from relogement import modeles as m
from relogement.modeles.table import Table
from relogement.regles.dossier_budget import DossierBudget
from relogement.regles.faits import FaitsMenage
from relogement.stockage.dossiers_budget import dossiers_budget

T = TypeVar("T", bound=Table)
_PLACE = "provision"
_PAR_ETAPES = ((m.BudgetFige, "proposition_id", m.Proposition), (m.Frais, "relogement_id", m.Relogement))
"""Ce qui tient à une fiche du ménage : la table, sa colonne, la fiche."""
_CITES = (m.Logement, m.LogementOffert, m.Organisme, m.Agent, m.Operation)
"""Ce que les fiches citent : lues une fois, la session les retrouve par leur clé."""


class Provision:
    """Les fiches hors corbeille des ménages donnés, par table et par clé, dans l'ordre de leur création."""

    def __init__(self, s: Session, menages: Sequence[m.Menage], faits: Mapping[UUID, FaitsMenage]) -> None:
        cles = [x.id for x in menages]
        self.budgets: dict[UUID, DossierBudget] = dossiers_budget(s, cles, faits)
        self._lues: dict[tuple[type[Table], str], dict[UUID, list[Table]]] = {}
        for table in _du_menage():
            self._lire(s, table, "menage_id", cles)
        for table, colonne, porteur in _PAR_ETAPES:
            self._lire(s, table, colonne, [x.id for x in self._toutes(porteur)])
        self._lire(s, m.ACompleter, "logement_id", [x.logement_id for x in menages if x.logement_id])
        # Retenues ici : la session ne garde que ce que quelqu'un tient encore.
        self._citees = [fiche for table in _CITES for fiche in s.scalars(select(table).where(*self._voulues(table)))]

    def fiches(self, table: type[T], colonne: str, cle: UUID) -> list[T] | None:
        """Les fiches de cette clé ; None si elles ne sont pas de la provision."""
        rangees = self._lues.get((table, colonne), {}).get(cle)
        return None if rangees is None else [x for x in rangees if isinstance(x, table)]

    def _lire(self, s: Session, table: type[Table], colonne: str, cles: Iterable[UUID]) -> None:
        sql = table.__table__  # type: ignore[attr-defined]  # posé par SQLModel
        rangees: dict[UUID, list[Table]] = {cle: [] for cle in cles}
        requete = select(table).where(sql.c[colonne].in_(list(rangees)), sql.c.supprime_le.is_(None))
        for fiche in s.scalars(requete.order_by(sql.c.id)):
            rangees[getattr(fiche, colonne)].append(fiche)
        self._lues[table, colonne] = rangees

    def _toutes(self, table: type[Table]) -> list[Table]:
        return [fiche for fiches in self._lues[table, "menage_id"].values() for fiche in fiches]

    def _voulues(self, table: type[Table]) -> list[Any]:
        """Le vivier peut être grand : seuls les logements proposés à ces ménages sont lus."""
        if table is not m.LogementOffert:
            return []
        sql = table.__table__  # type: ignore[attr-defined]  # posé par SQLModel
        proposes = [p.logement_id for p in self._toutes(m.Proposition) if isinstance(p, m.Proposition)]
        return [sql.c.id.in_(proposes)]


@contextmanager
def provision(s: Session, menages: Sequence[m.Menage], faits: Mapping[UUID, FaitsMenage]) -> Iterator[None]:
    """Le temps d'un paquet de ménages, leurs fiches se lisent de la provision."""
    s.info[_PLACE] = Provision(s, menages, faits)
    try:
        yield
    finally:
        del s.info[_PLACE]


def provision_de(s: Session) -> Provision | None:
    """Celle de la session ; None : chaque lecture va à la base."""
    posee: Provision | None = s.info.get(_PLACE)
    return posee


def ranger(fiches: list[T], tri: tuple[str, ...]) -> list[T]:
    """Les fiches triées comme le ferait la base : le vide d'abord, puis par ordre de création."""

    def rang(fiche: T) -> tuple[tuple[bool, Any], ...]:
        return tuple((v is not None, v) for v in (getattr(fiche, colonne) for colonne in tri))

    return sorted(fiches, key=rang) if tri else fiches


def _du_menage() -> list[type[Table]]:
    """Les tables dont chaque ligne est d'un ménage."""
    classes = (*Table.__subclasses__(), *(c for p in Table.__subclasses__() for c in p.__subclasses__()))
    return [c for c in classes if "menage_id" in c.model_fields and hasattr(c, "__table__")]
