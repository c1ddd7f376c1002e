"""Regarder en arrière : la base telle qu'elle était connue un jour, et ce qui n'y était pas encore."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TypeVar
from uuid import UUID

from relogement.commun import ErreurMetier
from relogement.regles.calendrier import jour_fr
from relogement.regles.charte.constat import Constat
from relogement.services.charte import constats
from relogement.stockage.base import Base
from relogement.stockage.passe import passe, premier_jour

T = TypeVar("T")


@contextmanager
def tel_que_connu(base: Base, le: date | None) -> Iterator[Base]:
    """La base à lire telle que le journal la tenait à la fin de ce jour ; None : telle qu'elle est aujourd'hui.

    Lève ErreurMetier pour un jour à venir, ou d'avant le premier geste de la base.
    """
    if le is None:
        yield base
        return
    if le > base.aujourd_hui():
        raise ErreurMetier(
            f"Le {jour_fr(le)} n'est pas encore venu : pour « connu le », donnez un jour passé.", "connu"
        )
    premier = premier_jour(base)
    if premier is not None and le < premier:
        raise ErreurMetier(
            f"Rien n'était connu le {jour_fr(le)} : la base commence le {jour_fr(premier)}. Donnez un jour d'après.",
            "connu",
        )
    with passe(base, le) as alors:
        yield alors


def trouver_alors(base: Base, alors: Base, le: date | None, nom: str, trouver: Callable[[Base], T]) -> T:
    """Ce que `trouver` cherche dans la base d'alors ; lève l'ErreurMetier de `trouver` si on ne le connaît nulle part.

    Ce qui n'est connu que depuis se dit : « Le ménage BEL-0042 n'était pas encore connu le 12/03/2026 ».
    """
    try:
        return trouver(alors)
    except ErreurMetier:
        if le is None:
            raise
        trouver(base)
        raise pas_encore_connu(nom, le) from None


def constats_connus(base: Base, menage_id: UUID, au: date, le: date) -> list[Constat]:
    """Les constats d'un ménage au jour `au`, avec ce seul que le journal tenait à la fin du jour `le`.

    Lève ErreurMetier comme `tel_que_connu`, et si le ménage n'était pas encore connu.
    """
    with tel_que_connu(base, le) as alors:
        trouves = constats(alors, [menage_id], au=au)
    if menage_id not in trouves:
        raise pas_encore_connu("Ce ménage", le)
    return trouves[menage_id]


def pas_encore_connu(nom: str, le: date) -> ErreurMetier:
    """L'erreur qui dit que ce que `nom` désigne n'est venu qu'après ce jour."""
    return ErreurMetier(f"{nom} n'était pas encore connu le {jour_fr(le)} : donnez un jour plus récent.", "connu")
