"""La revue : lire, arrêter les faits au jour demandé, écrire le classeur d'un seul coup."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import count
from pathlib import Path
from uuid import UUID

from sqlalchemy import RowMapping

from relogement.commun import ErreurMetier
from relogement.regles.avancement import debut
from relogement.regles.calendrier import Trimestre
from relogement.regles.charte.moteur import evaluer, evaluer_operation
from relogement.regles.charte.parametres import Charte, charger_charte
from relogement.regles.faits import FaitsMenage
from relogement.regles.faits_operation import DossierOperation
from relogement.regles.revue.arret import Arret
from relogement.regles.revue.dossier import Dossier, a_commence, dossier, est_la, jugements
from relogement.regles.revue.parametres import parametres_communs
from relogement.regles.revue.pseudonyme import batiments_montrables, escalier_montrable
from relogement.regles.revue.revue import Convention, OperationRevue, Revue
from relogement.regles.revue.sources import Sources
from relogement.services.exports import exiger_motif, noter_export
from relogement.services.identites_revue import identites_menages
from relogement.services.importation import Avancer
from relogement.services.parc import communes_connues, proposable
from relogement.services.solidarite import accord_lu, total_lu
from relogement.services.sorties import CLASSEUR, TEXTE, ecrire_sortie, verifier_sortie
from relogement.stockage.base import Base
from relogement.stockage.chartes import chartes_des_operations
from relogement.stockage.faits import faits_menages
from relogement.stockage.faits_operation import dossiers_operations
from relogement.stockage.lectures import logements_offerts
from relogement.stockage.lectures_solidarite import accords_operation, totaux_annuels
from relogement.stockage.sources_revue import objectifs_revue, operations_revue, sources_menages
from relogement.vocabulaire import GenreExport, VarianteRevue


def exporter_revue(
    base: Base,
    trimestre: str,
    sortie: Path,
    operations: tuple[str, ...] = (),
    variante: VarianteRevue = VarianteRevue.FINANCEUR,
    motif: str | None = None,
    avancer: Avancer | None = None,
) -> dict[str, object]:
    """Écrit la revue du trimestre (« 2026-T3 ») de ces opérations, ou de toutes s'il n'y en a aucune de nommée.

    Rend ce qui a été écrit : fichier, trimestre, variante, opérations, nombres de ménages et de décohabitants. La
    demande s'inscrit au journal, puis le fichier n'est remplacé qu'une fois le nouveau complet. `avancer` : voir
    `composer_revue` ; arrêté, rien n'est écrit ni inscrit. Lève ErreurMetier : trimestre, opération, fichier de sortie,
    motif d'une variante nominative.
    """
    from relogement.tableur.revue.classeur import ecrire_revue

    revue = _demander(base, GenreExport.REVUE, trimestre, (sortie, CLASSEUR), operations, variante, motif, avancer)
    identites = identites_menages(base, revue) if variante is VarianteRevue.NOMINATIVE else None
    ecrire_sortie(sortie, lambda fichier: ecrire_revue(revue, fichier, variante, identites))
    return _ecrit(revue, sortie, variante)


def exporter_rime(
    base: Base, trimestre: str, sortie: Path, operations: tuple[str, ...] = (), avancer: Avancer | None = None
) -> dict[str, object]:
    """Écrit la seule table des ménages, sous pseudonyme : un classeur, ou un texte CSV si `sortie` finit par .csv.

    Rend et lève la même chose que `exporter_revue`.
    """
    from relogement.tableur.revue.rime import ecrire_rime

    extension = TEXTE if sortie.suffix.lower() == TEXTE else CLASSEUR
    voulue = VarianteRevue.FINANCEUR
    revue = _demander(base, GenreExport.RIME, trimestre, (sortie, extension), operations, voulue, None, avancer)
    ecrire_sortie(sortie, partial(ecrire_rime, revue))
    return _ecrit(revue, sortie, voulue)


def _demander(
    base: Base, genre: GenreExport, trimestre: str, fichier: tuple[Path, str], operations: tuple[str, ...],
    variante: VarianteRevue, motif: str | None, avancer: Avancer | None,
) -> Revue:
    """Vérifie la demande, compose la revue, et inscrit qui l'a demandée."""
    voulu = Arret.du(trimestre)
    # Avant le calcul : dix mille ménages prennent du temps, un nom mal écrit se dit tout de suite.
    verifier_sortie(base, *fichier)
    exiger_motif(variante, motif)
    revue = composer_revue(base, voulu, operations, avancer)
    codes = () if revue.toutes else tuple(o.code for o in revue.operations)
    noter_export(base, genre, str(voulu), codes, variante, motif)
    return revue


