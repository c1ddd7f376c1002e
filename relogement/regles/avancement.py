"""Le temps d'une opération : combien de ménages restent à reloger, et quand partirait le dernier à ce rythme."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from relogement.regles.calendrier import ajouter_jours, ajouter_mois
from relogement.regles.charte.contexte import emmenagement
from relogement.regles.charte.elagage import faits_au
from relogement.regles.faits import FaitsMenage, FaitsOperation

MOIS_DU_RYTHME = 6


@dataclass(frozen=True, slots=True)
class Parcours:
    """Le passage d'un ménage dans l'opération.

    `arrivee` : le jour où il commence, par son bail ou sa décohabitation (None : là depuis le début) ; `depart` : jour
    de son relogement définitif ou de sa sortie (None : encore à reloger).
    """

    arrivee: date | None = None
    depart: date | None = None


@dataclass(frozen=True, slots=True)
class Releve:
    """Le nombre de ménages restant à reloger au soir de ce jour."""

    le: date
    restants: int


@dataclass(frozen=True, slots=True)
class Projection:
    """Le dernier départ au rythme des six derniers mois ; `retard` : jours après le début des travaux (None : inconnu,
    négatif : d'avance).
    """

    dernier: date
    retard: int | None


def parcours(faits: FaitsMenage, au: date) -> Parcours:
    """Le passage de ce ménage, d'après les seuls faits connus au jour `au` ; le relogement l'emporte sur la sortie."""
    vus = faits_au(faits, au)
    reloge = emmenagement(vus)
    sortie = vus.sortie.le if vus.sortie else None
    return Parcours(vus.entree, reloge[0] if reloge else sortie)


def debut(operation: FaitsOperation) -> date | None:
    """Le jour où l'opération commence : la première date connue (décision, annonce, relogement) ; None : aucune."""
    return min((d for d in (operation.decision, operation.annonce, operation.debut_relogement) if d), default=None)


def restants(passages: Iterable[Parcours], le: date) -> int:
    """Les ménages arrivés et pas encore partis au soir du jour `le`."""
    return sum((p.arrivee is None or p.arrivee <= le) and (p.depart is None or p.depart > le) for p in passages)


def courbe(passages: Sequence[Parcours], du: date, au: date) -> tuple[Releve, ...]:
    """Un relevé par mois du `du` au `au` compris ; le dernier est au jour `au`. Vide si `du` est après `au`."""
    if du > au:
        return ()
    rang, jours = 0, []
    while (le := ajouter_mois(du, rang)) < au:
        jours.append(le)
        rang += 1
    return tuple(Releve(le, restants(passages, le)) for le in (*jours, au))


def projection(passages: Sequence[Parcours], travaux: date | None, au: date) -> Projection | None:
    """Le dernier départ au rythme des six derniers mois ; None s'il ne reste personne ou si personne n'est parti."""
    reste = restants(passages, au)
    depuis = ajouter_mois(au, -MOIS_DU_RYTHME)
    departs = sum(p.depart is not None and depuis < p.depart <= au for p in passages)
    if not reste or not departs:
        return None
    return _finie(ajouter_jours(au, ceil(reste * (au - depuis).days / departs)), travaux)


def projection_des_cages(
    cages: Iterable[Sequence[Parcours]], travaux: date | None, au: date
) -> Projection | None:
    """Celle d'une opération : au rythme de tous, mais jamais avant la cage qui, au sien, finit la dernière.

    Une cage sans départ depuis six mois suit le rythme de tous. None comme pour `projection`.
    """
    lots = list(cages)
    prevues = (projection(lot, None, au) for lot in (*lots, [p for lot in lots for p in lot]))
    dernier = max((p.dernier for p in prevues if p is not None), default=None)
    return None if dernier is None else _finie(dernier, travaux)


def _finie(dernier: date, travaux: date | None) -> Projection:
    return Projection(dernier, (dernier - travaux).days if travaux else None)
