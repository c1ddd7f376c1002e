"""Ce que touche une personne, mois par mois : la CAF compte des mois passés, le dossier note des périodes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from relogement.commun import ErreurMetier
from relogement.regles.calendrier import ajouter_mois
from relogement.regles.ressources import LigneRessource
from relogement.vocabulaire import SANS_MONTANT, NatureRessource

MOIS = 12
_DEPUIS, _JUSQUA = 13, 2
"""La période compte du treizième au deuxième mois avant celui du droit (R.822-3)."""


@dataclass(frozen=True, slots=True)
class LigneNature(LigneRessource):
    """Une ressource et sa nature."""

    nature: NatureRessource = NatureRessource.AUTRE


@dataclass(frozen=True, slots=True)
class Cumul:
    """Ce qu'une nature a rapporté sur douze mois, en centimes."""

    nature: NatureRessource
    total: int
    mois: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Releve:
    """Les lignes d'une même personne, ou celles du foyer entier."""

    lignes: Sequence[LigneNature]

    def du_mois(self, mois: date) -> list[LigneNature]:
        """Ce qui courait le dernier jour du mois ; d'un mois que rien ne couvre, ce qui a couru ensuite."""
        fin = ajouter_mois(mois, 1) - timedelta(days=1)
        courues = en_cours(self.lignes, fin)
        suivantes = [x.du for x in self.lignes if x.du > fin]
        return courues or (en_cours(self.lignes, min(suivantes)) if suivantes else [])

    def suppose(self, mois: date) -> bool:
        """Vrai si rien n'est noté de ce mois."""
        return not en_cours(self.lignes, ajouter_mois(mois, 1) - timedelta(days=1))

    def natures(self, mois: date) -> frozenset[NatureRessource]:
        """Les natures de ce mois : celles qui rapportent, et celles qui ne disent qu'une situation."""
        return frozenset(x.nature for x in self.du_mois(mois) if x.montant or x.nature in SANS_MONTANT)

    def cumuls(self, le: date) -> list[Cumul]:
        """Par nature, sur ses mois ; ErreurMetier si un montant en manque, ou si une nature n'est pas dite."""
        natures = dict.fromkeys(x.nature for x in sorted(self.lignes, key=lambda x: x.du))
        cumuls = (self._cumul(nature, mois_comptes(nature, le)) for nature in natures)
        return [c for c in cumuls if c.total]

    def _cumul(self, nature: NatureRessource, mois: tuple[date, ...]) -> Cumul:
        montants = [x.montant for m in mois for x in self.du_mois(m) if x.nature is nature]
        if None in montants:
            raise ErreurMetier(
                f"Un montant manque ({nature.libelle}) entre le {mois[0]:%m/%Y} et le {mois[-1]:%m/%Y} : complétez-le, "
                "ou saisissez la base de ressources de l'avis de la CAF.", "ressources",
            )
        total = sum(x for x in montants if x is not None)
        if nature is NatureRessource.AUTRE and total:
            raise ErreurMetier(
                "Une ressource est notée « autre » : précisez sa nature, on ne sait pas si la CAF la compte.",
                "ressources",
            )
        return Cumul(nature, total, mois)


def en_cours(lignes: Iterable[LigneNature], le: date) -> list[LigneNature]:
    """Les lignes qui courent ce jour-là."""
    return [x for x in lignes if x.du <= le and (x.au is None or x.au >= le)]


def mois_avant(le: date, combien: int) -> date:
    """Le premier jour du mois, `combien` mois avant celui de `le`."""
    return ajouter_mois(le.replace(day=1), -combien)


def douze_mois(le: date) -> tuple[date, ...]:
    """Les douze mois comptés pour un droit ouvert le mois de `le`."""
    return tuple(mois_avant(le, n) for n in range(_DEPUIS, _JUSQUA - 1, -1))


def mois_comptes(nature: NatureRessource, le: date) -> tuple[date, ...]:
    """L'année N - 2 d'un indépendant, l'année N - 1 d'une pension alimentaire, sinon les douze mois."""
    recul = {NatureRessource.INDEPENDANT: 2, NatureRessource.PENSION_ALIMENTAIRE: 1}.get(nature)
    if recul is None:
        return douze_mois(le)
    return tuple(date(le.year - recul, m, 1) for m in range(1, MOIS + 1))
