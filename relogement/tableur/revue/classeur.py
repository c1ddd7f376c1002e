"""Le classeur : ses feuilles dans l'ordre, aucun nom dans ses propriétés ; une feuille, un module."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path

from relogement.regles.revue.revue import Revue
from relogement.tableur.revue import avancement, impact, menages, methode, synthese
from relogement.tableur.revue.feuille import Feuille, Styles

FEUILLES: tuple[tuple[str, Callable[[Feuille, Revue], None]], ...] = (
    (synthese.TITRE, synthese.ecrire),
    (avancement.TITRE, avancement.ecrire),
    (impact.TITRE, impact.ecrire),
    (menages.TITRE, menages.ecrire),
    (methode.TITRE, methode.ecrire),
)


def ecrire_revue(revue: Revue, chemin: Path) -> None:
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
            "comments": "Sous pseudonymes, au format du projet.",
            "created": datetime.combine(revue.edition, time()),
        }
    )
    styles, pied = Styles(classeur), f"Revue {revue.trimestre}, sous pseudonymes"
    for nom, ecrire in FEUILLES:
        ecrire(Feuille(classeur, styles, nom, f"{pied} · {nom}"), revue)
    try:
        classeur.close()
    except FileCreateError as e:
        raise OSError(str(e)) from e
