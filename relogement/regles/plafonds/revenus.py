"""Lequel des avis d'impôt se compare aux plafonds : les revenus de N−2, de plus récents s'ils ont assez baissé."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

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

    Les revenus de N−2 ; ceux de N−1 ou des douze derniers mois, les plus bas, s'ils ont assez baissé. ErreurMetier,
    avec l'année qu'il faudrait, s'ils sont tous trop anciens.
    """
    ordre = sorted(vus, key=attrgetter("ordre"))
    derniers = {a.annee: a for a in ordre if a.douze_mois_au is None}
    reference = annee - b.revenus_avant
    n2 = derniers.get(reference + 1)
    recents = [a for a in (derniers.get(reference + 2), _douze_mois(ordre, reference)) if a is not None]
    invalidite = next((a.invalidite for a in reversed(ordre) if a.invalidite is not None), None)
    if n2 is not None:
        return Retenu(*_comparer(n2, recents, b.baisse), incertain=False, invalidite=invalidite)
    if recents:
        manque = f"les revenus de {reference} (avis d'impôt {reference + 1}) ne sont pas notés"
        choix = f"{manque} : ils se comparent, sauf si ceux {recents[0].periode} leur sont {_assez_bas(b.baisse)}"
        return Retenu(recents[0], choix, incertain=True, invalidite=invalidite)
    raise ErreurMetier(
        f"{_trop_ancien(ordre[-1])} : les plafonds {annee} se comparent aux revenus de "
        f"{reference} (avis d'impôt {reference + 1}).", "annee",
    )


def _douze_mois(ordre: list[AvisImpot], reference: int) -> AvisImpot | None:
    """Les derniers douze mois notés, s'ils finissent après l'année de référence."""
    notes = [a for a in ordre if a.douze_mois_au is not None]
    return notes[-1] if notes and notes[-1].annee > reference else None


def _trop_ancien(a: AvisImpot) -> str:
    dit = "est trop ancien" if a.douze_mois_au is None else "sont trop anciens"
    return f"{a.source[:1].upper()}{a.source[1:]} {dit}"


def _assez_bas(baisse: int) -> str:
    return f"inférieurs d'au moins {baisse} %"


def _comparer(n2: AvisImpot, recents: list[AvisImpot], baisse: int) -> tuple[AvisImpot, str]:
    """L'avis retenu et pourquoi ; vide si rien de plus récent n'est noté."""
    if not recents:
        return n2, ""
    bas = min(recents, key=attrgetter("rfr"))
    if bas.rfr * 100 <= (100 - baisse) * n2.rfr:
        quoi = f"à ceux {n2.periode} ({euros(n2.rfr, entier=True)})"
        return bas, f"revenus {bas.periode} retenus, {_assez_bas(baisse)} {quoi}"
    autres = " et ".join(f"ceux {a.periode} ({euros(a.rfr, entier=True)})" for a in recents)
    return n2, f"revenus {n2.periode} retenus : {autres} ne leur sont pas {_assez_bas(baisse)}"
