"""De la base à ce que la revue lit en plus des faits : une requête par table, rangée par ménage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, Select, select
from sqlmodel import Session, col

from relogement import modeles as m
from relogement.commun import ramassage_suspendu
from relogement.regles.budget import Budget
from relogement.regles.charte.neuf import est_neuf
from relogement.regles.charte.parametres import Charte
from relogement.regles.enquete import CHAMPS
from relogement.regles.ressources import LigneRessource
from relogement.regles.revue.revue import Objectif
from relogement.regles.revue.sources import (
    Accueil,
    BudgetsFiges,
    Habitat,
    LigneFrais,
    Percue,
    PeriodeLoyer,
    ReponseEnquete,
    Sources,
)
from relogement.stockage.chartes import chartes_des_operations
from relogement.stockage.lignes import Ligne, lire_lignes
from relogement.vocabulaire import Habitat as FormeHabitat


def operations_revue(s: Session, codes: Sequence[str] = ()) -> list[RowMapping]:
    """Les opérations hors corbeille, par code ; celles de `codes`, s'il y en a (un code inconnu n'en donne aucune)."""
    sql = _sql(m.Operation)
    requete = select(sql).where(sql.c.supprime_le.is_(None)).order_by(sql.c.code)
    return list(s.execute(requete.where(sql.c.code.in_(codes)) if codes else requete).mappings())


def sources_menages(s: Session, operations: Sequence[UUID]) -> dict[UUID, Sources]:
    """Les sources des ménages (hors corbeille) de ces opérations."""
    with ramassage_suspendu():
        return _Chargement(s, operations).tous()


def objectifs_revue(s: Session, codes: Mapping[UUID, str]) -> list[tuple[date, Objectif]]:
    """Les objectifs locaux de ces opérations (leur code par clé), chacun avec le jour où il est fixé, dans l'ordre."""
    lus = lire_lignes(s, m.ObjectifLocal, _sql(m.ObjectifLocal).c.operation_id.in_(list(codes)))
    return [
        (r["le"], Objectif(
            codes[UUID(r["operation_id"])], r["indicateur"], r["cible"], r["horizon"], r["initiale"], r["source"]
        ))
        for r in lus
    ]


def _sql(table: type[m.Table]) -> Any:
    return table.__table__  # type: ignore[attr-defined]  # posé par SQLModel


