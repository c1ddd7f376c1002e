"""La part d'un plafond que font les ressources d'un ménage, d'après son avis d'impôt ou ce qu'un agent a noté."""

from __future__ import annotations

from dataclasses import dataclass

from relogement.commun import ErreurMetier
from relogement.formats import euros
from relogement.regles.faits import FaitsMenage
from relogement.regles.faits_accompagnement import AvisImpot
from relogement.regles.plafonds.bareme import charger_plafonds
from relogement.regles.plafonds.categorie import Categorie, categorie
from relogement.regles.plafonds.revenus import revenu_retenu
from relogement.vocabulaire import Financement, Liste


class Tranche(Liste):
    """Où se situent les ressources sous le plafond PLUS (article 12 ; convention, axe II)."""

    BASSE = "basse", "moins de 60 %"
    MOYENNE = "moyenne", "de 60 à 100 %"
    HAUTE = "haute", "plus de 100 %"


@dataclass(frozen=True, slots=True)
class Part:
    """La part d'un plafond (`rfr` et `plafond` en centimes par an), et d'où elle vient.

    `choix` : pourquoi cet avis plutôt qu'un autre ; `incertaine` : les revenus de N−2 ne sont pas notés.
    """

    financement: Financement
    avis: AvisImpot
    categorie: Categorie
    plafond: int
    annee: int
    derive: bool
    """Vrai si ce plafond est calculé, et non relevé sur l'arrêté."""
    tranche: Tranche
    choix: str = ""
    incertaine: bool = False

    @property
    def pour_cent(self) -> int:
        """La part, en % : les décimales tombent, pour que 59,9 % reste sous 60 %."""
        return self.avis.rfr * 100 // self.plafond

    @property
    def phrase(self) -> str:
        """« calculé sur l'avis d'impôt 2026 : 54 % du plafond PLUS »."""
        return f"calculé sur {self.avis.source} : {self.mesure}"

    @property
    def mesure(self) -> str:
        """« 54 % du plafond PLUS », « 100 % du plafond PLUS, au-dessus »."""
        au_dessus = ", au-dessus" if self.avis.rfr > self.plafond else ""
        return f"{self.pour_cent} % du plafond {self.financement.libelle}{au_dessus}"

    @property
    def detail(self) -> str:
        """Le plafond, sa catégorie, ce qu'il vaut si l'arrêté n'a pas été relu, et l'avis choisi."""
        relu = " (calculé, à confirmer sur l'arrêté)" if self.derive else ""
        plafond = f"plafond {self.financement.libelle} {self.annee} de {euros(self.plafond, entier=True)}"
        return " ; ".join(filter(None, (f"{plafond}{relu}, {self.categorie.texte}", self.choix)))


def part_du_plafond(faits: FaitsMenage, avis: AvisImpot, financement: Financement) -> Part:
    """La part du plafond, au foyer, aux plafonds et aux avis connus du jour où cet avis a été vu.

    ErreurMetier, avec la phrase qui dit ce qui manque : zone, foyer, âge, avis trop ancien, ou plafonds de l'année.
    """
    b = charger_plafonds()
    table = b.table(avis.le, financement)
    avant = (a for a in faits.avis_impot if a.ordre < avis.ordre)
    retenu = revenu_retenu((*avant, avis), table.annee, b)
    if faits.operation.zone_plafonds is None:
        raise ErreurMetier("La zone des plafonds de ressources de l'opération n'est pas connue : indiquez-la.", "zone")
    rang = categorie(faits, avis.le, retenu.invalidite, b)
    plafond = table.zones[faits.operation.zone_plafonds].pour(rang.rang)
    return Part(
        financement, retenu.avis, rang, plafond, table.annee, table.derive,
        _tranche(retenu.avis.rfr, plafond, b.tranches), retenu.choix, retenu.incertain,
    )


def tranche(pour_cent: int) -> Tranche:
    """La tranche d'une part tapée, en % entiers du plafond PLUS."""
    return _tranche(pour_cent, 100, charger_plafonds().tranches)


@dataclass(frozen=True, slots=True)
class PartLue:
    """La part d'un plafond, ou la phrase qui dit ce qui empêche de la calculer."""

    financement: Financement
    part: Part | None
    raison: str = ""

    @property
    def verdict(self) -> tuple[bool | None, str]:
        """Les ressources tiennent sous le plafond, au centime, ou non ; None si rien de sûr ne le dit."""
        if self.part is None:
            return None, f"ressources non comparées au plafond {self.financement.libelle} : {self.raison}"
        dit = f"ressources à {self.part.mesure}"
        if self.part.incertaine:
            return None, f"{dit} ; {self.part.choix}"
        return self.part.avis.rfr <= self.part.plafond, dit


def parts_lues(faits: FaitsMenage, avis: AvisImpot) -> tuple[PartLue, ...]:
    """Du PLAI au PLS, la part que fait cet avis de chaque plafond."""
    return tuple(_lue(faits, avis, financement) for financement in Financement)


def _lue(faits: FaitsMenage, avis: AvisImpot, financement: Financement) -> PartLue:
    try:
        return PartLue(financement, part_du_plafond(faits, avis, financement))
    except ErreurMetier as erreur:
        return PartLue(financement, None, erreur.phrase)


def dire_parts(lues: tuple[PartLue, ...]) -> tuple[str, ...]:
    """La part du plafond PLUS, sa tranche et les autres, puis le plafond ; une seule phrase si rien ne se calcule."""
    plus = next(lue for lue in lues if lue.financement is Financement.PLUS)
    if plus.part is None:
        return (f"Part des plafonds inconnue : {plus.raison}",)
    p = plus.part
    autres = ", ".join(f"{x.part.pour_cent} % du {x.financement.libelle}" for x in lues if x is not plus and x.part)
    return tuple(
        texte[:1].upper() + texte[1:] + "." for texte in (f"{p.phrase} ({p.tranche.libelle}) ; {autres}", p.detail)
    )


def _tranche(rfr: int, plafond: int, bornes: tuple[int, int]) -> Tranche:
    basse, haute = bornes
    if rfr * 100 < basse * plafond:
        return Tranche.BASSE
    return Tranche.MOYENNE if rfr * 100 <= haute * plafond else Tranche.HAUTE
