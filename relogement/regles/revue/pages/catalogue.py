"""Le catalogue : toutes les pages de chiffres, dans l'ordre, et chaque chiffre par sa clé."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from relogement.regles.revue.chiffre import Chiffre
from relogement.regles.revue.indicateurs import rangees, synthese
from relogement.regles.revue.pages import accueil, charte, cia, equilibre, frais, impact, profil, propositions, suivi
from relogement.regles.revue.revue import Page, Revue

SYNTHESE = "Synthèse"
PAGES: tuple[tuple[str, Callable[[Revue], Page]], ...] = (
    (profil.TITRE, profil.page),
    (accueil.TITRE, accueil.page),
    (impact.TITRE, impact.page),
    (propositions.TITRE, propositions.page),
    (frais.TITRE, frais.page),
    (suivi.TITRE, suivi.page),
    (charte.TITRE, charte.page),
    (cia.TITRE, cia.page),
    (equilibre.TITRE, equilibre.page),
)
"""Chaque page et sa règle ; « Synthèse » et « Avancement » ont leur propre forme."""


def chiffres(revue: Revue) -> Mapping[str, Chiffre]:
    """Tous les chiffres de la revue à la date, par clé : ce que l'on fige, compare et ouvre."""
    pages = [Page(SYNTHESE, synthese(revue)), *(faire(revue) for _, faire in PAGES)]
    tous = {c.indicateur.cle: c for page in pages for c in page.chiffres}
    return tous | {c.indicateur.cle: c for r in rangees(revue) for c in r.chiffres.values()}