class _Chargement:
    """Une requête par table ; les clés y sont des textes."""

    def __init__(self, s: Session, operations: Sequence[UUID]) -> None:
        self.s = s
        self.cibles = select(col(m.Menage.id)).where(
            col(m.Menage.supprime_le).is_(None), col(m.Menage.operation_id).in_(operations)
        )
        self.operations = {str(r["id"]): r for r in operations_revue(s)}
        self.chartes = {str(cle): charte for cle, charte in chartes_des_operations(s).items()}
        self.logements = {r["id"]: r for r in self._lignes(m.Logement)}
        self.loyers = self._par_menage(m.Loyer)
        self.ressources = self._par_menage(m.Ressource)
        self.relogements = self._par_menage(m.Relogement)
        self.enquetes = self._par_menage(m.Enquete)
        self.proposees = self._par_menage(m.Proposition)
        self.organismes = {str(r[0]): r[1] for r in s.execute(select(col(m.Organisme.id), col(m.Organisme.nom)))}
        self._charger_frais()
        self._charger_propositions()

    def tous(self) -> dict[UUID, Sources]:
        siens = self._lignes(m.Menage, _sql(m.Menage).c.id.in_(self.cibles))
        return {UUID(r["id"]): self._sources(r) for r in siens}

    def _sources(self, r: Ligne) -> Sources:
        cle, operation = r["id"], self.operations[r["operation_id"]]
        quitte = self.logements.get(r["logement_id"])
        charte = self.chartes[r["operation_id"]]
        forfait = quitte["forfait_charges"] if quitte else None
        return Sources(
            operation=operation["code"],
            batiment=quitte["batiment"] if quitte else None,
            escalier=quitte["escalier"] if quitte else None,
            quitte=self._quitte(quitte, operation),
            loyers=tuple(PeriodeLoyer(p["du"], p["au"], _cout(p, forfait)) for p in self.loyers[cle]),
            ressources=tuple(_ressource(p) for p in self.ressources[cle]),
            accueils=tuple((p["id"], self._accueil(p, charte)) for p in self.relogements[cle]),
            percues=tuple(_percue(p) for p in self.ressources[cle]),
            motifs=tuple((p["id"], p["motif"]) for p in self.proposees[cle]),
            frais=tuple(_frais(f) for p in self.relogements[cle] for f in self.frais[p["id"]]),
            enquetes=tuple(_enquete(e) for e in self.enquetes[cle]),
            bailleurs=tuple(
                (p["id"], nom) for p in self.proposees[cle] if (nom := self._bailleur(p["logement_id"]))
            ),
            forfaits=_montants(self.relogements[cle], "forfait"),
            couts=_montants(self.relogements[cle], "cout_demenagement"),
            charte=charte,
        )

    def _quitte(self, quitte: Ligne | None, operation: RowMapping) -> Habitat:
        if quitte is None:
            return Habitat(qpv=operation["qpv"])
        return Habitat(
            quitte["type"], quitte["surface"], operation["qpv"], commune=quitte["commune"],
            bailleur=self.organismes.get(str(operation["bailleur_id"])), financement=quitte["financement"],
        )

    def _bailleur(self, logement_id: str) -> str | None:
        offert = self.offerts.get(logement_id)
        return self.organismes.get(offert["bailleur_id"]) if offert else None

    def _accueil(self, r: Ligne, charte: Charte) -> Accueil:
        proposition = self.propositions.get(r["proposition_id"])
        if proposition is None:
            return Accueil(_cout(r))
        offert = self.offerts.get(proposition["logement_id"])
        figes = self.figes[proposition["id"]]
        habitat = self._habitat(proposition, offert, charte)
        cout = _cout(r, offert["forfait_charges"] if offert else None)
        return Accueil(cout, habitat, BudgetsFiges(figes.get(False), figes.get(True)))

    def _habitat(self, proposition: Ligne, offert: Ligne | None, charte: Charte) -> Habitat:
        if offert is None:
            return Habitat()
        return Habitat(
            offert["type"], offert["surface"], offert["qpv"],
            est_neuf(offert["neuf"], offert["livre_le"], proposition["envoyee_le"], charte),
            commune=offert["commune"], bailleur=self.organismes.get(offert["bailleur_id"]),
            financement=offert["financement"].libelle if offert["financement"] else None,
            reservataire=offert["reservataire"],
            individuel=None if offert["habitat"] is None else offert["habitat"] is FormeHabitat.INDIVIDUEL,
            hors_quartier=proposition["hors_quartier"], conventionne=offert["conventionne_le"],
        )

    def _charger_frais(self) -> None:
        siens = select(col(m.Relogement.id)).where(col(m.Relogement.menage_id).in_(self.cibles))
        self.frais: defaultdict[str, list[Ligne]] = defaultdict(list)
        for r in self._lignes(m.Frais, _sql(m.Frais).c.relogement_id.in_(siens)):
            self.frais[r["relogement_id"]].append(r)

    def _charger_propositions(self) -> None:
        cle = col(m.Relogement.proposition_id)
        utiles: Select[Any] = select(cle).where(col(m.Relogement.menage_id).in_(self.cibles))
        self.propositions = {r["id"]: r for siennes in self.proposees.values() for r in siennes}
        vus = select(col(m.Proposition.logement_id)).where(col(m.Proposition.menage_id).in_(self.cibles))
        self.offerts = {r["id"]: r for r in self._lignes(m.LogementOffert, _sql(m.LogementOffert).c.id.in_(vus))}
        self.figes: defaultdict[str, dict[bool, Budget]] = defaultdict(dict)
        for r in self._lignes(m.BudgetFige, _sql(m.BudgetFige).c.proposition_id.in_(utiles)):
            self.figes[r["proposition_id"]][r["apres"]] = replace(
                _cout(r, r["forfait_charges"]),
                ressources=r["ressources"], uc_dixiemes=r["uc_dixiemes"], personnes=r["personnes"],
                jours_par_an=r["jours_par_an"],
            )

    def _lignes(self, table: type[m.Table], *conditions: Any) -> list[Ligne]:
        return lire_lignes(self.s, table, *conditions)

    def _par_menage(self, table: type[m.Table]) -> defaultdict[str, list[Ligne]]:
        groupes: defaultdict[str, list[Ligne]] = defaultdict(list)
        for r in self._lignes(table, _sql(table).c.menage_id.in_(self.cibles)):
            groupes[r["menage_id"]].append(r)
        return groupes


def _ressource(r: Ligne) -> LigneRessource:
    return LigneRessource(r["du"], r["au"], r["montant"], r["personne_id"])


def _montants(relogements: Sequence[Ligne], colonne: str) -> tuple[tuple[str, int], ...]:
    """Par relogement, le montant de cette colonne s'il est noté."""
    return tuple((r["id"], r[colonne]) for r in relogements if r[colonne] is not None)


def _percue(r: Ligne) -> Percue:
    return Percue(r["du"], r["au"], r["nature"], r["personne_id"])


def _frais(r: Ligne) -> LigneFrais:
    return LigneFrais(
        r["relogement_id"], r["poste"], r["demande"], r["demande_le"], r["montant"], r["accorde"],
        r["accorde_le"], r["paye"], r["paye_le"], r["refuse_le"],
    )


def _enquete(r: Ligne) -> ReponseEnquete:
    donnees = tuple((champ, r[champ]) for champ in CHAMPS if r[champ] is not None)
    return ReponseEnquete(r["le"], r["resultat"], r["mode"], donnees)


def _cout(r: Ligne, forfait: int | None = None) -> Budget:
    return Budget(loyer=r["loyer"], charges=r["charges"], rls=r["rls"], apl=r["apl"], forfait=forfait)