def _ecrit(revue: Revue, sortie: Path, variante: VarianteRevue) -> dict[str, object]:
    return {
        "fichier": str(sortie),
        "trimestre": str(revue.arret),
        "variante": variante.value,
        "operations": [o.code for o in revue.operations],
        "menages": len(revue.menages),
        "decohabitants": len(revue.decohabitants),
    }


def composer_revue(
    base: Base, quand: Arret | Trimestre, operations: tuple[str, ...] = (), avancer: Avancer | None = None
) -> Revue:
    """La revue, telle que les écrans et le classeur la lisent ; ErreurMetier si une opération est inconnue.

    `avancer(faits, en tout)` est appelé à chaque ménage jugé, au jour d'avant puis à celui-ci ; ce qu'il lève arrête
    le calcul.
    """
    arret = Arret.du(quand)
    codes = tuple(dict.fromkeys(o.strip().upper() for o in operations))
    with base.session() as s:
        lignes = operations_revue(s, codes)
        _exiger(codes, {r["code"] for r in lignes})
        cles = [r["id"] for r in lignes]
        faits = faits_menages(s) if not codes else {k: f for cle in cles for k, f in faits_menages(s, cle).items()}
        sources = sources_menages(s, cles)
        chartes = chartes_des_operations(s)
        propres = dossiers_operations(s, None, faits)
        objectifs = objectifs_revue(s, {r["id"]: r["code"] for r in lignes})
    matiere = _Matiere(lignes, faits, sources, {r["code"]: chartes[r["id"]] for r in lignes}, propres)
    accords = tuple(accord_lu(r) for cle in cles for r in accords_operation(base, cle))
    totaux = tuple(total_lu(r) for r in totaux_annuels(base))
    communes = communes_connues(base)
    offerts = [o for o in logements_offerts(base) if not o["hors_vivier"]]
    vivier = tuple(proposable(o, communes, arret.fin) for o in offerts)
    siennes = tuple(matiere.chartes.values())
    convention = Convention(accords, totaux, vivier, siennes[0] if siennes else charger_charte())
    jours = (arret, arret.avant) if arret.avant else (arret,)
    pas = _pas(avancer, len(jours) * len(faits))
    # Celle d'avant d'abord : l'avancement finit sur celle qu'on attend.
    *avant, vue = (
        matiere.photographier(a, base.aujourd_hui(), not codes, convention, pas) for a in reversed(jours)
    )
    visees = tuple(o for le, o in objectifs if le <= arret.fin)
    return replace(vue, precedente=avant[0] if avant else None, objectifs=visees)


def _pas(avancer: Avancer | None, total: int) -> Callable[[], object]:
    """Ce qu'on appelle à chaque ménage jugé."""
    rangs = count(1)
    return lambda: avancer(next(rangs), total) if avancer is not None else None


def _exiger(demandes: Sequence[str], connus: Collection[str]) -> None:
    for code in demandes:
        if code not in connus:
            raise ErreurMetier(f"L'opération « {code} » n'existe pas : vérifiez son code.", "operation")


@dataclass(frozen=True, slots=True)
class _Matiere:
    """Ce qui est lu une fois de la base, pour la photographie du jour demandé et pour celle d'avant."""

    lignes: Sequence[RowMapping]
    faits: Mapping[UUID, FaitsMenage]
    sources: Mapping[UUID, Sources]
    chartes: Mapping[str, Charte]
    propres: Mapping[UUID, DossierOperation]

    def photographier(
        self, arret: Arret, edition: date, toutes: bool, convention: Convention, pas: Callable[[], object]
    ) -> Revue:
        presents = {cle: f for cle, f in self.faits.items() if est_la(f, arret.fin)}
        return Revue(
            arret,
            edition,
            toutes,
            tuple(self._operation(r, arret.fin) for r in self.lignes),
            self._dossiers(presents, arret.fin, pas),
            absents=len(self.faits) - len(presents),
            parametres=parametres_communs(self.chartes.values(), arret.fin),
            convention=convention,
        )

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
