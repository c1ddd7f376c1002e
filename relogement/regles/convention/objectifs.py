"""C2 et C4 : les objectifs d'attribution de la convention, sur des totaux annuels tapés avec leur source.

La base ne contient que ses propres relogements : aucun de ces totaux ne s'en déduit, et un acteur ne s'ajoute pas à un
autre (une attribution compte chez son bailleur et chez son réservataire).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from relogement.commun import sans_accents
from relogement.regles.charte import cles
from relogement.regles.charte.parametres import Charte
from relogement.regles.convention.part import Part, part_de
from relogement.vocabulaire import GenreActeur, Liste, Reservataire


@dataclass(frozen=True, slots=True)
class TotalAttributions:
    """Les attributions d'une année d'un acteur ; None : la source ne le dit pas."""

    id: str
    annee: int
    genre: GenreActeur
    acteur: str
    attributions: int
    prioritaires: int | None = None
    hors_qpv: int | None = None
    prioritaires_hors_qpv: int | None = None
    en_qpv: int | None = None
    cibles_en_qpv: int | None = None
    """Ménages employés ou retraités au-dessus de 60 % des plafonds PLUS."""
    source: str = ""


class Atteinte(Liste):
    """Où en est un acteur de son objectif."""

    SOUS = "sous", "sous l'objectif"
    ATTEINT = "atteint", "objectif atteint"
    AU_DELA = "au_dela", "au-delà de l'objectif"


@dataclass(frozen=True, slots=True)
class Prioritaires:
    """C2 pour un acteur et une année.

    `part` : prioritaires sur les attributions ; `hors_qpv` : ceux logés hors QPV, sur les prioritaires ;
    `dans_hors_qpv` : prioritaires sur les attributions hors QPV. `atteinte` None : part inconnue, ou acteur sans
    objectif chiffré.
    """

    total: TotalAttributions
    part: Part
    hors_qpv: Part
    dans_hors_qpv: Part
    objectif: int | None
    atteinte: Atteinte | None


@dataclass(frozen=True, slots=True)
class Cibles:
    """C4 pour un acteur et une année : les ménages cibles sur les attributions en QPV, et la fourchette visée."""

    total: TotalAttributions
    part: Part
    minimum: int
    maximum: int
    atteinte: Atteinte | None


def prioritaires_par_acteur(totaux: Iterable[TotalAttributions], charte: Charte) -> tuple[Prioritaires, ...]:
    """C2 : un résultat par total, dans l'ordre donné ; l'objectif est celui en vigueur à la fin de l'année."""
    return tuple(_prioritaires(t, charte) for t in totaux)


def cibles_par_acteur(totaux: Iterable[TotalAttributions], charte: Charte) -> tuple[Cibles, ...]:
    """C4 : un résultat par total qui dit ses attributions en QPV, dans l'ordre donné."""
    return tuple(_cibles(t, charte) for t in totaux if t.en_qpv is not None)


def ensemble(parts: Sequence[Part]) -> Part:
    """La part de plusieurs acteurs d'un même genre ; les inconnus s'ajoutent sans rien changer à la part."""
    return Part(sum(p.nombre for p in parts), sum(p.connus for p in parts), sum(p.inconnus for p in parts))


def _prioritaires(t: TotalAttributions, charte: Charte) -> Prioritaires:
    part = part_de(t.prioritaires, t.attributions)
    vise = charte.entier(cles.PRIORITAIRES_PART, _fin(t)) if _a_objectif(t) else None
    hors = part_de(t.prioritaires_hors_qpv, t.prioritaires)
    dans = part_de(t.prioritaires_hors_qpv, t.hors_qpv)
    return Prioritaires(t, part, hors, dans, vise, None if vise is None else _au_moins(part, vise))


def _cibles(t: TotalAttributions, charte: Charte) -> Cibles:
    part = part_de(t.cibles_en_qpv, t.en_qpv)
    minimum, maximum = (charte.entier(cle, _fin(t)) for cle in (cles.CIBLES_MINIMUM, cles.CIBLES_MAXIMUM))
    taux = part.pour_cent
    if taux is None:
        return Cibles(t, part, minimum, maximum, None)
    atteinte = Atteinte.SOUS if taux < minimum else Atteinte.AU_DELA if taux > maximum else Atteinte.ATTEINT
    return Cibles(t, part, minimum, maximum, atteinte)


def _au_moins(part: Part, vise: int) -> Atteinte | None:
    if part.pour_cent is None:
        return None
    return Atteinte.ATTEINT if part.pour_cent >= vise else Atteinte.SOUS


def _fin(t: TotalAttributions) -> date:
    return date(t.annee, 12, 31)


def _a_objectif(t: TotalAttributions) -> bool:
    """Les 25 % visent les bailleurs, les communes et Action Logement ; le contingent préfectoral est voué aux siens."""
    vise = sans_accents(Reservataire.ACTION_LOGEMENT.libelle)
    return t.genre is not GenreActeur.RESERVATAIRE or sans_accents(t.acteur) == vise
