"""De la base à ce que la revue lit en plus des faits : une requête par table, rangée par ménage."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, Select, select
from sqlmodel import Session, col

from relogement import modeles as m
from relogement.regles.budget import Budget
from relogement.regles.charte.neuf import est_neuf
from relogement.regles.charte.parametres import Charte
from relogement.regles.ressources import LigneRessource
from relogement.regles.revue.sources import (
    Accueil,
    BudgetsFiges,
    Habitat,
    PeriodeLoyer,
    Sources,
)
from relogement.stockage.chartes import chartes_des_operations


def operations_revue(s: Session, code: str | None = None) -> list[RowMapping]:
    """Les opérations hors corbeille, par code ; une seule si `code` est donné, aucune s'il est inconnu."""
    sql = _sql(m.Operation)
    requete = select(sql).where(sql.c.supprime_le.is_(None)).order_by(sql.c.code)
    return list(s.execute(requete if code is None else requete.where(sql.c.code == code)).mappings())


def sources_menages(s: Session, operation_id: UUID | None = None) -> dict[UUID, Sources]:
    """Les sources des ménages (hors corbeille) d'une opération, ou de toute la base."""
    return _Chargement(s, operation_id).tous()


def _sql(table: type[m.Table]) -> Any:
    return table.__table__  # type: ignore[attr-defined]  # posé par SQLModel


class _Chargement:
    def __init__(self, s: Session, operation_id: UUID | None) -> None:
        self.s = s
        self.cibles = select(col(m.Menage.id)).where(col(m.Menage.supprime_le).is_(None))
        if operation_id is not None:
            self.cibles = self.cibles.where(col(m.Menage.operation_id) == operation_id)
        self.operations = {r["id"]: r for r in operations_revue(s)}
        self.chartes = chartes_des_operations(s)
        self.logements = {r["id"]: r for r in self._lignes(m.Logement)}
        self.loyers = self._par_menage(m.Loyer)
        self.ressources = self._par_menage(m.Ressource)
        self.relogements = self._par_menage(m.Relogement)
        self._charger_propositions()

    def tous(self) -> dict[UUID, Sources]:
        return {r["id"]: self._sources(r) for r in self._lignes(m.Menage, _sql(m.Menage).c.id.in_(self.cibles))}

    def _sources(self, r: RowMapping) -> Sources:
        cle, operation = r["id"], self.operations[r["operation_id"]]
        quitte = self.logements.get(r["logement_id"])
        charte = self.chartes[operation["id"]]
        return Sources(
            operation=operation["code"],
            batiment=quitte["batiment"] if quitte else None,
            escalier=quitte["escalier"] if quitte else None,
            quitte=Habitat(quitte["type"], quitte["surface"], operation["qpv"]) if quitte else Habitat(),
            loyers=tuple(PeriodeLoyer(p["du"], p["au"], _cout(p)) for p in self.loyers[cle]),
            ressources=tuple(_ressource(p) for p in self.ressources[cle]),
            accueils=tuple((str(p["id"]), self._accueil(p, charte)) for p in self.relogements[cle]),
        )

    def _accueil(self, r: RowMapping, charte: Charte) -> Accueil:
        proposition = self.propositions.get(r["proposition_id"])
        if proposition is None:
            return Accueil(_cout(r))
        figes = self.figes[proposition["id"]]
        return Accueil(_cout(r), self._habitat(proposition, charte), BudgetsFiges(figes.get(False), figes.get(True)))

    def _habitat(self, proposition: RowMapping, charte: Charte) -> Habitat:
        offert = self.offerts.get(proposition["logement_id"])
        if offert is None:
            return Habitat()
        neuf = est_neuf(offert["neuf"], offert["livre_le"], proposition["envoyee_le"], charte)
        return Habitat(offert["type"], offert["surface"], offert["qpv"], neuf)

    def _charger_propositions(self) -> None:
        cle = col(m.Relogement.proposition_id)
        utiles: Select[Any] = select(cle).where(col(m.Relogement.menage_id).in_(self.cibles))
        self.propositions = {r["id"]: r for r in self._lignes(m.Proposition, _sql(m.Proposition).c.id.in_(utiles))}
        vus = select(col(m.Proposition.logement_id)).where(col(m.Proposition.id).in_(utiles))
        self.offerts = {r["id"]: r for r in self._lignes(m.LogementOffert, _sql(m.LogementOffert).c.id.in_(vus))}
        self.figes: defaultdict[UUID, dict[bool, Budget]] = defaultdict(dict)
        for r in self._lignes(m.BudgetFige, _sql(m.BudgetFige).c.proposition_id.in_(utiles)):
            cout = _cout(r)
            self.figes[r["proposition_id"]][r["apres"]] = Budget(
                cout.loyer, cout.charges, cout.rls, cout.apl, r["ressources"], r["uc_dixiemes"], r["personnes"]
            )

    def _lignes(self, table: type[m.Table], *conditions: Any) -> list[RowMapping]:
        sql = _sql(table)
        requete = select(sql).where(sql.c.supprime_le.is_(None), *conditions).order_by(sql.c.id)
        return list(self.s.execute(requete).mappings())

    def _par_menage(self, table: type[m.Table]) -> defaultdict[UUID, list[RowMapping]]:
        groupes: defaultdict[UUID, list[RowMapping]] = defaultdict(list)
        for r in self._lignes(table, _sql(table).c.menage_id.in_(self.cibles)):
            groupes[r["menage_id"]].append(r)
        return groupes


def _ressource(r: RowMapping) -> LigneRessource:
    percue_par = None if r["personne_id"] is None else str(r["personne_id"])
    return LigneRessource(r["du"], r["au"], r["montant"], percue_par)


def _cout(r: RowMapping) -> Budget:
    return Budget(loyer=r["loyer"], charges=r["charges"], rls=r["rls"], apl=r["apl"])
