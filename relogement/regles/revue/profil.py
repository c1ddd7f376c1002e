"""Le profil d'un ménage, déduit de son dossier : âge, emploi, ressources, ancienneté, plafond. Listes à nous."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from relogement.regles.calendrier import anniversaire
from relogement.regles.faits import FaitsMenage, Personne
from relogement.regles.foyer import presentes
from relogement.regles.plafonds.notees import part_retenue
from relogement.regles.plafonds.part import Tranche
from relogement.regles.revue.sources import Percue, en_vigueur
from relogement.vocabulaire import SANS_MONTANT, Lien, Liste, NatureRessource

_TRAVAIL = frozenset({NatureRessource.SALAIRE, NatureRessource.INDEPENDANT})
_CHOMAGE = frozenset({NatureRessource.CHOMAGE, NatureRessource.ASS, NatureRessource.CHOMAGE_NON_INDEMNISE})
_SOCIALES = frozenset({NatureRessource.RSA, NatureRessource.PRESTATIONS_FAMILIALES}) | SANS_MONTANT


class Emploi(Liste):
    """La situation d'emploi du titulaire, d'après la nature de ses ressources."""

    EMPLOI = "emploi", "en emploi"
    RECHERCHE = "recherche", "en recherche d'emploi"
    RETRAITE = "retraite", "retraité"
    AUTRE = "autre", "autre situation"


class NatureRessources(Liste):
    """D'où viennent les ressources du ménage, la première vraie dans l'ordre."""

    SANS = "sans", "sans ressource"
    SOCIALES = "sociales", "RSA ou prestations familiales seuls"
    TRAVAIL = "travail", "dont revenus du travail"
    RETRAITE = "retraite", "dont retraites, sans revenu du travail"
    CHOMAGE = "chomage", "dont chômage, sans travail ni retraite"
    AUTRES = "autres", "autres ressources"


@dataclass(frozen=True, slots=True)
class Profil:
    """Le ménage au jour de son relogement, sinon au jour de la revue ; None : inconnu.

    `age` : celui du titulaire, en années ; `anciennete` : les années révolues depuis le début du bail.
    """

    age: int | None
    emploi: Emploi | None
    nature: NatureRessources | None
    anciennete: int | None
    plafond: Tranche | None
    """Où se situent ses ressources sous le plafond PLUS (article 12)."""


def profil(faits: FaitsMenage, percues: tuple[Percue, ...], ressources: int | None, le: date) -> Profil:
    """Le profil au jour `le` ; `ressources` : le total du ménage ce jour (None : quelqu'un manque)."""
    chef = titulaire(faits, le)
    debut = faits.bail.debut if faits.bail else None
    return Profil(
        age=annees(chef.naissance, le) if chef and chef.naissance else None,
        emploi=_emploi(faits, chef, percues, le) if chef else None,
        nature=None if ressources is None else _nature(faits, percues, le),
        anciennete=annees(debut, le) if debut else None,
        plafond=_plafond(faits),
    )


def titulaire(faits: FaitsMenage, le: date) -> Personne | None:
    """Le titulaire présent ce jour-là ; None s'il n'y en a pas, ou s'il y en a deux : rien ne dit lequel compte."""
    siens = [p for p in presentes(faits.personnes, le) if p.lien is Lien.TITULAIRE]
    return siens[0] if len(siens) == 1 else None


def annees(depuis: date, le: date) -> int:
    """Les années révolues de `depuis` à `le` ; zéro si `depuis` est après."""
    ans = le.year - depuis.year
    return max(0, ans if le >= anniversaire(depuis, ans) else ans - 1)


def _emploi(faits: FaitsMenage, chef: Personne, percues: tuple[Percue, ...], le: date) -> Emploi | None:
    seul = len(presentes(faits.personnes, le)) == 1
    siennes = {p.nature for p in en_vigueur(percues, le) if p.personne == chef.id or (seul and p.personne is None)}
    if not siennes:
        return None
    if siennes & _TRAVAIL:
        return Emploi.EMPLOI
    if siennes & _CHOMAGE:
        return Emploi.RECHERCHE
    return Emploi.RETRAITE if NatureRessource.RETRAITE in siennes else Emploi.AUTRE


def _nature(faits: FaitsMenage, percues: tuple[Percue, ...], le: date) -> NatureRessources | None:
    ids = {p.id for p in presentes(faits.personnes, le)}
    natures = {p.nature for p in en_vigueur(percues, le) if p.personne is None or p.personne in ids}
    return _premiere(natures) if natures else None


def _premiere(natures: Iterable[NatureRessource]) -> NatureRessources:
    vues = frozenset(natures)
    if vues <= SANS_MONTANT:
        return NatureRessources.SANS
    if vues <= _SOCIALES:
        return NatureRessources.SOCIALES
    if vues & _TRAVAIL:
        return NatureRessources.TRAVAIL
    if NatureRessource.RETRAITE in vues:
        return NatureRessources.RETRAITE
    return NatureRessources.CHOMAGE if NatureRessource.CHOMAGE in vues else NatureRessources.AUTRES


def _plafond(faits: FaitsMenage) -> Tranche | None:
    """La tranche de la dernière part connue : 100,4 % d'un avis y est bien au-dessus du plafond."""
    part = part_retenue(faits)
    return part.tranche if part else None
