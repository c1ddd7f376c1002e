"""La mesure d'un suivi tenu à la main : trois cents ménages repris dans une opération vide."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import openpyxl

from relogement.services.suivi_import import importer_suivi
from relogement.stockage.base import Base
from tests.outils import nouvelle_operation
from tests.tableur.suivis import BENALI, ecrire_suivi

MENAGES = 300
QUOI = "lire ses cellules, openpyxl seul"


def reprise(base: Base, dossier: Path) -> tuple[Callable[[], object], Callable[[], object]]:
    """Reprendre le suivi dans une opération neuve à chaque fois ; à côté, n'en lire que les cellules."""
    chemin = ecrire_suivi(dossier / "suivi.xlsx", *(
        BENALI | {"N° UG": None, "Porte": f"{n}", "NOM": f"NOM{n}", "Né(e) le": date(1950, 1, 1) + timedelta(days=n)}
        for n in range(MENAGES)
    ))
    rang = count(1)

    def reprendre() -> None:
        operation = nouvelle_operation(base, f"S{next(rang)}")
        assert importer_suivi(base, operation, chemin).menages == MENAGES

    def lire() -> list[tuple[object, ...]]:
        return [rangee for feuille in openpyxl.load_workbook(chemin) for rangee in feuille.iter_rows(values_only=True)]

    return reprendre, lire
