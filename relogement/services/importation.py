"""L'import d'un état locatif : une opération remplie, puis mise à jour chaque mois, en un seul geste."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from uuid import UUID

from sqlmodel import Session, col, select

from relogement.commun import Changements, sans_accents
from relogement.modeles import ListeImportee, Operation
from relogement.services.fusion import Conflit
from relogement.services.inventaire import Inventaire
from relogement.services.outils import creer, trouver
from relogement.services.reprise import Reprise, cle_de
from relogement.stockage.base import Base
from relogement.tableur.etat_locatif import Defaut, EtatLocatif, LigneLocative, lire_etat_locatif


@dataclass(frozen=True, slots=True)
class RapportImport:
    """Ce que la liste contient (comptes du fichier) et ce qu'elle change ; `changements` None : rien n'est écrit."""

    logements: int
    menages: int
    vacants: int
    doublons: int
    ajoutes: int = 0
    modifies: int = 0
    inchanges: int = 0
    departs: int = 0
    absents: int = 0
    """Ménages connus qu'une liste partielle ne dit pas : rien n'est changé pour eux."""
    conflits: tuple[tuple[str, Conflit], ...] = ()
    """(référence du ménage, conflit)."""
    a_corriger: tuple[Defaut, ...] = ()
    colonnes_inconnues: tuple[str, ...] = ()
    date_liste: date | None = None
    plus_ancienne_que: date | None = None
    """La date d'une liste plus récente déjà importée : celle-ci n'ajoute alors que les ménages inconnus."""
    changements: Changements | None = None


Avancer = Callable[[int, int], object]
"""Dit où l'on en est (lignes reprises, lignes en tout) ; ce qu'il lève arrête l'import sans rien écrire."""


class _Simulation(Exception):
    """Sort de la transaction sans rien écrire."""


@dataclass(slots=True)
class _Compte:
    ajoutes: int = 0
    modifies: int = 0
    inchanges: int = 0
    departs: int = 0
    absents: int = 0
    conflits: list[tuple[str, Conflit]] = field(default_factory=list)


def importer_etat_locatif(
    base: Base, operation_id: UUID, chemin: Path, *, simuler: bool = False, avancer: Avancer | None = None
) -> RapportImport:
    """Importe une liste de bailleur ; la même liste ne change rien, ce que l'agent a tapé n'est jamais écrasé.

    ErreurMetier, base intacte, si le fichier n'est pas un état locatif. `simuler` : le rapport seul. `avancer` est
    appelé à chaque ligne.
    """
    liste = lire_etat_locatif(chemin)
    compte, faits, recente = _Compte(), None, None
    try:
        with base.geste("importer_etat_locatif", "Import d'un état locatif") as g:
            operation = trouver(g.s, Operation, operation_id)
            arretee = liste.date_liste or base.aujourd_hui()
            recente = _plus_recente(g.s, operation_id, arretee)
            inventaire = Inventaire.lire(base, g.s, operation, arretee, len(liste.lignes))
            _reprendre(inventaire, liste, compte, avancer or _sans_rien_dire, ancienne=recente is not None)
            g.s.flush()
            if g.traces:
                creer(
                    g.s, ListeImportee, operation_id=operation_id, empreinte=liste.sha256, arretee_le=arretee,
                    logements=liste.logements, menages=liste.menages,
                )
            faits = g.changements(_phrase(compte))
            if simuler:
                raise _Simulation
    except _Simulation:
        faits = None
    return RapportImport(
        liste.logements, liste.menages, liste.vacants, liste.doublons, compte.ajoutes, compte.modifies,
        compte.inchanges, compte.departs, compte.absents, tuple(compte.conflits), liste.defauts,
        liste.colonnes_inconnues, liste.date_liste, recente, faits,
    )


def _sans_rien_dire(_faites: int, _en_tout: int) -> None:
    """Personne ne suit l'import."""


def _plus_recente(s: Session, operation_id: UUID, arretee: date) -> date | None:
    """La date de la dernière liste importée, si elle est après celle-ci : l'ancien ne corrige pas le récent."""
    siennes = select(ListeImportee).where(
        ListeImportee.operation_id == operation_id, col(ListeImportee.supprime_le).is_(None)
    )
    derniere = max((importee.arretee_le for importee in s.exec(siennes)), default=None)
    return derniere if derniere is not None and derniere > arretee else None


def _reprendre(
    inventaire: Inventaire, liste: EtatLocatif, compte: _Compte, avancer: Avancer, *, ancienne: bool
) -> None:
    defauts = _par_ligne(liste.defauts)
    vues: set[str] = set()
    connus = sum(1 for i in inventaire.importees.values() if i.menage_id is not None)
    for faites, ligne in enumerate(liste.lignes):
        avancer(faites, len(liste.lignes))
        connue = inventaire.importees.get(cle_de(ligne)) if ancienne else None
        if connue is not None:
            compte.inchanges += not ligne.vacant
            continue
        reprise = Reprise(inventaire, ligne, defauts.get((ligne.feuille, ligne.ligne), []))
        reprise.faire()
        vues.add(reprise.cle)
        compte.departs += reprise.departs
        if reprise.menage is None:
            continue
        compte.conflits += [(reprise.menage.reference, c) for c in reprise.fusion.conflits]
        if reprise.ajoute:
            compte.ajoutes += 1
        elif reprise.fusion.change:
            compte.modifies += 1
        else:
            compte.inchanges += 1
    if not ancienne:
        _absents(inventaire, liste.lignes, vues, compte, connus)


def _absents(
    inventaire: Inventaire, lignes: Iterable[LigneLocative], vues: set[str], compte: _Compte, connus: int
) -> None:
    """Un logement qui manque alors que son bâtiment est dans la liste : départ.

    Un bâtiment entier absent, ou plus de la moitié des ménages connus : la liste est partielle ou d'ailleurs, rien ne
    change pour eux.
    """
    batiments = {sans_accents(ligne.batiment or "") for ligne in lignes}
    manquants = [i for i in inventaire.importees.values() if i.menage_id is not None and i.cle not in vues]
    partielle = len(manquants) * 2 > connus
    for importee in manquants:
        logement = inventaire.logements[importee.logement_id]
        if partielle or sans_accents(logement.batiment or "") not in batiments:
            compte.absents += 1
        elif inventaire.partir(importee):
            compte.departs += 1


def _par_ligne(defauts: Iterable[Defaut]) -> dict[tuple[str, int], list[Defaut]]:
    groupes: dict[tuple[str, int], list[Defaut]] = {}
    for defaut in defauts:
        if defaut.nature != "doublon":
            groupes.setdefault((defaut.feuille, defaut.ligne), []).append(defaut)
    return groupes


def _phrase(compte: _Compte) -> str:
    return (
        f"Liste importée : {compte.ajoutes} ménages ajoutés, {compte.modifies} modifiés, {compte.inchanges} inchangés."
    )
