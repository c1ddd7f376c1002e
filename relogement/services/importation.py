"""L'import d'un état locatif : une opération remplie, puis mise à jour chaque mois, en un seul geste."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from sqlmodel import Session, col, select

from relogement.commun import Changements, ErreurMetier
from relogement.modeles import ListeImportee, Operation, Organisme
from relogement.services.appariement import Appariement
from relogement.services.colonnes import choix_de
from relogement.services.departs import faire_partir
from relogement.services.fusion import Conflit
from relogement.services.inventaire import Inventaire
from relogement.services.outils import creer, trouver
from relogement.services.reprise import Reprise, creer_manquants
from relogement.stockage.base import Base
from relogement.tableur.catalogues import GenreListe
from relogement.tableur.etat_locatif import Defaut, EtatLocatif, lire_etat_locatif

AVANCE_MAX = 31
"""Jours : une liste arrêtée plus tard encore a sans doute une faute dans sa date."""


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
    """Ménages connus qu'une liste sans doute partielle ne dit pas : rien n'est changé pour eux."""
    conflits: tuple[tuple[str, Conflit], ...] = ()
    """(référence du ménage, conflit)."""
    a_corriger: tuple[Defaut, ...] = ()
    colonnes_inconnues: tuple[str, ...] = ()
    date_liste: date | None = None
    plus_ancienne_que: date | None = None
    """La date d'une liste plus récente déjà importée : celle-ci ne change alors rien du tout."""
    changements: Changements | None = None
    references_absentes: tuple[str, ...] = ()
    """Les références des `absents`."""
    ignores: int = 0
    """Ménages d'une liste plus ancienne que le dossier ne connaît pas : ils ne sont pas ajoutés."""


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
    ignores: int = 0
    absents: tuple[str, ...] = ()
    conflits: list[tuple[str, Conflit]] = field(default_factory=list)


def importer_etat_locatif(
    base: Base, operation_id: UUID, chemin: Path, *, simuler: bool = False, avancer: Avancer | None = None
) -> RapportImport:
    """Importe une liste de bailleur ; la même liste ne change rien, ce que l'agent a tapé n'est jamais écrasé.

    Une liste plus ancienne que la dernière importée ne change rien non plus, et le rapport le dit. ErreurMetier, base
    intacte, si le fichier n'est pas un état locatif ou s'il est daté de plus d'un mois dans le futur. `simuler` : le
    rapport seul. `avancer` est appelé à chaque ligne.
    """
    liste = lire_etat_locatif(chemin, choix_de_l_operation(base, GenreListe.ETAT_LOCATIF, operation_id))
    refuser_futur(liste.date_liste, base.aujourd_hui())
    compte, faits, recente = _Compte(), None, None
    try:
        with base.geste("importer_etat_locatif", "Import d'un état locatif") as g:
            operation = trouver(g.s, Operation, operation_id)
            importees = _importees(g.s, operation_id)
            arretee = _arretee(liste, importees, base.aujourd_hui())
            recente = _plus_recente(importees, arretee)
            inventaire = Inventaire.lire(base, g.s, operation, arretee, len(liste.lignes))
            if recente is None:
                _reprendre(inventaire, liste, compte, avancer or _sans_rien_dire)
                _inscrire(g.s, operation_id, liste, arretee, importees)
            else:
                _reconnaitre(inventaire, liste, compte)
            faits = g.changements(_phrase(compte, recente))
            if simuler:
                raise _Simulation
    except _Simulation:
        faits = None
    return RapportImport(
        liste.logements, liste.menages, liste.vacants, liste.doublons, compte.ajoutes, compte.modifies,
        compte.inchanges, compte.departs, len(compte.absents), tuple(compte.conflits), liste.defauts,
        liste.colonnes_inconnues, liste.date_liste, recente, faits, compte.absents, compte.ignores,
    )


def choix_de_l_operation(base: Base, genre: GenreListe, operation_id: UUID) -> Mapping[str, str]:
    """Ce qu'une personne a dit des colonnes de ces listes, pour le bailleur de l'opération."""
    with base.session() as s:
        bailleur = trouver(s, Organisme, trouver(s, Operation, operation_id).bailleur_id).nom
    return choix_de(base, genre, bailleur)


def _sans_rien_dire(_faites: int, _en_tout: int) -> None:
    """Personne ne suit l'import."""


