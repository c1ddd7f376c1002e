"""Ce que la variante diffusable garde des pages, et les cases qu'elle y masque."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from relogement.regles.revue.chiffre import Indicateur, Unite
from relogement.regles.revue.diffusion.graphe import Graphe
from relogement.regles.revue.diffusion.masque import masquer
from relogement.regles.revue.revue import Bloc, Croisement, Ligne, Page, Section, Tableau

_SOUSTRAITS = ("_demande", "_accorde")
"""La fin des clés des montants de frais qu'on ne publie pas : à côté du montant payé, qui seul dit la promesse tenue
(article 10), leur différence serait le poste refusé ou impayé d'un ménage.
"""

_NOMS = ("accueil_commune:", "accueil_bailleur:", "accueil_financement:")
"""Les répartitions dont les lignes sont les noms rencontrés."""


def diffusable(page: Page) -> Page:
    """La page sans ses croisements fins ni ses tableaux d'acteurs, et d'un frais son seul montant payé."""
    return replace(page, blocs=tuple(_allege(b) for b in page.blocs if not _trop_fin(b)))


def _allege(bloc: Bloc) -> Bloc:
    if not isinstance(bloc, Section):
        return bloc
    return replace(bloc, lignes=tuple(x for x in bloc.lignes if not _se_soustrait(x.indicateur) and not _a_part(x)))


def _a_part(x: Ligne) -> bool:
    """Vrai pour un nom que seul un décohabitant porte : la ligne ne serait là que pour lui."""
    return x.indicateur.cle.startswith(_NOMS) and not x.au.menages


def _se_soustrait(i: Indicateur) -> bool:
    return i.unite is Unite.EUROS and i.cle.startswith("frais_") and i.cle.endswith(_SOUSTRAITS)


def _trop_fin(bloc: Bloc) -> bool:
    return (isinstance(bloc, Tableau) and bloc.menages) or (isinstance(bloc, Croisement) and bloc.fin)


def masques(pages: Iterable[Page], seuil: int) -> frozenset[str]:
    """Les cases masquées de ces pages, déjà réduites : les effectifs sous le seuil, et ce qui les donnerait."""
    graphe = Graphe.de(pages, seuil)
    return graphe.noms(masquer(graphe.cases, graphe.relations, seuil, graphe.lecture()))
