"""Ce qu'un logement vaut pour un ménage : ce qui l'exclut, sinon chaque point, et son rang.

Le rang se lit de gauche à droite : d'abord le moins de points à non, puis le moins de points à vérifier, puis la
mensualité résiduelle la plus basse. Un point inconnu ne compte jamais comme rempli.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from relogement.formats import INSECABLE, euros, pluriel
from relogement.regles.adequation.offre import Offre
from relogement.vocabulaire import Financement, GenreBailleur, Liste


class Limite(Liste):
    """Ce qui exclut un logement pour un ménage, dans l'ordre où on le regarde."""

    DEJA = "deja", "déjà proposé"
    TAILLE = "taille", "taille"
    ACCES = "acces", "accessibilité"
    PLAFOND = "plafond", "plafond de ressources"
    COUT = "cout", "coût"


@dataclass(frozen=True, slots=True)
class Logement:
    """Un logement que l'on peut proposer ; loyer et charges en centimes par mois, None : inconnu."""

    id: str
    libelle: str
    offre: Offre
    reference: str | None = None
    loyer: int | None = None
    charges: int | None = None
    forfait: int | None = None
    neuf: bool | None = None
    financement: Financement | None = None
    bailleur: str | None = None
    genre: GenreBailleur | None = None
    zone: int | None = None
    """La zone APL indiquée par un agent."""
    disponible: date | None = None
    """Le jour où il se libère ou se livre."""


@dataclass(frozen=True, slots=True)
class Point:
    """Un point de la convenance : rempli, non rempli, ou None s'il est à vérifier ; et pourquoi."""

    nom: str
    rempli: bool | None
    phrase: str


@dataclass(frozen=True, slots=True)
class Convenance:
    """Un ménage et un logement ; `limite` None : il peut lui être proposé.

    `phrase` : ce qui l'exclut. `mensualite` : la mensualité résiduelle qu'il y aurait, `ecart` : de combien elle change
    (centimes par mois ; None : inconnu).
    """

    menage: str
    logement: str
    limite: Limite | None = None
    phrase: str = ""
    points: tuple[Point, ...] = ()
    mensualite: int | None = None
    ecart: int | None = None

    @property
    def non(self) -> int:
        """Le nombre de points à non."""
        return sum(p.rempli is False for p in self.points)

    @property
    def a_verifier(self) -> int:
        """Le nombre de points que les faits ne décident pas."""
        return sum(p.rempli is None for p in self.points)

    @property
    def rang(self) -> tuple[int, int, bool, int]:
        """Du meilleur au moins bon ; une mensualité inconnue vient après toutes les autres."""
        return self.non, self.a_verifier, self.mensualite is None, self.mensualite or 0

    @property
    def resume(self) -> str:
        """« 5 points remplis, 1 à vérifier ; mensualité résiduelle de ≈ 212 € (− 14 €) »."""
        if self.limite is not None:
            return self.phrase
        remplis = pluriel(len(self.points) - self.non - self.a_verifier, "point rempli", "points remplis")
        reste = [f"{self.non} à non" if self.non else "", f"{self.a_verifier} à vérifier" if self.a_verifier else ""]
        return " ; ".join((", ".join(filter(None, (remplis, *reste))), self._cout()))

    @property
    def prix(self) -> str:
        """« ≈ 212 € (− 14 €) » : l'aide y est estimée, à l'euro près."""
        if self.mensualite is None:
            return "inconnue"
        dit = f"≈{INSECABLE}{euros(self.mensualite, entier=True)}"
        if self.ecart is None:
            return dit
        signe = "+" if self.ecart > 0 else "−" if self.ecart < 0 else "±"
        return f"{dit} ({signe}{INSECABLE}{euros(abs(self.ecart), entier=True)})"

    def _cout(self) -> str:
        return f"mensualité résiduelle {'' if self.mensualite is None else 'de '}{self.prix}"


def ordonner(convenances: list[Convenance]) -> list[Convenance]:
    """Celles qui conviennent, de la meilleure à la moins bonne ; à rang égal, l'ordre des clés."""
    gardees = (c for c in convenances if c.limite is None)
    return sorted(gardees, key=lambda c: (c.rang, c.menage, c.logement))
