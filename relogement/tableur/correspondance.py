"""Les colonnes d'une liste et ce à quoi chacune correspond : de quoi le montrer, et laisser corriger."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from relogement.commun import ErreurMetier
from relogement.tableur.brut import Brut, en_texte, est_vide, nettoyer
from relogement.tableur.colonnes import LONGUEUR_NOM, Catalogue
from relogement.tableur.entetes import AUCUN_CHOIX, LIGNES_DE_TITRE, Bloc, Choix, blocs, cles_colonnes, note_entete
from relogement.tableur.lecture import Feuille, Rangee, lire_fichier

EXEMPLES = 3
"""Valeurs montrées par colonne."""
_LONGUEUR = 40


@dataclass(frozen=True, slots=True)
class ColonneLue:
    """Une colonne du fichier : son nom, ses premières valeurs, et le champ que l'application y reconnaît (ou None).

    `cle` la retrouve dans la liste suivante du même émetteur.
    """

    cle: str
    nom: str
    exemples: tuple[str, ...]
    champ: str | None


@dataclass(frozen=True, slots=True)
class Apercu:
    """Les colonnes de la première liste du fichier ; `reconnue` faux : aucun titre n'y a suffi, il faut les dire."""

    colonnes: tuple[ColonneLue, ...]
    reconnue: bool


def lire_apercu(chemin: Path, catalogue: Catalogue, choix: Choix = AUCUN_CHOIX) -> Apercu:
    """Les colonnes de ce fichier, d'après leurs noms et ce qu'une personne en a dit.

    Sans titre reconnu, la première ligne de textes sert de titres. ErreurMetier si le fichier n'est pas une liste.
    """
    fichier = lire_fichier(chemin, _note(catalogue))
    visibles = [f for f in fichier.feuilles if not f.masquee and f.rangees]
    for feuille in visibles:
        if lus := blocs(feuille, catalogue, choix):
            return Apercu(_colonnes(lus[0]), reconnue=True)
    for feuille in visibles:
        if (titres := _titres(feuille)) is not None:
            return Apercu(_sans_champ(feuille, titres, catalogue), reconnue=False)
    raise ErreurMetier(f"Aucune ligne de titres n'a été trouvée : ce fichier n'est pas {catalogue.document}.")


def _note(catalogue: Catalogue) -> Callable[[Sequence[Brut]], int]:
    return lambda cellules: note_entete(cellules, catalogue) or sum(not est_vide(c) for c in cellules) > 2


def _colonnes(bloc: Bloc) -> tuple[ColonneLue, ...]:
    champ_de = {rang: champ for champ, rang in bloc.attribution.items()}
    return tuple(
        ColonneLue(cle, bloc.noms[rang], _exemples(bloc.rangees, rang), champ_de.get(rang))
        for rang, cle in enumerate(bloc.cles) if cle
    )


def _titres(feuille: Feuille) -> int | None:
    """Le rang de la première ligne faite d'au moins trois textes courts ; None s'il n'y en a pas."""
    for i, rangee in enumerate(feuille.rangees[:LIGNES_DE_TITRE]):
        textes = [c for c in rangee.cellules if isinstance(c, str) and 0 < len(c) <= LONGUEUR_NOM]
        if len(textes) >= 3 and len(textes) == sum(not est_vide(c) for c in rangee.cellules):
            return i
    return None


def _sans_champ(feuille: Feuille, rang_titres: int, catalogue: Catalogue) -> tuple[ColonneLue, ...]:
    titres, suite = feuille.rangees[rang_titres], feuille.rangees[rang_titres + 1 :]
    noms = [nettoyer(c) if isinstance(c, str) else "" for c in titres.cellules]
    return tuple(
        ColonneLue(cle, noms[rang], _exemples(suite, rang), None)
        for rang, cle in enumerate(cles_colonnes(noms, {}, catalogue)) if cle
    )


def _exemples(rangees: Sequence[Rangee], rang: int) -> tuple[str, ...]:
    pleines = (r.cellules[rang] for r in rangees if rang < len(r.cellules) and not est_vide(r.cellules[rang]))
    vus: dict[str, None] = {}
    for cellule in pleines:
        vus[nettoyer(en_texte(cellule))[:_LONGUEUR]] = None
        if len(vus) == EXEMPLES:
            break
    return tuple(vus)
