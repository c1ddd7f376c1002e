"""Les ressources d'un ménage un jour donné : un total n'est dit que si rien n'y manque. Centimes par mois."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from relogement.regles.calendrier import anniversaire
from relogement.regles.faits import FaitsMenage, Personne
from relogement.regles.foyer import presentes, sans_nom
from relogement.vocabulaire import Lien

MAJORITE = 18
"""L'âge à partir duquel on attend les ressources d'une personne (majorité, code civil, article 414)."""


@dataclass(frozen=True, slots=True)
class LigneRessource:
    """Une ressource du `du` au `au` inclus (None : en cours) ; `montant` None : inconnu, 0 : « sans ressource ».

    `personne` : l'identifiant de qui la perçoit ; None : la ligne vaut pour tout le foyer.
    """

    du: date
    au: date | None
    montant: int | None
    personne: str | None = None


def ressources_le(lignes: Iterable[LigneRessource], personnes: Iterable[Personne], le: date) -> int | None:
    """Le total du ménage ce jour (centimes par mois) ; None s'il peut être trop bas.

    Il est connu si chaque ligne en cours a son montant et si aucun adulte présent n'est oublié : une ligne vaut pour
    tout le foyer, ou chaque adulte a la sienne. Les lignes d'une personne qui ne vit pas au foyer ce jour ne comptent
    pas.
    """
    siennes, gens = tuple(lignes), tuple(personnes)
    comptees = _comptees(siennes, gens, le)
    if not comptees or oublies(siennes, gens, le):
        return None
    return sum(x.montant for x in comptees if x.montant is not None)


def oublies(lignes: Iterable[LigneRessource], personnes: Iterable[Personne], le: date) -> tuple[str | None, ...]:
    """Qui manque au total ce jour : les adultes sans ligne, et qui a une ligne sans montant (None : le foyer)."""
    gens = tuple(personnes)
    comptees = _comptees(lignes, gens, le)
    percoivent = {x.personne for x in comptees}
    sans_ligne = [p.id for p in presentes(gens, le) if _adulte(p, le) and p.id not in percoivent]
    sans_montant = [x.personne for x in comptees if x.montant is None]
    return tuple(dict.fromkeys([*([] if None in percoivent else sans_ligne), *sans_montant]))


def _comptees(lignes: Iterable[LigneRessource], personnes: Iterable[Personne], le: date) -> list[LigneRessource]:
    ids = {p.id for p in presentes(personnes, le)}
    en_cours = (x for x in lignes if x.du <= le and (x.au is None or x.au >= le))
    return [x for x in en_cours if x.personne is None or x.personne in ids]


def ressources_du_foyer(lignes: Iterable[LigneRessource], faits: FaitsMenage, le: date) -> int | None:
    """Le total du ménage ce jour ; inconnu s'il ne compte que les personnes nommées et que d'autres ne le sont pas."""
    siennes = tuple(lignes)
    pour_tous = any(x.personne is None and x.du <= le and (x.au is None or x.au >= le) for x in siennes)
    if sans_nom(faits, le) and not pour_tous:
        return None
    return ressources_le(siennes, faits.personnes, le)


def _adulte(p: Personne, le: date) -> bool:
    """18 ans ce jour ; de naissance inconnue, adulte sauf si c'est un enfant du foyer."""
    if p.naissance is None:
        return p.lien is not Lien.ENFANT
    return anniversaire(p.naissance, MAJORITE) <= le
