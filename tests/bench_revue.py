"""La mesure de la revue de dix mille ménages : temps et mémoire, à côté de l'écriture des mêmes cellules seules.

Chacune dans son processus, pour que la mémoire de l'une ne soit pas comptée à l'autre.
"""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
import time
from pathlib import Path

from relogement.services.revue import exporter_revue, exporter_rime
from relogement.stockage.base import ouvrir_base
from tests.bench_menages import recopier_menages
from tests.outils import POSTE

MENAGES = 10_000
TRIMESTRE = "2026-T3"


def mesurer_revue(modele: Path, phrase: str) -> list[str]:
    """Une ligne par mesure : la revue entière, puis les cellules de « Ménages » par XlsxWriter seul."""
    chemin = Path(shutil.copytree(modele.parent, modele.parent.with_name("revue"))) / modele.name
    base = ouvrir_base(chemin, lambda: phrase, poste=POSTE)
    nombre = recopier_menages(base, MENAGES)
    cellules = chemin.with_suffix(".csv")
    exporter_rime(base, TRIMESTRE, cellules)
    base.fermer()
    notre = _a_part("notre", chemin, phrase)
    plancher = _a_part("plancher", cellules)
    return [
        f"revue de {nombre} ménages : {notre}",
        f"   les mêmes cellules de « Ménages », par la bibliothèque seule : {plancher}",
    ]


def _a_part(*arguments: object) -> str:
    commande = [sys.executable, "-m", "tests.bench_revue", *map(str, arguments)]
    return subprocess.run(commande, check=True, capture_output=True, text=True).stdout.strip()


def notre(chemin: Path, phrase: str) -> None:
    """Lire, juger deux trimestres, compter, écrire."""
    base = ouvrir_base(chemin, lambda: phrase, poste=POSTE)
    exporter_revue(base, TRIMESTRE, chemin.with_suffix(".xlsx"))
    base.fermer()


def plancher(cellules: Path) -> None:
    """Les cellules lues d'un CSV et écrites telles quelles, avec leur format."""
    import xlsxwriter

    classeur = xlsxwriter.Workbook(str(cellules.with_suffix(".xlsx")), {"constant_memory": True})
    feuille, format_ = classeur.add_worksheet(), classeur.add_format({"num_format": "#,##0.00"})
    with cellules.open(encoding="utf-8-sig", newline="") as f:
        for rang, ligne in enumerate(csv.reader(f, delimiter=";")):
            for colonne, texte in enumerate(ligne):
                if texte.replace(",", "", 1).isdecimal():
                    feuille.write_number(rang, colonne, float(texte.replace(",", ".")), format_)
                elif texte:
                    feuille.write_string(rang, colonne, texte, format_)
    classeur.close()


def memoire() -> float:
    """La mémoire la plus haute de ce processus, en Mo ; getrusage compterait celle du parent."""
    etat = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(next(x for x in etat.splitlines() if x.startswith("VmHWM")).split()[1]) / 1024


if __name__ == "__main__":
    debut = time.perf_counter()
    if sys.argv[1] == "notre":
        notre(Path(sys.argv[2]), sys.argv[3])
    else:
        plancher(Path(sys.argv[2]))
    duree = time.perf_counter() - debut
    print(f"{duree:.1f} s, {memoire():.0f} Mo au plus")
