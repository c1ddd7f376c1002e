"""Les revues émises, relues : leurs lignes, leurs chiffres, et ce qui a été corrigé depuis."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlmodel import Session, col

from relogement import modeles as m
from relogement.stockage.journal import annules

Changee = tuple[UUID, date, str]
"""Le ménage, le jour du geste, la table."""
_PAR_MENAGE: tuple[type[m.Table], ...] = (
    m.Personne, m.Composition, m.Bail, m.Loyer, m.Ressource, m.Entretien, m.Proposition, m.Relogement, m.Suivi,
    m.VisiteSuivi, m.Enquete, m.Derogation,
)
"""Les fiches d'un ménage d'où viennent les chiffres ; ses difficultés sociales n'en sont pas, et ne se disent pas."""


def lignes_emises(s: Session) -> list[m.RevueEmise]:
    """Les revues émises, de la plus récente à la plus ancienne."""
    vivantes = select(m.RevueEmise).where(col(m.RevueEmise.supprime_le).is_(None))
    return list(s.scalars(vivantes.order_by(col(m.RevueEmise.id).desc())))


def menages_changes(s: Session, revue_id: UUID) -> set[Changee]:
    """Ce que des gestes qui tiennent encore ont changé aux dossiers depuis l'émission de cette revue."""
    emission = s.scalar(
        select(col(m.Changement.geste_id)).where(col(m.Changement.cle) == revue_id, col(m.Changement.colonne) == "id")
    )
    if emission is None:
        return set()
    defaits = annules(s)
    requete = select(col(m.Geste.id), col(m.Geste.annule_id), col(m.Geste.le)).where(col(m.Geste.id) > emission)
    gestes = {
        r[0]: r[2].astimezone().date() for r in s.execute(requete)
        # Un geste fait et défait depuis n'a rien changé ; défaire un geste d'avant change quelque chose.
        if r[0] not in defaits and (r[1] is None or r[1] < emission)
    }
    return {(cle, gestes[geste], table) for table, r in _requetes() for geste, cle in s.execute(r) if geste in gestes}


def _requetes() -> Iterable[tuple[str, Select[Any]]]:
    """Par table, le geste et le ménage de chaque fiche changée."""
    ch = m.Changement

    def requete(table: type[m.Table], menage: Any, *jointures: tuple[Any, Any]) -> tuple[str, Select[Any]]:
        nom = str(table.__tablename__)
        lue = select(col(ch.geste_id), menage).join(table, col(table.id) == col(ch.cle)).where(col(ch.objet) == nom)
        for cible, lien in jointures:
            lue = lue.join(cible, lien)
        return nom, lue.distinct()

    yield requete(m.Menage, col(m.Menage.id))
    for table in _PAR_MENAGE:
        yield requete(table, table.menage_id)  # type: ignore[attr-defined]  # toutes ont cette colonne
    yield requete(m.Logement, col(m.Menage.id), (m.Menage, col(m.Menage.logement_id) == col(m.Logement.id)))
    yield requete(
        m.Frais, col(m.Relogement.menage_id), (m.Relogement, col(m.Relogement.id) == col(m.Frais.relogement_id))
    )
    yield requete(
        m.LogementOffert, col(m.Proposition.menage_id),
        (m.Proposition, col(m.Proposition.logement_id) == col(m.LogementOffert.id)),
    )


def par_menage(changes: Iterable[Changee]) -> Mapping[UUID, list[tuple[date, str]]]:
    """Les jours et les tables, par ménage."""
    siens: defaultdict[UUID, list[tuple[date, str]]] = defaultdict(list)
    for cle, le, table in sorted(changes, key=lambda c: (c[1], c[2])):
        siens[cle].append((le, table))
    return siens