def refuser_futur(date_liste: date | None, aujourd_hui: date) -> None:
    """ErreurMetier si la liste se dit arrêtée à plus de AVANCE_MAX jours d'ici."""
    if date_liste is not None and date_liste > aujourd_hui + timedelta(days=AVANCE_MAX):
        raise ErreurMetier(
            f"Cette liste se dit arrêtée au {date_liste:%d/%m/%Y}, dans plus d'un mois : "
            "corrigez la date dans son titre, puis recommencez."
        )


def _importees(s: Session, operation_id: UUID) -> list[ListeImportee]:
    requete = select(ListeImportee).where(
        ListeImportee.operation_id == operation_id, col(ListeImportee.supprime_le).is_(None)
    )
    return list(s.exec(requete))


def _arretee(liste: EtatLocatif, importees: Iterable[ListeImportee], aujourd_hui: date) -> date:
    """La date de la liste ; sans date, celle de son premier import, sinon aujourd'hui."""
    memes = [i.arretee_le for i in importees if i.empreinte == liste.sha256]
    return liste.date_liste or min(memes, default=aujourd_hui)


def _plus_recente(importees: Iterable[ListeImportee], arretee: date) -> date | None:
    """La date de la dernière liste importée, si elle est après celle-ci : l'ancien ne corrige pas le récent."""
    derniere = max((i.arretee_le for i in importees), default=None)
    return derniere if derniere is not None and derniere > arretee else None


def _inscrire(
    s: Session, operation_id: UUID, liste: EtatLocatif, arretee: date, importees: Iterable[ListeImportee]
) -> None:
    """Une liste nouvelle s'inscrit même si elle ne change rien : les suivantes se datent d'après elle."""
    if (liste.sha256, arretee) not in {(i.empreinte, i.arretee_le) for i in importees}:
        creer(
            s, ListeImportee, operation_id=operation_id, empreinte=liste.sha256, arretee_le=arretee,
            logements=liste.logements, menages=liste.menages,
        )


def _reprendre(inventaire: Inventaire, liste: EtatLocatif, compte: _Compte, avancer: Avancer) -> None:
    appariement = Appariement(inventaire, liste.lignes)
    paires = appariement.faire()
    departs = faire_partir(inventaire, liste.lignes, appariement.reconnus, appariement.vus)
    compte.departs, compte.absents = departs.partis, departs.absents
    inventaire.liberer(appariement.reconnus, appariement.vus)
    creer_manquants(inventaire, paires)
    defauts = _par_ligne(liste.defauts)
    for faites, paire in enumerate(paires):
        avancer(faites, len(paires))
        siens = defauts.get((paire.ligne.feuille, paire.ligne.ligne), [])
        reprise = Reprise(inventaire, paire, siens, liste.colonnes.keys())
        reprise.faire()
        _compter(reprise, compte)


def _compter(reprise: Reprise, compte: _Compte) -> None:
    if reprise.menage is None:
        return
    compte.conflits += [(reprise.menage.reference, c) for c in reprise.fusion.conflits]
    if reprise.paire.nouveau:
        compte.ajoutes += 1
    elif reprise.fusion.change:
        compte.modifies += 1
    else:
        compte.inchanges += 1


def _reconnaitre(inventaire: Inventaire, liste: EtatLocatif, compte: _Compte) -> None:
    """Compte, sans rien écrire, les ménages d'une liste ancienne que le dossier connaît et ceux qu'il ignore."""
    occupees = [p for p in Appariement(inventaire, liste.lignes).faire() if not p.ligne.vacant]
    compte.inchanges = sum(p.menage is not None for p in occupees)
    compte.ignores = len(occupees) - compte.inchanges


def _par_ligne(defauts: Iterable[Defaut]) -> dict[tuple[str, int], list[Defaut]]:
    groupes: dict[tuple[str, int], list[Defaut]] = {}
    for defaut in defauts:
        if defaut.nature != "doublon":
            groupes.setdefault((defaut.feuille, defaut.ligne), []).append(defaut)
    return groupes


def _phrase(compte: _Compte, recente: date | None) -> str:
    if recente is not None:
        return f"Liste plus ancienne que celle du {recente:%d/%m/%Y} : rien n'est changé."
    return (
        f"Liste importée : {compte.ajoutes} ménages ajoutés, {compte.modifies} modifiés, {compte.inchanges} inchangés."
    )
