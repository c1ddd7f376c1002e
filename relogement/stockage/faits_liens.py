"""Les faits de l'accompagnement et de la charte qui tiennent au ménage : une requête par table, rangée par ménage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlmodel import Session, col

from relogement import modeles as m
from relogement.regles import faits as f
from relogement.regles import faits_accompagnement as fa
from relogement.stockage.lignes import Ligne
from relogement.vocabulaire import NatureJalon

Lire = Callable[..., list[Ligne]]
"""Les lignes hors corbeille d'une table, sous des conditions."""


def _visite(r: Ligne) -> fa.VisiteTechnique:
    return fa.VisiteTechnique(str(r["id"]), r["le"])


def _acteur(r: Ligne) -> fa.ActeurSocial:
    return fa.ActeurSocial(str(r["id"]), r["nom"], r["depuis"], r["accueil"], r["contact_le"])


def _demande(r: Ligne) -> fa.Demande:
    return fa.Demande(str(r["id"]), r["contingent"], r["le"], r["sans_objet"])


def _avis_impot(r: Ligne) -> fa.AvisImpot:
    return fa.AvisImpot(str(r["id"]), r["le"], r["annee"], r["rfr"], r["invalidite"], r["douze_mois_au"])


def _enquete(r: Ligne) -> fa.Enquete:
    return fa.Enquete(str(r["id"]), r["le"], r["resultat"])


def derogation(r: Mapping[Any, Any]) -> f.Derogation:
    """Une dérogation, d'un ménage ou d'une opération."""
    return f.Derogation(str(r["id"]), r["obligation"], r["le"], r["auteur"], r["raison"])


def alerte_reglee(r: Mapping[Any, Any]) -> fa.AlerteReglee:
    """Une alerte examinée, d'un ménage ou d'une opération."""
    return fa.AlerteReglee(str(r["id"]), r["alerte"], r["le"], r["qui"], r["note"])


TABLES: dict[str, tuple[type[m.Table], Callable[[Ligne], Any]]] = {
    "visites_techniques": (m.VisiteTechnique, _visite),
    "acteurs": (m.ActeurSocial, _acteur),
    "demandes": (m.Demande, _demande),
    "avis_impot": (m.AvisImpot, _avis_impot),
    "enquetes": (m.Enquete, _enquete),
    "derogations": (m.Derogation, derogation),
    "alertes": (m.AlerteReglee, alerte_reglee),
}
"""Le champ de FaitsMenage, sa table, et comment une ligne devient un fait."""


@dataclass(frozen=True)
class Liens:
    """Par champ de FaitsMenage, les faits de chaque ménage ; `reloues` : par logement, le jour où il fut reloué."""

    par_champ: dict[str, dict[str, list[Any]]]
    reloues: dict[str, date]

    def de(self, menage_id: str) -> dict[str, tuple[Any, ...]]:
        """Les champs de ce ménage, ceux qui ont au moins un fait."""
        return {c: tuple(lus[menage_id]) for c, lus in self.par_champ.items() if menage_id in lus}


def lire_liens(s: Session, cibles: Select[Any], lignes: Lire) -> Liens:
    """Lit tout pour ces ménages."""
    champs: dict[str, dict[str, list[Any]]] = {}
    for champ, (table, fait) in TABLES.items():
        groupes: defaultdict[str, list[Any]] = defaultdict(list)
        for r in lignes(table, table.__table__.c.menage_id.in_(cibles)):  # type: ignore[attr-defined]  # posé par SQLModel
            groupes[r["menage_id"]].append(fait(r))
        champs[champ] = dict(groupes)
    champs["passages"] = _passages(lignes, cibles)
    return Liens(champs, _reloues(s))


def _passages(lignes: Lire, cibles: Select[Any]) -> dict[str, list[Any]]:
    siens = lignes(m.Passage, col(m.Passage.menage_id).in_(cibles))
    seances = {r["id"]: r["le"] for r in lignes(m.Commission)} if siens else {}
    groupes: defaultdict[str, list[Any]] = defaultdict(list)
    for r in siens:
        # Une séance à la corbeille emporte ses passages.
        if (le := seances.get(r["commission_id"])) is not None:
            groupes[r["menage_id"]].append(fa.Passage(str(r["id"]), le, r["decision"], r["precision"]))
    return dict(groupes)


def _reloues(s: Session) -> dict[str, date]:
    requete = select(col(m.Logement.id), col(m.Logement.reloue_le)).where(col(m.Logement.reloue_le).isnot(None))
    return {str(r[0]): r[1] for r in s.execute(requete)}


def autorisations(s: Session) -> dict[UUID, date]:
    """La première autorisation de démolir de chaque opération qui en a une."""
    requete = (
        select(col(m.Jalon.operation_id), func.min(col(m.Jalon.le)))
        .where(col(m.Jalon.nature) == NatureJalon.AUTORISATION, col(m.Jalon.supprime_le).is_(None))
        .group_by(col(m.Jalon.operation_id))
    )
    return {r[0]: r[1] for r in s.execute(requete)}


def nombres_de_logements(s: Session) -> dict[UUID, int]:
    """Le nombre de logements de chaque opération qui en a, vacants compris."""
    requete = (
        select(col(m.Logement.operation_id), func.count())
        .where(col(m.Logement.supprime_le).is_(None))
        .group_by(col(m.Logement.operation_id))
    )
    return {r[0]: r[1] for r in s.execute(requete)}
