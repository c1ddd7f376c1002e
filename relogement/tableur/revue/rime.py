"""La table des ménages seule, à la manière de RIME : un classeur, ou un texte que les tableurs français lisent."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from relogement.formats import date_courte
from relogement.regles.revue.dossier import Dossier
from relogement.regles.revue.revue import Revue
from relogement.tableur.revue.cellules import Colonne, Genre, Inconnu, Masque, Reperes, Valeur, nombre_excel
from relogement.tableur.revue.classeur import ecrire_classeur
from relogement.tableur.revue.menages import TITRE, colonnes, ecrire
from relogement.vocabulaire import VarianteRevue

_FORMULE = ("=", "+", "-", "@", "\t", "\r")
"""Ce qui fait d'un texte une formule, à l'ouverture d'un CSV."""
EN_POUR_CENT = "(%)"
_DECIMALES = {Genre.EUROS: 2, Genre.SURFACE: 2, Genre.TAUX: 4}


def ecrire_rime(revue: Revue, chemin: Path) -> None:
    """Écrit la table : CSV (UTF-8 avec BOM, « ; », virgule) si le fichier finit par .csv, sinon un classeur."""
    if chemin.suffix.lower() == ".csv":
        _ecrire_texte(revue, chemin)
        return
    ecrire_classeur(
        chemin, f"Ménages {revue.arret}", VarianteRevue.FINANCEUR, revue.edition,
        lambda ouvrir, _: ecrire(ouvrir(TITRE), revue, Reperes()),
    )


def _ecrire_texte(revue: Revue, chemin: Path) -> None:
    cols = colonnes(revue)
    with chemin.open("w", encoding="utf-8-sig", newline="") as fichier:
        sortie = csv.writer(fichier, delimiter=";", lineterminator="\r\n")
        sortie.writerow([c.titre for c in cols])
        for d in ranges(revue):
            sortie.writerow([_case(c, d) for c in cols])


def _case(c: Colonne[Dossier], d: Dossier) -> str:
    """La case d'un ménage ; un titre « (%) » promet des pour cent, qu'aucun format ne fera d'une proportion."""
    lue = c.lire(d)
    if not c.titre.endswith(EN_POUR_CENT) or isinstance(lue, bool) or not isinstance(lue, int | Decimal):
        return en_texte(lue, c.genre)
    return f"{lue * 100:.2f}".replace(".", ",")


def ranges(revue: Revue) -> Iterator[Dossier]:
    """Les ménages par opération puis par code, comme dans le classeur."""
    return iter(sorted(revue.dossiers, key=lambda d: (d.operation, d.code)))


def en_texte(valeur: Valeur, genre: Genre) -> str:
    """La valeur d'une case de CSV : « 1234,50 », « 30/09/2026 », « oui » ; vide : sans objet."""
    if valeur is None:
        return ""
    if isinstance(valeur, Inconnu | Masque):
        return str(valeur.value)
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, date):
        return date_courte(valeur)
    if isinstance(valeur, int | Decimal):
        return f"{nombre_excel(valeur, genre):.{_DECIMALES.get(genre, 0)}f}".replace(".", ",")
    # L'apostrophe : le tableur lit alors un texte, jamais une formule.
    return f"'{valeur}" if valeur.startswith(_FORMULE) else valeur
