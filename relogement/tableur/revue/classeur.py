"""Le classeur : ses feuilles dans l'ordre, aucun nom dans ses propriétés ; une feuille, un module."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path

from relogement.regles.revue.pages.catalogue import PAGES
from relogement.regles.revue.revue import Page, Revue
from relogement.tableur.revue import (
    avancement,
    controle,
    couverture,
    graphiques,
    menages,
    methode,
    qualite,
    synthese,
)
from relogement.tableur.revue.cellules import Reperes
from relogement.tableur.revue.feuille import Feuille, Styles
from relogement.tableur.revue.page import ecrire_page
from relogement.tableur.revue.variante import Variante

Ecrire = Callable[[Feuille, Revue, Reperes], None]


def _page(faire: Callable[[Revue], Page]) -> Ecrire:
    return lambda feuille, revue, reperes: ecrire_page(feuille, revue, faire(revue), reperes)


FEUILLES: tuple[tuple[str, Ecrire], ...] = (
    (synthese.TITRE, synthese.ecrire),
    (avancement.TITRE, avancement.ecrire),
    *((titre, _page(faire)) for titre, faire in PAGES),
    (menages.TITRE, menages.ecrire),
    (qualite.TITRE, lambda feuille, revue, _: qualite.ecrire(feuille, revue)),
    (controle.TITRE, controle.ecrire),
    (methode.TITRE, lambda feuille, revue, _: methode.ecrire(feuille, revue)),
)
"""Les feuilles de chiffres, dans l'ordre ; couverture et graphiques les précèdent."""


def ecrire_revue(revue: Revue, chemin: Path, variante: Variante = Variante.FINANCEUR) -> None:
    """Écrit le classeur à cet endroit ; les fichiers de travail restent dans le même dossier. OSError si impossible."""
    # Chargé seulement ici : la bibliothèque pèse sur le démarrage.
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    classeur = xlsxwriter.Workbook(
        str(chemin),
        {
            "constant_memory": True,
            "tmpdir": str(chemin.parent),
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    classeur.set_properties(
        {
            "title": f"Revue trimestrielle {revue.trimestre}",
            "subject": "Relogement",
            "author": "Relogement",
            "comments": f"Variante {variante.libelle}, au format du projet.",
            "created": datetime.combine(revue.edition, time()),
        }
    )
    styles, pied = Styles(classeur), f"Revue {revue.trimestre}, variante {variante.libelle}"
    noms = (couverture.TITRE, synthese.TITRE, graphiques.TITRE, *(nom for nom, _ in FEUILLES[1:]))
    feuilles = {nom: Feuille(classeur, styles, nom, f"{pied} · {nom}") for nom in noms}
    couverture.ecrire(feuilles[couverture.TITRE], revue, variante, noms[1:])
    reperes = Reperes()
    for nom, ecrire in FEUILLES:
        ecrire(feuilles[nom], revue, reperes)
    graphiques.ecrire(feuilles[graphiques.TITRE], revue, reperes, classeur)
    try:
        classeur.close()
    except FileCreateError as e:
        raise OSError(str(e)) from e
