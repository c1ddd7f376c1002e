"""La page « Suivi et satisfaction » : le suivi après relogement (article 8) et l'enquête (article 14)."""

from __future__ import annotations

from collections.abc import Callable

from relogement.regles.charte import cles
from relogement.regles.charte.contexte import suivi_en_cours
from relogement.regles.revue import mesures
from relogement.regles.revue.chiffre import Indicateur
from relogement.regles.revue.dossier import Dossier
from relogement.regles.revue.lignes import comptage, ligne, repartition
from relogement.regles.revue.pages import enquete
from relogement.regles.revue.revue import Page, Population, Revue, Section

TITRE = "Suivi et satisfaction"
_RELOGES = Population.RELOGES.value


def page(revue: Revue) -> Page:
    """Où en est le suivi, ses visites, l'enquête et ce qu'elle dit, avec le nombre de réponses."""
    return Page(TITRE, (_etats(revue), _visites(revue), *enquete.sections(revue)))


def _modele(cle: str, libelle: str, definition: str) -> Indicateur:
    return Indicateur(cle, libelle, definition, _RELOGES, "suivi du dossier")


def _etats(revue: Revue) -> Section:
    modele = _modele("suivi_etat", "Suivi après relogement", "Où en est le suivi du relogement en cours")
    return repartition(revue, modele, [(e, e) for e in mesures.SUIVIS], mesures.etat_suivi, Population.RELOGES)


def _visites(revue: Revue) -> Section:
    mois = revue.convention.charte.entiers(cles.SUIVI_VISITES, revue.au)
    lignes = []
    for m in mois:
        for refusee, mot in ((False, "faite"), (True, "refusée par le ménage")):
            i = _modele(
                f"suivi_visite_{m}_{'refusee' if refusee else 'faite'}", f"Visite du mois {m} {mot}",
                f"Une visite du mois {m} est {mot}, quel que soit son jour.",
            )
            lignes.append(ligne(revue, i, comptage(_visite(m, refusee)), Population.RELOGES))
    return Section("Visites de suivi", tuple(lignes))


def _visite(mois: int, refusee: bool) -> Callable[[Dossier], bool]:
    return lambda d: any(v.mois == mois and v.refusee is refusee for v in suivi_en_cours(d.faits).visites)
