"""Le catalogue : toutes les pages de chiffres, dans l'ordre, et chaque chiffre par sa clé."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from relogement.regles.revue.ajustements import Emise
from relogement.regles.revue.chiffre import Chiffre, cle_de_ligne
from relogement.regles.revue.indicateurs import rangees
from relogement.regles.revue.pages import (
    accueil,
    charte,
    cia,
    equilibre,
    frais,
    impact,
    profil,
    propositions,
    suivi,
    synthese,
)
from relogement.regles.revue.revue import Bloc, Page, Revue, Section

PAGES: tuple[tuple[str, Callable[[Revue], Page]], ...] = (
    (synthese.TITRE, synthese.page),
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
"""Chaque page et sa règle ; « Avancement », par cage, a sa propre forme."""


def pages(revue: Revue) -> tuple[Page, ...]:
    """Toutes les pages, dans l'ordre ; chaque ligne dit aussi ce qui a été émis au jour d'avant, s'il y en a eu une.

    Calculées la première fois, puis gardées par la revue, qui ne change pas.
    """
    if not revue.deja:
        faites, emise = (faire(revue) for _, faire in PAGES), revue.emise_avant
        revue.deja.append(tuple(faites if emise is None else (_telle_qu_emise(p, emise) for p in faites)))
    return revue.deja[0]


def _telle_qu_emise(page: Page, emise: Emise) -> Page:
    def section(bloc: Bloc) -> Bloc:
        if not isinstance(bloc, Section):
            return bloc
        return replace(bloc, lignes=tuple(replace(x, emis=emise.chiffre(x.au)) for x in bloc.lignes))

    return replace(page, blocs=tuple(map(section, page.blocs)))


def chiffres(revue: Revue) -> Mapping[str, Chiffre]:
    """Tous les chiffres de la revue à la date, par clé : ce que l'on ouvre."""
    tous = {c.indicateur.cle: c for page in pages(revue) for c in page.chiffres}
    return tous | {c.indicateur.cle: c for r in rangees(revue) for c in r.chiffres.values()}


def chiffres_figes(revue: Revue) -> Mapping[str, Chiffre]:
    """Les mêmes, et ceux de la période et des décohabitants : ce que l'on fige et compare."""
    a_cote = {c.indicateur.cle: c for page in pages(revue) for ligne in page.lignes for c in ligne.a_cote}
    return {**chiffres(revue), **a_cote}


def feuille(cle: str, lieux: Mapping[str, str]) -> str:
    """La page où se lit un chiffre, quelle que soit sa colonne (`lieux` : voir `feuilles`) ; vide : plus aucune."""
    return lieux.get(cle_de_ligne(cle), "")


def feuilles(revue: Revue) -> Mapping[str, str]:
    """Par clé, la première page où se lit un chiffre de la revue ; « Avancement » est à part."""
    return {c.indicateur.cle: page.titre for page in reversed(pages(revue)) for c in page.chiffres}
