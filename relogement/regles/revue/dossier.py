"""Un dossier de la revue : les faits d'un ménage arrêtés au jour de la photographie, sans nom ni adresse."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from relogement.regles.charte.compteurs import definitives
from relogement.regles.charte.constat import Constat
from relogement.regles.charte.contexte import bail_definitif, emmenagement
from relogement.regles.charte.elagage import faits_au
from relogement.regles.charte.etats import Etat
from relogement.regles.convention.arrivees import Arrivee, arrivee
from relogement.regles.enquete import par_jour
from relogement.regles.etape import Etape, etape
from relogement.regles.faits import FaitsMenage, FaitsOperation, Proposition, Relogement
from relogement.regles.foyer import foyer_le
from relogement.regles.revue.finances import Finances, finances
from relogement.regles.revue.profil import Profil, profil
from relogement.regles.revue.pseudonyme import code_menage
from relogement.regles.revue.sources import Habitat, LigneFrais, ReponseEnquete, Sources
from relogement.vocabulaire import MotifRefus


class Jugement(NamedTuple):
    """Ce que la revue retient d'un constat : dix mille ménages en ont quatre cent mille, partagés entre eux."""

    id: str
    libelle: str
    etat: Etat
    tardif: bool
    """Faite après son échéance, ou pas encore faite et échéance passée."""
    deroge: bool
    """Une dérogation motivée l'explique, sans la rendre respectée."""


@lru_cache(maxsize=4096)
def _jugement(identifiant: str, libelle: str, etat: Etat, tardif: bool, deroge: bool) -> Jugement:
    return Jugement(identifiant, libelle, etat, tardif, deroge)


def jugements(constats: Iterable[Constat]) -> tuple[Jugement, ...]:
    """Ces constats, sans leurs preuves ni leurs phrases."""
    return tuple(_jugement(c.id, c.libelle, c.etat, bool(c.jours), c.derogation is not None) for c in constats)


class Situation(Enum):
    """Où en est le ménage : les trois cas se partagent tous les ménages à reloger."""

    RELOGE = "relogé définitivement"
    SORTI = "sorti sans relogement"
    RESTE = "restant à reloger"


@dataclass(frozen=True, slots=True)
class Dossier:
    """Un ménage de la revue ; `faits` ne contient rien de postérieur à `au`."""

    code: str
    operation: str
    batiment: str
    escalier: str
    au: date
    faits: FaitsMenage
    definitives: tuple[Proposition, ...]
    """Ses propositions de relogement définitif, de la première envoyée à la dernière."""
    etape: Etape
    constats: tuple[Jugement, ...]
    personnes: int | None
    """Nombre de personnes du foyer ; None : inconnu."""
    emmenage_le: date | None
    """Le jour du relogement définitif ; None s'il n'a pas eu lieu."""
    quitte: Habitat
    accueil: Habitat | None
    """Le logement d'accueil définitif ; None tant qu'aucun bail définitif n'est signé."""
    finances: Finances
    profil: Profil
    arrivee: Arrivee | None
    """Son arrivée dans un logement d'accueil (articles 12 et 13) ; None sans relogement, ou revenu chez lui."""
    frais: tuple[LigneFrais, ...]
    """Les postes de frais répondus à la date."""
    enquetes: tuple[ReponseEnquete, ...]
    """Les prises de contact pour l'enquête depuis l'emménagement, de la première à la dernière."""
    motifs: tuple[tuple[str, MotifRefus | None], ...]
    forfaits: tuple[tuple[str, int], ...]
    couts: tuple[tuple[str, int], ...]

    @property
    def situation(self) -> Situation:
        """Relogé d'abord : un départ ou un décès après le relogement ne l'efface pas."""
        if self.emmenage_le is not None:
            return Situation.RELOGE
        return Situation.SORTI if self.faits.sortie else Situation.RESTE

    @property
    def bail(self) -> Relogement | None:
        """Le dernier relogement définitif signé ; None s'il n'y en a pas."""
        return bail_definitif(self.faits)

    @property
    def temporaire(self) -> bool:
        """Vrai si le ménage vit dans un logement temporaire : emménagé, pas revenu, pas encore relogé pour de bon."""
        return self.situation is Situation.RESTE and any(
            r.temporaire and r.demenagement and not r.retour for r in self.faits.relogements
        )


