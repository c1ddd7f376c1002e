"""Lequel des avis d'impôt se compare aux plafonds : les revenus de N−2, ceux de N−1 s'ils ont assez baissé."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from relogement.commun import ErreurMetier
from relogement.formats import euros
from relogement.regles.faits_accompagnement import AvisImpot
from relogement.regles.plafonds.bareme import BaremePlafonds


@dataclass(frozen=True, slots=True)
class Retenu:
    """L'avis dont le revenu se compare ; `choix`, pourquoi celui-là (vide : il est seul attendu).

    `incertain` : les revenus de N−2 ne sont pas notés. `invalidite` : ce que dit le dernier avis qui en parle.
    """

    avis: AvisImpot
    choix: str
    incertain: bool
    invalidite: bool | None


def revenu_retenu(vus: Iterable[AvisImpot], annee: int, b: BaremePlafonds) -> Retenu:
    """Celui des avis déjà vus qui se compare aux plafonds de l'année `annee` (arrêté du 29 juillet 1987).

    ErreurMetier, avec l'année qu'il faudrait, s'ils sont tous trop anciens.
    """
    ordre = sorted(vus, key=lambda a: (a.le, a.annee))
    derniers = {a.annee: a for a in ordre}
    reference = annee - b.revenus_avant
    n2, n1 = derniers.get(reference + 1), derniers.get(reference + 2)
    invalidite = next((a.invalidite for a in reversed(ordre) if a.invalidite is not None), None)
    si = f"inférieurs d'au moins {b.baisse} %"
    if n2 is not None and n1 is not None:
        return Retenu(*_comparer(n2, n1, si, b.baisse), incertain=False, invalidite=invalidite)
    if n2 is not None:
        return Retenu(n2, "", incertain=False, invalidite=invalidite)
    if n1 is not None:
        manque = f"les revenus de {reference} (avis d'impôt {reference + 1}) ne sont pas notés"
        choix = f"{manque} : ils se comparent, sauf si ceux de {reference + 1} leur sont {si}"
        return Retenu(n1, choix, incertain=True, invalidite=invalidite)
    raise ErreurMetier(
        f"L'avis d'impôt {ordre[-1].annee} est trop ancien : les plafonds {annee} se comparent aux revenus de "
        f"{reference} (avis d'impôt {reference + 1}).", "annee",
    )


def _comparer(n2: AvisImpot, n1: AvisImpot, si: str, baisse: int) -> tuple[AvisImpot, str]:
    if n1.rfr * 100 <= (100 - baisse) * n2.rfr:
        return n1, f"revenus de {n1.annee - 1} retenus, {si} à ceux de {n2.annee - 1} ({euros(n2.rfr, entier=True)})"
    autres = f"ceux de {n1.annee - 1} ({euros(n1.rfr, entier=True)})"
    return n2, f"revenus de {n2.annee - 1} retenus : {autres} ne leur sont pas {si}"
