"""Les échéances : jours, mois de date à date, trimestres ; à temps le jour de l'échéance, en retard le lendemain."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import lru_cache

from relogement.commun import ErreurMetier
from relogement.formats import date_courte

_TRIMESTRE = re.compile(r"(\d{4})-T([1-4])")


@lru_cache(maxsize=4096)
def ajouter_jours(le: date, jours: int) -> date:
    """La date à `jours` jours de là (négatif : avant) ; bornée au calendrier : une date absurde ne casse rien."""
    try:
        return le + timedelta(days=jours)
    except OverflowError:
        return date.max if jours > 0 else date.min


@lru_cache(maxsize=4096)
def ajouter_mois(le: date, mois: int) -> date:
    """La date à `mois` mois de date à date : le 31 août + 6 mois est le dernier jour de février.

    Bornée au calendrier. La même que donne `relativedelta`, qui coûte dix fois plus.
    """
    annee, rang = divmod(12 * le.year + le.month - 1 + mois, 12)
    if not MINYEAR <= annee <= MAXYEAR:
        return date.max if mois > 0 else date.min
    return date(annee, rang + 1, min(le.day, monthrange(annee, rang + 1)[1]))


def jours_de_retard(echeance: date, au: date) -> int:
    """Les jours de retard au jour `au` : 0 jusqu'à l'échéance comprise, 1 le lendemain."""
    return max(0, (au - echeance).days)


def anniversaire(naissance: date, ans: int) -> date:
    """Le jour où la personne a `ans` ans ; née un 29 février, le 28 les années communes."""
    return ajouter_mois(naissance, 12 * ans)


def jour_fr(le: date) -> str:
    """La date en français : 05/03/2026."""
    return date_courte(le)


@dataclass(frozen=True, slots=True, order=True)
class Trimestre:
    """Un trimestre civil, écrit « 2026-T3 »."""

    annee: int
    rang: int

    @classmethod
    def lire(cls, texte: str) -> Trimestre:
        """Lit « 2026-T3 » ; ErreurMetier si le texte n'est pas un trimestre."""
        trouve = _TRIMESTRE.fullmatch(texte.strip().upper())
        if trouve is None or not 1 <= int(trouve[1]) <= MAXYEAR:
            raise ErreurMetier(f"« {texte} » n'est pas un trimestre : écrivez par exemple 2026-T3.", "trimestre")
        return cls(int(trouve[1]), int(trouve[2]))

    @classmethod
    def de(cls, le: date) -> Trimestre:
        """Le trimestre qui contient ce jour."""
        return cls(le.year, (le.month + 2) // 3)

    @property
    def debut(self) -> date:
        """Le premier jour, compris."""
        return date(self.annee, 3 * self.rang - 2, 1)

    @property
    def fin(self) -> date:
        """Le dernier jour, compris."""
        mois = 3 * self.rang
        return date(self.annee, mois, monthrange(self.annee, mois)[1])

    @property
    def precedent(self) -> Trimestre:
        """Le trimestre d'avant."""
        return Trimestre(self.annee, self.rang - 1) if self.rang > 1 else Trimestre(self.annee - 1, 4)

    @property
    def suivant(self) -> Trimestre:
        """Le trimestre d'après."""
        return Trimestre(self.annee, self.rang + 1) if self.rang < 4 else Trimestre(self.annee + 1, 1)

    def __contains__(self, le: date) -> bool:
        return self.debut <= le <= self.fin

    def __str__(self) -> str:
        return f"{self.annee}-T{self.rang}"