def a_commence(operation: FaitsOperation, au: date) -> bool:
    """Faux si la première des dates connues (décision, annonce, début du relogement) est après le jour `au`."""
    dates = [d for d in (operation.decision, operation.annonce, operation.debut_relogement) if d]
    return not dates or min(dates) <= au


def est_la(faits: FaitsMenage, au: date) -> bool:
    """Faux si le ménage n'était pas encore là le jour `au` : opération, bail ou décohabitation postérieurs."""
    return a_commence(faits.operation, au) and (faits.entree is None or faits.entree <= au)


def dossier(
    faits: FaitsMenage, sources: Sources, lieu: tuple[str, str], constats: Iterable[Constat], au: date
) -> Dossier:
    """Le dossier arrêté au jour `au` ; `lieu` : bâtiment et escalier tels que la revue peut les montrer."""
    elagues = faits_au(faits, au)
    code = code_menage(faits.id)
    bail = bail_definitif(elagues)
    emmenage = emmenagement(elagues)
    reloge = bail or (emmenage[1] if emmenage else None)
    budgets = finances(elagues, sources, reloge, emmenage, au)
    return Dossier(
        code=code,
        operation=sources.operation,
        batiment=lieu[0],
        escalier=lieu[1],
        au=au,
        faits=elagues,
        definitives=definitives(elagues),
        etape=_etape(elagues, emmenage is not None, au),
        constats=jugements(constats),
        personnes=foyer_le(elagues, au)[0],
        emmenage_le=emmenage[0] if emmenage else None,
        quitte=sources.quitte,
        accueil=_habitat(sources, bail, reloge),
        finances=budgets,
        profil=profil(elagues, sources.percues, budgets.avant.ressources, emmenage[0] if emmenage else au),
        arrivee=arrivee(elagues, code, dict(sources.bailleurs)),
        frais=tuple(f for x in sources.frais if (f := _frais(x, au)) is not None),
        enquetes=_enquetes(sources.enquetes, emmenage[0] if emmenage else date.max, au),
        motifs=sources.motifs,
        forfaits=sources.forfaits,
        couts=sources.couts,
    )


def _enquetes(contacts: Iterable[ReponseEnquete], depuis: date, au: date) -> tuple[ReponseEnquete, ...]:
    """Celles du relogement en cours : une plus ancienne est d'un relogement antérieur, ou une erreur."""
    return tuple(par_jour([e for e in contacts if depuis <= e.le <= au]))


def _frais(f: LigneFrais, au: date) -> LigneFrais | None:
    """Le poste tel qu'il se voyait ce jour-là ; None s'il n'avait pas encore sa réponse."""
    if f.le > au:
        return None
    if f.accorde_le and f.accorde_le > au:
        f = replace(f, accorde=None, accorde_le=None)
    if f.paye_le and f.paye_le > au:
        f = replace(f, paye=None, paye_le=None)
    return replace(f, refuse_le=None) if f.refuse_le and f.refuse_le > au else f


def _etape(faits: FaitsMenage, reloge: bool, au: date) -> Etape:
    # Parti ou décédé après son relogement, le ménage garde l'étape atteinte : il compte parmi les relogés.
    return etape(replace(faits, sortie=None) if reloge else faits, au)


def _habitat(sources: Sources, bail: Relogement | None, reloge: Relogement | None) -> Habitat | None:
    if bail is not None:
        accueil = sources.accueil(bail.id)
        return accueil.habitat if accueil else Habitat()
    # Retour chez soi après une réhabilitation : le logement est le même, ni neuf, ni déplacé.
    if reloge is not None:
        return replace(sources.quitte, neuf=False, hors_quartier=False)
    return None
