"""Un dossier de la revue : les faits d'un ménage arrêtés au jour de la photographie, sans nom ni adresse."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from relogement.regles.charte.constat import Constat
from relogement.regles.charte.contexte import bail_definitif, emmenagement
from relogement.regles.charte.elagage import faits_au
from relogement.regles.etape import Etape, etape
from relogement.regles.faits import FaitsMenage, FaitsOperation, Relogement
from relogement.regles.foyer import foyer_le
from relogement.regles.revue.finances import Finances, finances
from relogement.regles.revue.pseudonyme import code_menage
from relogement.regles.revue.sources import Habitat, Sources


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
    etape: Etape
    constats: tuple[Constat, ...]
    personnes: int | None
    """Nombre de personnes du foyer ; None : inconnu."""
    emmenage_le: date | None
    """Le jour du relogement définitif ; None s'il n'a pas eu lieu."""
    quitte: Habitat
    accueil: Habitat | None
    """Le logement d'accueil définitif ; None tant qu'aucun bail définitif n'est signé."""
    finances: Finances

    @property
    def situation(self) -> Situation:
        """Relogé d'abord : un départ ou un décès après le relogement ne l'efface pas."""
        if self.emmenage_le is not None:
            return Situation.RELOGE
        return Situation.SORTI if self.faits.sortie else Situation.RESTE

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
    faits: FaitsMenage, sources: Sources, lieu: tuple[str, str], constats: tuple[Constat, ...], au: date
) -> Dossier:
    """Le dossier arrêté au jour `au` ; `lieu` : bâtiment et escalier tels que la revue peut les montrer."""
    elagues = faits_au(faits, au)
    bail = bail_definitif(elagues)
    arrivee = emmenagement(elagues)
    reloge = bail or (arrivee[1] if arrivee else None)
    return Dossier(
        code=code_menage(faits.id),
        operation=sources.operation,
        batiment=lieu[0],
        escalier=lieu[1],
        au=au,
        faits=elagues,
        etape=_etape(elagues, arrivee is not None, au),
        constats=constats,
        personnes=foyer_le(elagues, au)[0],
        emmenage_le=arrivee[0] if arrivee else None,
        quitte=sources.quitte,
        accueil=_habitat(sources, bail, reloge),
        finances=finances(elagues, sources, reloge, arrivee, au),
    )


def _etape(faits: FaitsMenage, reloge: bool, au: date) -> Etape:
    # Parti ou décédé après son relogement, le ménage garde l'étape atteinte : il compte parmi les relogés.
    return etape(replace(faits, sortie=None) if reloge else faits, au)


def _habitat(sources: Sources, bail: Relogement | None, reloge: Relogement | None) -> Habitat | None:
    if bail is not None:
        accueil = sources.accueil(bail.id)
        return accueil.habitat if accueil else Habitat()
    # Retour chez soi après une réhabilitation : le logement est le même, ni neuf, ni déplacé.
    if reloge is not None:
        return Habitat(sources.quitte.type, sources.quitte.surface, sources.quitte.qpv, False)
    return None
