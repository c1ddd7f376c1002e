"""Un chiffre contestable : sa définition, son dénominateur, ce qu'on sait, ce qu'on ignore, et qui est derrière."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from statistics import median

from relogement.formats import pourcent
from relogement.regles.revue.dossier import Dossier

Mesure = int | Decimal
PENDANT, A_PART = "pendant/", "a_part/"
"""Ce qui précède la clé d'un chiffre dans les autres colonnes de sa ligne : pendant la période, pour les décohabitants.
"""


class Unite(Enum):
    """Ce que compte ou mesure un chiffre."""

    NOMBRE = "nombre"
    ACTES = "actes"
    """Des propositions, des refus, des obligations : un ménage peut en avoir plusieurs."""
    EUROS = "centimes"
    TAUX = "proportion"
    SURFACE = "dm2"
    JOURS = "jours"
    ECART = "écart en centimes"
    POINTS = "écart de proportions"
    """Ce qu'un montant ou un taux a de plus ou de moins : il porte son signe, un taux en points."""


@dataclass(frozen=True, slots=True)
class Indicateur:
    """Ce que la feuille « Méthode » imprime d'un chiffre ; `source` : d'où viennent les faits, ce qui est à nous.

    `cle` désigne le chiffre d'une revue à l'autre : elle ne change ni avec le libellé, ni avec les ménages.
    """

    cle: str
    libelle: str
    definition: str
    denominateur: str
    source: str
    unite: Unite = Unite.NOMBRE
    oui_seul: bool = False
    """Vrai si un oui peut se savoir là où un non ne le peut pas : les connus sont alors surtout des oui."""


@dataclass(frozen=True, slots=True)
class Chiffre:
    """La valeur d'un indicateur (centimes si euros, proportion si taux, dm² si surface) ; None : rien de connu.

    `connus` : unités dont la donnée est connue, le dénominateur ; `inconnus` : les autres. Les codes des ménages :
    `menages`, ceux que le chiffre compte ou mesure ; `sur`, ceux du dénominateur ; `ignores`, ceux que l'on ignore.
    """

    indicateur: Indicateur
    valeur: Mesure | None
    connus: int
    inconnus: int
    menages: tuple[str, ...]
    sur: tuple[str, ...] = ()
    ignores: tuple[str, ...] = ()

    @property
    def sue(self) -> Mesure | None:
        """La valeur ; un compte dont on ne sait rien de personne est inconnu, et non de zéro."""
        rien = self.indicateur.unite is Unite.NOMBRE and not self.connus and self.inconnus
        return None if rien else self.valeur

    @property
    def part(self) -> Decimal | None:
        """La valeur rapportée aux connus ; None si ce n'est pas un nombre, si rien n'est connu, ou s'ils trompent."""
        if self.valeur is None or not self.connus or self._biaise or self.indicateur.unite is not Unite.NOMBRE:
            return None
        return Decimal(self.valeur) / self.connus

    @property
    def fourchette(self) -> tuple[Decimal, Decimal] | None:
        """Entre quoi est la part que les connus diraient mal : les inconnus tous à non, puis tous à oui."""
        if self.valeur is None or not self.connus or not self._biaise:
            return None
        tous = self.connus + self.inconnus
        return Decimal(self.valeur) / tous, Decimal(self.valeur + self.inconnus) / tous

    @property
    def _biaise(self) -> bool:
        return self.indicateur.oui_seul and self.inconnus > 0


def ecart(avant: Chiffre | None, apres: Chiffre | None) -> Mesure | None:
    """La seconde valeur − la première ; None si l'une des deux manque ou n'est pas connue."""
    if avant is None or apres is None or avant.sue is None or apres.sue is None:
        return None
    return apres.sue - avant.sue


def cle_de_ligne(cle: str) -> str:
    """La clé du chiffre à la date, d'après celle d'une des colonnes de sa ligne."""
    return cle.removeprefix(PENDANT).removeprefix(A_PART)


def dire_part(c: Chiffre) -> str:
    """« 41,3 % », « de 63,2 % à 100,0 % » ; vide pour ce qui n'est pas un nombre de ménages."""
    if c.fourchette is not None:
        return "de {} à {}".format(*map(pourcent, c.fourchette))
    return "" if c.part is None else pourcent(c.part)


def compter(indicateur: Indicateur, dossiers: Sequence[Dossier], retenu: Callable[[Dossier], bool | None]) -> Chiffre:
    """Combien de ménages sont retenus, parmi ceux pour qui on le sait (`retenu` rend None : inconnu)."""
    avis = [(d.code, retenu(d)) for d in dossiers]
    oui = tuple(code for code, r in avis if r)
    sur = tuple(code for code, r in avis if r is not None)
    ignores = tuple(code for code, r in avis if r is None)
    return Chiffre(indicateur, len(oui), len(sur), len(ignores), oui, sur, ignores)


def sommer(indicateur: Indicateur, dossiers: Sequence[Dossier], nombre: Callable[[Dossier], int | None]) -> Chiffre:
    """La somme d'un nombre par ménage (None : inconnu) ; `menages` : ceux qui en ont au moins un."""
    nombres = [(d.code, nombre(d)) for d in dossiers]
    sur = tuple(c for c, n in nombres if n is not None)
    ignores = tuple(c for c, n in nombres if n is None)
    total = sum(n for _, n in nombres if n is not None)
    # Rien de connu n'est pas zéro.
    valeur = total if sur or not ignores else None
    return Chiffre(indicateur, valeur, len(sur), len(ignores), tuple(c for c, n in nombres if n), sur, ignores)


def mediane(
    indicateur: Indicateur, dossiers: Sequence[Dossier], mesure: Callable[[Dossier], Mesure | None]
) -> Chiffre:
    """La médiane des mesures connues ; None si aucune ne l'est."""
    return _resumer(indicateur, dossiers, mesure, lambda v: Decimal(median(v)))


def moyenne(
    indicateur: Indicateur, dossiers: Sequence[Dossier], mesure: Callable[[Dossier], Mesure | None]
) -> Chiffre:
    """La moyenne des mesures connues ; None si aucune ne l'est."""
    return _resumer(indicateur, dossiers, mesure, lambda v: sum(v, Decimal(0)) / len(v))


def _resumer(
    indicateur: Indicateur,
    dossiers: Sequence[Dossier],
    mesure: Callable[[Dossier], Mesure | None],
    resume: Callable[[list[Decimal]], Decimal],
) -> Chiffre:
    mesures = [(d.code, mesure(d)) for d in dossiers]
    connues = [(code, Decimal(m)) for code, m in mesures if m is not None]
    valeur = resume([m for _, m in connues]) if connues else None
    entiere = indicateur.unite in (Unite.EUROS, Unite.ECART, Unite.SURFACE, Unite.JOURS)
    arrondie = _a_l_unite(valeur) if valeur is not None and entiere else valeur
    sur = tuple(c for c, _ in connues)
    ignores = tuple(c for c, m in mesures if m is None)
    return Chiffre(indicateur, arrondie, len(sur), len(ignores), sur, sur, ignores)


def _a_l_unite(valeur: Decimal) -> int:
    return int(valeur.quantize(Decimal(1), rounding=ROUND_HALF_UP))
