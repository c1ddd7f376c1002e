"""Ce qu'une revue lit de la base, une fois, et la photographie qu'elle en fait à chaque date."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from uuid import UUID

from sqlalchemy import RowMapping

from relogement.commun import ErreurMetier
from relogement.regles.avancement import debut
from relogement.regles.charte.moteur import evaluer, evaluer_operation
from relogement.regles.charte.parametres import Charte, charger_charte
from relogement.regles.faits import FaitsMenage
from relogement.regles.faits_operation import DossierOperation
from relogement.regles.revue.arret import Arret
from relogement.regles.revue.dossier import Dossier, a_commence, dossier, est_la, jugements
from relogement.regles.revue.parametres import parametres_communs
from relogement.regles.revue.pseudonyme import batiments_montrables, escalier_montrable
from relogement.regles.revue.revue import Convention, Objectif, OperationRevue, Revue
from relogement.regles.revue.sources import Sources
from relogement.services.importation import Avancer
from relogement.services.parc import communes_connues, proposable
from relogement.services.solidarite import accord_lu, total_lu
from relogement.stockage.base import Base
from relogement.stockage.chartes import chartes_des_operations
from relogement.stockage.faits import faits_menages
from relogement.stockage.faits_operation import dossiers_operations
from relogement.stockage.lectures import logements_offerts
from relogement.stockage.lectures_solidarite import accords_operation, totaux_annuels
from relogement.stockage.sources_revue import objectifs_revue, operations_revue, sources_menages
from relogement.vocabulaire import MomentRevue

DE_LA_CONVENTION = frozenset({MomentRevue.POINT_ETAPE, MomentRevue.AVENANT, MomentRevue.SORTIE_CONVENTION})
"""Les moments d'une convention ANRU : sans opération nommée, ils couvrent celles qui y sont (à nous)."""


@dataclass(frozen=True, slots=True)
class Matiere:
    """Ce qui est lu une fois de la base, pour la photographie du jour demandé et pour celle d'avant."""

    edition: date
    toutes: bool
    lignes: Sequence[RowMapping]
    faits: Mapping[UUID, FaitsMenage]
    sources: Mapping[UUID, Sources]
    chartes: Mapping[str, Charte]
    propres: Mapping[UUID, DossierOperation]
    objectifs: Sequence[tuple[date, Objectif]]
    convention: Convention

    def photographier(self, arret: Arret, pas: Callable[[], object] = lambda: None) -> Revue:
        """La revue à cette date, sans comparaison ; `pas` est appelé à chaque ménage jugé."""
        presents = {cle: f for cle, f in self.faits.items() if est_la(f, arret.fin)}
        return Revue(
            arret,
            self.edition,
            self.toutes,
            tuple(self._operation(r, arret.fin) for r in self.lignes),
            self._dossiers(presents, arret.fin, pas),
            absents=len(self.faits) - len(presents),
            parametres=parametres_communs(self.chartes.values(), arret.fin),
            convention=self.convention,
            objectifs=tuple(o for le, o in self.objectifs if le <= arret.fin),
        )

    def pas(self, avancer: Avancer | None, fois: int = 1) -> Callable[[], object]:
        """Ce qu'on appelle à chaque ménage jugé, pour tant de photographies ; `avancer(faits, en tout)`."""
        rangs, total = count(1), fois * len(self.faits)
        return lambda: avancer(next(rangs), total) if avancer is not None else None

    def _dossiers(
        self, presents: Mapping[UUID, FaitsMenage], au: date, pas: Callable[[], object]
    ) -> tuple[Dossier, ...]:
        batiments = {
            code: batiments_montrables(x.batiment for x in self.sources.values() if x.operation == code)
            for code in self.chartes
        }
        dossiers = []
        for cle, faits in presents.items():
            pas()
            siennes = self.sources[cle]
            lieu = (batiments[siennes.operation][siennes.batiment], escalier_montrable(siennes.escalier))
            constats = evaluer(faits, self.chartes[siennes.operation], au)
            dossiers.append(dossier(faits, siennes, lieu, constats, au))
        return tuple(dossiers)

    def _operation(self, r: RowMapping, au: date) -> OperationRevue:
        charte, sien = self.chartes[r["code"]], self.propres[r["id"]]
        version = charte.version(au)
        return OperationRevue(
            r["code"],
            r["nom"],
            r["nature"].libelle,
            r["anru"],
            r["communes"],
            r["travaux_le"],
            a_commence(sien.operation, au),
            f"{version.charte}, {version.libelle}",
            debut(sien.operation),
            jugements(evaluer_operation(sien, charte, au)),
        )


def lire_matiere(base: Base, arret: Arret, operations: tuple[str, ...] = ()) -> Matiere:
    """La matière de ces opérations, ou de celles que ce moment couvre.

    ErreurMetier : opération inconnue, clôture qui n'en nomme pas une seule, aucune en convention.
    """
    demandes = tuple(dict.fromkeys(o.strip().upper() for o in operations))
    with base.session() as s:
        lignes = operations_revue(s, demandes)
        _exiger(demandes, {r["code"] for r in lignes})
        toutes = not demandes
        if arret.moment is MomentRevue.CLOTURE and len(demandes) != 1:
            raise ErreurMetier("Une clôture regarde une seule opération : nommez-la.", "operation")
        if toutes and arret.moment in DE_LA_CONVENTION:
            lignes, toutes = _en_convention(lignes), False
        cles = [r["id"] for r in lignes]
        faits = faits_menages(s) if toutes else {k: f for cle in cles for k, f in faits_menages(s, cle).items()}
        sources = sources_menages(s, cles)
        lues = chartes_des_operations(s)
        propres = dossiers_operations(s, None, faits)
        objectifs = objectifs_revue(s, {r["id"]: r["code"] for r in lignes})
    chartes = {r["code"]: lues[r["id"]] for r in lignes}
    convention = _convention(base, cles, arret.fin, next(iter(chartes.values()), None))
    return Matiere(base.aujourd_hui(), toutes, lignes, faits, sources, chartes, propres, objectifs, convention)


def _exiger(demandes: Sequence[str], connus: Collection[str]) -> None:
    for code in demandes:
        if code not in connus:
            raise ErreurMetier(f"L'opération « {code} » n'existe pas : vérifiez son code.", "operation")


def _en_convention(lignes: Sequence[RowMapping]) -> list[RowMapping]:
    siennes = [r for r in lignes if r["anru"]]
    if not siennes:
        raise ErreurMetier("Aucune opération n'est en convention ANRU : nommez celles à couvrir.", "operation")
    return siennes


def _convention(base: Base, operations: Sequence[UUID], au: date, charte: Charte | None) -> Convention:
    accords = tuple(accord_lu(r) for cle in operations for r in accords_operation(base, cle))
    totaux = tuple(total_lu(r) for r in totaux_annuels(base))
    communes = communes_connues(base)
    offerts = [o for o in logements_offerts(base) if not o["hors_vivier"]]
    vivier = tuple(proposable(o, communes, au) for o in offerts)
    return Convention(accords, totaux, vivier, charte or charger_charte())
