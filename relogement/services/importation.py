"""L'import d'un état locatif : une opération remplie, puis mise à jour chaque mois, en un seul geste."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from uuid import UUID

from relogement.commun import Changements, sans_accents
from relogement.modeles import ListeImportee, Operation
from relogement.services.fusion import Conflit
from relogement.services.inventaire import Inventaire
from relogement.services.outils import creer, trouver
from relogement.services.reprise import Reprise
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
    compte, faits = _Compte(), None
    try:
        with base.geste("importer_etat_locatif", "Import d'un état locatif") as g:
            operation = trouver(g.s, Operation, operation_id)
            arretee = liste.date_liste or base.aujourd_hui()
            inventaire = Inventaire.lire(base, g.s, operation, arretee, len(liste.lignes))
            _reprendre(inventaire, liste, compte, avancer or _sans_rien_dire)
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
        liste.colonnes_inconnues, liste.date_liste, faits,
    )


def _sans_rien_dire(_faites: int, _en_tout: int) -> None:
    """Personne ne suit l'import."""


def _reprendre(inventaire: Inventaire, liste: EtatLocatif, compte: _Compte, avancer: Avancer) -> None:
    defauts = _par_ligne(liste.defauts)
    vues: set[str] = set()
    connus = sum(1 for i in inventaire.importees.values() if i.menage_id is not None)
    for faites, ligne in enumerate(liste.lignes):
        avancer(faites, len(liste.lignes))
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
