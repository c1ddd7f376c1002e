"""La revue trimestrielle : lire, arrêter les faits au dernier jour du trimestre, écrire le classeur d'un seul coup."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from uuid import UUID

from sqlalchemy import RowMapping

from relogement.commun import ErreurMetier
from relogement.regles.calendrier import Trimestre
from relogement.regles.charte.moteur import evaluer
from relogement.regles.charte.parametres import Charte
from relogement.regles.faits import FaitsMenage
from relogement.regles.revue.dossier import Dossier, a_commence, dossier, est_la
from relogement.regles.revue.pseudonyme import batiments_montrables, escalier_montrable
from relogement.regles.revue.revue import OperationRevue, Revue
from relogement.regles.revue.sources import Sources
from relogement.services.sorties import CLASSEUR, ecrire_sortie, verifier_sortie
from relogement.stockage.base import Base
from relogement.stockage.chartes import chartes_des_operations
from relogement.stockage.faits import faits_menages, faits_operation
from relogement.stockage.sources_revue import operations_revue, sources_menages
from relogement.vocabulaire import GenreBailleur


def exporter_revue(base: Base, trimestre: str, sortie: Path, operation_code: str | None) -> dict[str, object]:
    """Écrit la revue du trimestre (« 2026-T3 ») d'une opération, ou de toutes si `operation_code` est None.

    Rend ce qui a été écrit : fichier, trimestre, opérations, nombres de ménages et de décohabitants. Le fichier n'est
    remplacé qu'une fois le nouveau complet. Lève ErreurMetier : trimestre, opération ou fichier de sortie.
    """
    from relogement.tableur.revue.classeur import ecrire_revue

    voulu = Trimestre.lire(trimestre)
    # Avant le calcul : dix mille ménages prennent du temps, un nom mal écrit se dit tout de suite.
    verifier_sortie(base, sortie, CLASSEUR)
    revue = composer_revue(base, voulu, operation_code)
    ecrire_sortie(sortie, partial(ecrire_revue, revue))
    return {
        "fichier": str(sortie),
        "trimestre": str(revue.trimestre),
        "operations": [o.code for o in revue.operations],
        "menages": len(revue.menages),
        "decohabitants": len(revue.decohabitants),
    }


def composer_revue(base: Base, trimestre: Trimestre, operation_code: str | None = None) -> Revue:
    """La revue, telle que les écrans et le classeur la lisent ; ErreurMetier si l'opération est inconnue."""
    code = operation_code.strip().upper() if operation_code else None
    with base.session() as s:
        lignes = operations_revue(s, code)
        if code is not None and not lignes:
            raise ErreurMetier(f"L'opération « {operation_code} » n'existe pas : vérifiez son code.", "operation")
        cible: UUID | None = lignes[0]["id"] if code is not None else None
        faits, sources = faits_menages(s, cible), sources_menages(s, cible)
        chartes = chartes_des_operations(s)
    du_code = {r["code"]: chartes[r["id"]] for r in lignes}
    presents = {cle: f for cle, f in faits.items() if est_la(f, trimestre.fin)}
    return Revue(
        trimestre,
        base.aujourd_hui(),
        code is None,
        tuple(_operation(r, chartes[r["id"]], trimestre) for r in lignes),
        _dossiers(presents, sources, du_code, trimestre),
        absents=len(faits) - len(presents),
    )


def _dossiers(
    presents: Mapping[UUID, FaitsMenage], sources: Mapping[UUID, Sources], chartes: Mapping[str, Charte], t: Trimestre
) -> tuple[Dossier, ...]:
    batiments = {
        code: batiments_montrables(x.batiment for x in sources.values() if x.operation == code) for code in chartes
    }
    dossiers = []
    for cle, faits in presents.items():
        siennes = sources[cle]
        lieu = (batiments[siennes.operation][siennes.batiment], escalier_montrable(siennes.escalier))
        constats = tuple(evaluer(faits, chartes[siennes.operation], t.fin))
        dossiers.append(dossier(faits, siennes, lieu, constats, t.fin))
    return tuple(dossiers)


def _operation(r: RowMapping, charte: Charte, t: Trimestre) -> OperationRevue:
    version = charte.version(t.fin)
    # Le genre du bailleur ne décide pas si l'opération a commencé.
    commencee = a_commence(faits_operation(r, GenreBailleur.HLM), t.fin)
    return OperationRevue(
        r["code"],
        r["nom"],
        r["nature"].libelle,
        r["anru"],
        r["communes"],
        r["travaux_le"],
        commencee,
        f"{version.charte}, {version.libelle}",
    )
