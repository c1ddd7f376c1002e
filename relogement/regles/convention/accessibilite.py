"""C3 : un logement hors QPV est accessible quand l'APL en solvabilise le loyer (convention, annexe 1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from relogement.regles.charte import cles
from relogement.regles.charte.parametres import Charte
from relogement.vocabulaire import Liste


@dataclass(frozen=True, slots=True)
class LogementProposable:
    """Un logement du vivier ; `loyer` et `plafond_apl` (celui de son ménage type) en centimes par mois."""

    id: str
    qpv: bool | None = None
    loyer: int | None = None
    plafond_apl: int | None = None


class Accessibilite(Liste):
    """Le loyer d'un logement hors QPV au regard du plafond APL de son ménage type."""

    ACCESSIBLE = "accessible", "accessible"
    POTENTIELLE = "potentielle", "potentiellement accessible"
    AU_DELA = "au_dela", "au-delà"
    INCONNUE = "inconnue", "loyer, plafond APL ou quartier inconnu"


@dataclass(frozen=True, slots=True)
class ParcAccessible:
    """Le vivier hors QPV, par accessibilité ; `en_qpv` : hors du champ. Qui n'est pas situé est inconnu."""

    nombres: tuple[tuple[Accessibilite, int], ...]
    en_qpv: int

    def nombre(self, quoi: Accessibilite) -> int:
        """Combien de logements ont cette accessibilité."""
        return dict(self.nombres)[quoi]


def accessibilite(logement: LogementProposable, charte: Charte, au: date) -> Accessibilite | None:
    """L'accessibilité du logement, bornes comprises ; None s'il est en QPV : la convention ne le regarde pas."""
    if logement.qpv:
        return None
    if logement.qpv is None or logement.loyer is None or logement.plafond_apl is None:
        return Accessibilite.INCONNUE
    return situer(logement.loyer, logement.plafond_apl, charte.entier(cles.ACCESSIBLE_MARGE, au))


def situer(loyer: int | None, plafond: int | None, marge: int) -> Accessibilite:
    """Le loyer au regard du plafond APL et de la marge (centimes par mois), bornes comprises."""
    if loyer is None or plafond is None:
        return Accessibilite.INCONNUE
    if loyer <= plafond:
        return Accessibilite.ACCESSIBLE
    return Accessibilite.POTENTIELLE if loyer <= plafond + marge else Accessibilite.AU_DELA


def parc_accessible(logements: Iterable[LogementProposable], charte: Charte, au: date) -> ParcAccessible:
    """Le compte du vivier au jour `au`."""
    comptes = Counter(accessibilite(logement, charte, au) for logement in logements)
    return ParcAccessible(tuple((a, comptes[a]) for a in Accessibilite), comptes[None])
