"""Le classeur : ses feuilles dans l'ordre, selon la variante ; aucun nom dans ses propriétés."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from typing import Any

from relogement.regles.revue.diffusion.pages import diffusable, masques
from relogement.regles.revue.diffusion.tableaux import tableaux_tus
from relogement.regles.revue.pages.catalogue import pages
from relogement.regles.revue.revue import Page, Revue
from relogement.tableur.revue import (
    ajustements,
    avancement,
    controle,
    couverture,
    graphiques,
    menages,
    methode,
    page,
    qualite,
)
from relogement.tableur.revue.cellules import Reperes
from relogement.tableur.revue.feuille import Feuille, Styles
from relogement.tableur.revue.identite import Identite
from relogement.tableur.revue.page import Tues, ecrire_page
from relogement.vocabulaire import VarianteRevue

Ecrire = Callable[[Feuille, Revue, Reperes], None]
Ouvrir = Callable[[str], Feuille]
"""Ajoute une feuille de ce titre au classeur."""


def ecrire_revue(
    revue: Revue,
    chemin: Path,
    variante: VarianteRevue = VarianteRevue.FINANCEUR,
    identites: Mapping[str, Identite] | None = None,
) -> None:
    """Écrit le classeur à cet endroit ; les fichiers de travail restent dans le même dossier. OSError si impossible.

    `identites` : par code de ménage, pour la seule variante nominative.
    """
    ecrire_classeur(
        chemin, revue.arret.titre, variante, revue.edition,
        lambda ouvrir, classeur: _ecrire_feuilles(ouvrir, classeur, revue, variante, identites),
    )


def ecrire_classeur(
    chemin: Path, nom: str, variante: VarianteRevue, edition: date, ecrire: Callable[[Ouvrir, Any], None]
) -> None:
    """Un classeur de ce nom : `ecrire` reçoit de quoi ouvrir une feuille (son titre) et le classeur lui-même."""
    # Chargé seulement ici : la bibliothèque pèse sur le démarrage.
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    options = {
        "constant_memory": True, "tmpdir": str(chemin.parent), "strings_to_formulas": False, "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    classeur = xlsxwriter.Workbook(str(chemin), options)
    classeur.set_properties(
        {
            "title": nom,
            "subject": "Relogement",
            "author": "Relogement",
            "comments": f"Variante {variante.libelle}, au format du projet.",
            "created": datetime.combine(edition, time()),
        }
    )
    styles, pied = Styles(classeur), f"{nom}, variante {variante.libelle}"
    ecrire(lambda titre: Feuille(classeur, styles, titre, f"{pied} · {titre}"), classeur)
    try:
        classeur.close()
    except FileCreateError as e:
        raise OSError(str(e)) from e


def _ecrire_feuilles(
    ouvrir: Ouvrir, classeur: Any, revue: Revue, variante: VarianteRevue, identites: Mapping[str, Identite] | None
) -> None:
    lues = pages(revue)
    if variante is VarianteRevue.DIFFUSABLE:
        # Combien sont arrivés après est déjà un petit effectif ; et elle ne compare rien.
        revue = replace(revue, absents=0, emise_ecartee=None, references=(), ajustements=())
        seuil = revue.parametres.effectif_minimum
        lues = tuple(tableaux_tus(diffusable(p), seuil) for p in lues)
        tues = masques(lues, seuil)
        ecrites = {p.titre: _page(p, tues) for p in lues}
    else:
        ecrites = _entieres(revue, lues, identites)
    premiere, *autres = ecrites
    titres = (premiere, graphiques.TITRE, *autres, methode.TITRE)
    feuilles = {nom: ouvrir(nom) for nom in (couverture.TITRE, *titres)}
    couverture.ecrire(feuilles[couverture.TITRE], revue, variante, titres)
    reperes = Reperes()
    for nom, ecrire in ecrites.items():
        ecrire(feuilles[nom], revue, reperes)
    graphiques.ecrire(feuilles[graphiques.TITRE], revue, reperes, classeur)
    methode.ecrire(feuilles[methode.TITRE], revue, lues, variante, titres)


def _entieres(
    revue: Revue, lues: Sequence[Page], identites: Mapping[str, Identite] | None
) -> dict[str, Ecrire]:
    """Toutes les feuilles ; sans identités, les ménages sont sous pseudonyme."""
    synthese, *autres = lues
    return {
        synthese.titre: _page(synthese),
        avancement.TITRE: avancement.ecrire,
        **{p.titre: _page(p) for p in autres},
        **({page.AJUSTEMENTS: ajustements.ecrire} if revue.reference else {}),
        menages.TITRE: partial(menages.ecrire, identites=identites),
        qualite.TITRE: lambda feuille, revue, _: qualite.ecrire(feuille, revue),
        controle.TITRE: partial(controle.ecrire, pages=lues),
    }


def _page(p: Page, tues: Tues = None) -> Ecrire:
    return lambda feuille, revue, reperes: ecrire_page(feuille, revue, p, reperes, tues)
