"""Ce que la variante diffusable garde des pages, et les cases qu'elle y masque."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from relogement.regles.revue.diffusion.graphe import Graphe
from relogement.regles.revue.diffusion.masque import masquer
from relogement.regles.revue.revue import Bloc, Croisement, Page, Tableau


def diffusable(page: Page) -> Page:
    """La page sans ses croisements fins ni ses tableaux d'acteurs, qui comptent des ménages un à un."""
    return replace(page, blocs=tuple(b for b in page.blocs if not _trop_fin(b)))


def _trop_fin(bloc: Bloc) -> bool:
    return (isinstance(bloc, Tableau) and bloc.menages) or (isinstance(bloc, Croisement) and bloc.fin)


def masques(pages: Iterable[Page], seuil: int) -> frozenset[str]:
    """Les cases masquées de ces pages, déjà réduites : les effectifs sous le seuil, et ce qui les donnerait."""
    graphe = Graphe.de(pages, seuil)
    return graphe.noms(masquer(graphe.cases, graphe.relations, seuil, graphe.lecture()))
