"""Les parts du plafond PLUS d'un ménage, dans l'ordre : tapées à un entretien, ou calculées d'un avis d'impôt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from relogement.commun import ErreurMetier
from relogement.regles.faits import FaitsMenage
from relogement.regles.faits_accompagnement import AvisImpot
from relogement.regles.plafonds.part import PartLue, Tranche, part_du_plafond, parts_lues, tranche
from relogement.vocabulaire import Financement


@dataclass(frozen=True, slots=True)
class PartNotee:
    """La part du plafond PLUS connue le `le`, en %, et sa phrase ; `objet`, `id` : d'où elle vient.

    `doute` : ce qui peut la démentir (les revenus de N−2 ne sont pas notés) ; vide : rien.
    """

    le: date
    pour_cent: int
    phrase: str
    objet: str
    id: str
    tranche: Tranche
    doute: str = ""


def parts_notees(faits: FaitsMenage) -> tuple[PartNotee, ...]:
    """De la plus ancienne à la plus récente, qui compte seule ; le même jour, le calcul l'emporte sur la saisie."""
    tapees = [
        PartNotee(e.le, e.part_plafond, f"ressources à {e.part_plafond} % des plafonds PLUS", "entretien", e.id,
                  tranche(e.part_plafond))
        for e in faits.entretiens if e.part_plafond is not None
    ]
    return tuple(sorted([*tapees, *_calculees(faits)], key=lambda p: (p.le, p.objet == "avisimpot")))


def part_retenue(faits: FaitsMenage) -> PartNotee | None:
    """La dernière part connue ; None : rien ne la dit."""
    return next(reversed(parts_notees(faits)), None)


def pourquoi_inconnue(faits: FaitsMenage) -> str | None:
    """Ce qui empêche de calculer la part du dernier avis d'impôt ; None s'il n'y en a pas, ou si rien ne l'empêche."""
    dernier = dernier_avis(faits)
    if dernier is None:
        return None
    try:
        part_du_plafond(faits, dernier, Financement.PLUS)
    except ErreurMetier as erreur:
        return erreur.phrase
    return None


def dernier_avis(faits: FaitsMenage) -> AvisImpot | None:
    """L'avis d'impôt vu le dernier ; le même jour, celui de l'année la plus récente."""
    return max(faits.avis_impot, key=attrgetter("ordre"), default=None)


def sous_les_plafonds(faits: FaitsMenage) -> dict[Financement, tuple[bool | None, str]]:
    """Par financement, si les ressources tiennent sous son plafond, et la phrase ; None : on ne le sait pas."""
    avis = dernier_avis(faits)
    sans = "aucun avis d'impôt n'est noté"
    lues = parts_lues(faits, avis) if avis else tuple(PartLue(f, None, sans) for f in Financement)
    return {lue.financement: lue.verdict for lue in lues}


def _calculees(faits: FaitsMenage) -> list[PartNotee]:
    """Les avis dont la part se calcule ; les autres laissent la place à ce que l'on sait par ailleurs."""
    parts = []
    for avis in sorted(faits.avis_impot, key=attrgetter("ordre")):
        try:
            part = part_du_plafond(faits, avis, Financement.PLUS)
        except ErreurMetier:
            continue
        parts.append(PartNotee(avis.le, part.pour_cent, part.phrase, "avisimpot", part.avis.id, part.tranche,
                               part.choix if part.incertaine else ""))
    return parts
