"""Un chiffre contestable : sa définition, son dénominateur, ce qu'on sait, ce qu'on ignore, et qui est derrière."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from statistics import median

from relogement.regles.revue.dossier import Dossier


class Unite(Enum):
    """Ce que compte ou mesure un chiffre."""

    NOMBRE = "nombre"
    ACTES = "actes"
    """Des propositions, des refus : un ménage peut en avoir plusieurs, aucune part n'a de sens."""
    EUROS = "centimes"
    TAUX = "proportion"


@dataclass(frozen=True, slots=True)
class Indicateur:
    """Ce que la feuille « Méthode » imprime d'un chiffre ; `source` : d'où viennent les faits, ce qui est à nous."""

    cle: str
    libelle: str
    definition: str
    denominateur: str
    source: str
    unite: Unite = Unite.NOMBRE


@dataclass(frozen=True, slots=True)
class Chiffre:
    """La valeur d'un indicateur (centimes si euros, proportion si taux) ; None : rien de connu.

    `connus` : unités dont la donnée est connue, le dénominateur ; `inconnus` : les autres ; `menages` : les codes de
    ceux que le chiffre compte ou mesure.
    """

    indicateur: Indicateur
    valeur: int | Decimal | None
    connus: int
    inconnus: int
    menages: tuple[str, ...]

    @property
    def part(self) -> Decimal | None:
        """La valeur rapportée aux connus ; None si ce n'est pas un nombre ou si rien n'est connu."""
        if self.indicateur.unite is not Unite.NOMBRE or self.valeur is None or not self.connus:
            return None
        return Decimal(self.valeur) / self.connus


def compter(indicateur: Indicateur, dossiers: Sequence[Dossier], retenu: Callable[[Dossier], bool | None]) -> Chiffre:
    """Combien de ménages sont retenus, parmi ceux pour qui on le sait (`retenu` rend None : inconnu)."""
    avis = [(d.code, retenu(d)) for d in dossiers]
    oui = tuple(code for code, r in avis if r)
    inconnus = sum(r is None for _, r in avis)
    return Chiffre(indicateur, len(oui), len(avis) - inconnus, inconnus, oui)


def sommer(indicateur: Indicateur, dossiers: Sequence[Dossier], nombre: Callable[[Dossier], int]) -> Chiffre:
    """La somme d'un nombre par ménage (des propositions, des refus) ; `menages` : ceux qui en ont au moins un."""
    nombres = [(d.code, nombre(d)) for d in dossiers]
    return Chiffre(indicateur, sum(n for _, n in nombres), len(nombres), 0, tuple(c for c, n in nombres if n))


def mediane(
    indicateur: Indicateur, dossiers: Sequence[Dossier], mesure: Callable[[Dossier], int | Decimal | None]
) -> Chiffre:
    """La médiane des mesures connues ; None si aucune ne l'est."""
    return _resumer(indicateur, dossiers, mesure, lambda v: Decimal(median(v)))


def moyenne(
    indicateur: Indicateur, dossiers: Sequence[Dossier], mesure: Callable[[Dossier], int | Decimal | None]
) -> Chiffre:
    """La moyenne des mesures connues ; None si aucune ne l'est."""
    return _resumer(indicateur, dossiers, mesure, lambda v: sum(v, Decimal(0)) / len(v))


def _resumer(
    indicateur: Indicateur,
    dossiers: Sequence[Dossier],
    mesure: Callable[[Dossier], int | Decimal | None],
    resume: Callable[[list[Decimal]], Decimal],
) -> Chiffre:
    mesures = [(d.code, mesure(d)) for d in dossiers]
    connues = [(code, Decimal(m)) for code, m in mesures if m is not None]
    valeur = resume([m for _, m in connues]) if connues else None
    arrondie = _au_centime(valeur) if valeur is not None and indicateur.unite is Unite.EUROS else valeur
    return Chiffre(indicateur, arrondie, len(connues), len(mesures) - len(connues), tuple(c for c, _ in connues))


def _au_centime(valeur: Decimal) -> int:
    return int(valeur.quantize(Decimal(1), rounding=ROUND_HALF_UP))
