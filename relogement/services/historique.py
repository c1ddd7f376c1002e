"""Ce qu'un geste a changé au dossier d'un ménage, en mots : avant → après, fiche par fiche."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Table as TableSql
from sqlalchemy import select
from sqlmodel import Session, SQLModel, col

from relogement.modeles import Changement, Geste, Menage
from relogement.modeles.table import Table
from relogement.regles.charte.cles import FRAIS_POSTES
from relogement.services.mots import VIDE, dire, nom_colonne, nom_table, reperes
from relogement.services.propositions import charte_de
from relogement.stockage.base import Base
from relogement.stockage.defaire import modele
from relogement.stockage.journal import de_json
from relogement.stockage.lectures_historique import cles_du_menage

FLECHE = "\u2192"


@dataclass(frozen=True, slots=True)
class Detail:
    """Une fiche changée : son titre (« Ajout : Personne du foyer, Leïla BENALI ») et ce qui y change, ligne à ligne."""

    titre: str
    lignes: tuple[str, ...]


@dataclass(slots=True)
class _Fiche:
    """Les colonnes d'une fiche qu'un geste a changées : la première valeur d'avant, la dernière d'après."""

    table: type[Table]
    cle: UUID
    changees: dict[str, tuple[str | None, str | None]]


def details_geste(base: Base, geste_id: UUID, menage_id: UUID) -> tuple[Detail, ...]:
    """Ce que le geste a changé au dossier ; d'un geste plus large (un import), seulement ce qui est à ce ménage."""
    with base.session() as s:
        geste = s.get_one(Geste, geste_id)
        requete = select(Changement).where(col(Changement.geste_id) == geste_id).order_by(col(Changement.rang))
        lignes = list(s.scalars(requete))
        if geste.menage_id != menage_id:
            siennes = set(s.scalars(cles_du_menage(menage_id)))
            lignes = [x for x in lignes if x.cle in siennes]
        charte = charte_de(s, s.get_one(Menage, menage_id))
        lecture = _Lecture(s, dict(charte.postes(FRAIS_POSTES, geste.le.date())))
        return tuple(d for d in map(lecture.detail, _fiches(lignes)) if d is not None)


def _fiches(lignes: Iterable[Changement]) -> Iterable[_Fiche]:
    fiches: dict[tuple[str, UUID], _Fiche] = {}
    for x in lignes:
        if nom_table(x.objet) is None:
            continue
        fiche = fiches.setdefault((x.objet, x.cle), _Fiche(modele(x.objet), x.cle, {}))
        avant, _ = fiche.changees.get(x.colonne, (x.avant, None))
        fiche.changees[x.colonne] = (avant, x.apres)
    return fiches.values()


class _Lecture:
    """Dit une fiche changée ; va chercher le nom de ce qu'elle cite."""

    def __init__(self, s: Session, postes: Mapping[str, str]) -> None:
        self.s = s
        self.postes = postes

    def detail(self, fiche: _Fiche) -> Detail | None:
        """None si rien de lisible n'y change."""
        nom, genre = str(fiche.table.__tablename__), self._genre(fiche.changees)
        lignes = () if genre == "Retrait" else tuple(self._lignes(fiche, nom, ajout=genre == "Ajout"))
        if not lignes and not genre:
            return None
        repere = self._repere(fiche.table, fiche.cle, fiche.changees)
        titre = ", ".join(filter(None, (nom_table(nom), repere)))
        return Detail(f"{genre} : {titre}" if genre else titre, lignes)

    @staticmethod
    def _genre(changees: Mapping[str, tuple[str | None, str | None]]) -> str:
        for colonne, sens in (("id", ("Ajout", "Retrait")), ("supprime_le", ("Retrait", "Reprise"))):
            avant, apres = changees.get(colonne, (None, None))
            if avant != apres:
                return sens[0] if avant is None else sens[1]
        return ""

    def _lignes(self, fiche: _Fiche, nom: str, *, ajout: bool) -> Iterable[str]:
        for colonne in fiche.table.model_fields:
            libelle = nom_colonne(nom, colonne)
            if libelle is None or colonne not in fiche.changees:
                continue
            avant, apres = (self._dire(fiche.table, colonne, json) for json in fiche.changees[colonne])
            if ajout and apres != VIDE:
                yield f"{libelle} : {apres}"
            elif not ajout and avant != apres:
                yield f"{libelle} : {avant} {FLECHE} {apres}"

    def _dire(self, table: type[Table], colonne: str, json: str | None) -> str:
        return self._valeur(table, colonne, de_json(table, colonne, json))

    def _valeur(self, table: type[Table], colonne: str, valeur: Any) -> str:
        nom = str(table.__tablename__)
        if isinstance(valeur, UUID):
            cible = next((lien.column.table.name for lien in _sql(table).c[colonne].foreign_keys), None)
            return (self._repere(modele(cible), valeur) if cible else "") or "retiré depuis"
        if (nom, colonne) == ("frais", "poste"):
            return self.postes.get(valeur, valeur)
        return dire(nom, colonne, valeur)

    def _repere(
        self, table: type[Table], cle: UUID, changees: Mapping[str, tuple[str | None, str | None]] | None = None
    ) -> str:
        """Ce qui dit laquelle : d'après la base, sinon d'après ce que le geste en a écrit. Vide si rien ne le dit."""
        avant, colonnes = reperes(str(table.__tablename__))
        fiche = self.s.get(table, cle)
        mots = []
        for c in colonnes:
            json = next(filter(None, reversed((changees or {}).get(c, ()))), None)
            mots.append(self._dire(table, c, json) if fiche is None else self._valeur(table, c, getattr(fiche, c)))
        return avant + " ".join(mot for mot in mots if mot != VIDE) if any(mot != VIDE for mot in mots) else ""


def _sql(table: type[Table]) -> TableSql:
    trouvee: TableSql = SQLModel.metadata.tables[str(table.__tablename__)]
    return trouvee
