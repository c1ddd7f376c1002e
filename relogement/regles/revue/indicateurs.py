"""La synthèse de la revue et l'avancement par opération et par cage d'escalier."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from relogement.commun import sans_accents
from relogement.regles.etape import Etape
from relogement.regles.revue.avancement import section_avancement, section_propositions
from relogement.regles.revue.charte import section_charte
from relogement.regles.revue.conditions import section_conditions
from relogement.regles.revue.dossier import Dossier, Situation
from relogement.regles.revue.revue import Revue, Section


def synthese(revue: Revue) -> tuple[Section, ...]:
    """Les sections de la synthèse, dans l'ordre où elles se lisent."""
    return (section_avancement(revue), section_propositions(revue), section_conditions(revue), section_charte(revue))


@dataclass(frozen=True, slots=True)
class Rangee:
    """L'avancement d'un ensemble de ménages ; les étapes et les sorties se partagent les ménages à reloger.

    `batiment` et `escalier` à None : toute l'opération. `operation` à None : toutes les opérations.
    """

    operation: str | None
    batiment: str | None
    escalier: str | None
    par_etape: tuple[tuple[Etape, int], ...]
    menages: int
    reloges: int
    restants: int
    decohabitants: int


def rangees(revue: Revue) -> tuple[Rangee, ...]:
    """Une rangée par opération, suivie de ses cages ; et le total s'il y a plusieurs opérations."""
    lignes: list[Rangee] = []
    for operation in revue.operations:
        siens = [d for d in revue.dossiers if d.operation == operation.code]
        lignes.append(_rangee(siens, operation.code))
        cages = sorted({(d.batiment, d.escalier) for d in siens}, key=lambda c: [sans_accents(nom) for nom in c])
        for cage in cages:
            lignes.append(_rangee((d for d in siens if (d.batiment, d.escalier) == cage), operation.code, *cage))
    if len(revue.operations) > 1:
        lignes.append(_rangee(revue.dossiers, None))
    return tuple(lignes)


def _rangee(
    dossiers: Iterable[Dossier], operation: str | None, batiment: str | None = None, escalier: str | None = None
) -> Rangee:
    tous = list(dossiers)
    menages = [d for d in tous if not d.faits.decohabitant]
    etapes = Counter(d.etape for d in menages)
    situations = Counter(d.situation for d in menages)
    return Rangee(
        operation,
        batiment,
        escalier,
        tuple((e, etapes[e]) for e in Etape),
        len(menages),
        situations[Situation.RELOGE],
        situations[Situation.RESTE],
        len(tous) - len(menages),
    )
