"""Qui vit au foyer un jour donné : la même réponse pour la charte, les budgets et la revue."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from relogement.regles.budget import unites_consommation
from relogement.regles.faits import CompositionDeclaree, FaitsMenage, Personne


def presente(p: Personne, au: date) -> bool:
    """La personne vit au foyer ce jour-là ; le jour de l'arrivée et celui du départ, elle y vit encore."""
    return (p.arrivee is None or p.arrivee <= au) and (p.depart is None or p.depart >= au)


def presentes(personnes: Iterable[Personne], au: date) -> list[Personne]:
    """Les personnes qui vivent au foyer ce jour-là, dans l'ordre donné."""
    return [p for p in personnes if presente(p, au)]


def sans_nom(faits: FaitsMenage, au: date) -> tuple[CompositionDeclaree, int] | None:
    """La dernière déclaration d'occupants et le nombre de personnes nommées, quand il en manque ; None sinon.

    Compte qui a vécu au foyer depuis la déclaration : un départ noté depuis n'en fait pas un inconnu. Une déclaration
    close par le départ du ménage vaut encore, rien ne l'a contredite. Les enfants déclarés comptent comme les autres :
    la liste ne dit pas leur âge, et l'article 3 regarde aussi les descendants majeurs.
    """
    declarees = [c for c in faits.compositions if c.occupants is not None and c.du <= au]
    derniere = max(declarees, key=lambda c: c.du, default=None)
    if derniere is None:
        return None
    venues = (p for p in faits.personnes if p.arrivee is None or p.arrivee <= au)
    nommees = sum(p.depart is None or p.depart >= derniere.du for p in venues)
    return (derniere, nommees) if (derniere.occupants or 0) > nommees else None


def foyer_le(faits: FaitsMenage, le: date) -> tuple[int | None, int | None]:
    """Le nombre de personnes ce jour et les unités de consommation × 10 ; None : inconnu.

    Ceux que le bailleur déclare et que personne n'a nommés comptent ; les unités sont alors inconnues.
    """
    presents = presentes(faits.personnes, le)
    manque = sans_nom(faits, le)
    if manque is not None:
        declaree, nommees = manque
        return len(presents) + (declaree.occupants or 0) - nommees, None
    return len(presents) or None, unites_consommation((p.naissance for p in presents), le)
