"""La mesure d'une liste : dix mille lignes de vingt colonnes, triées puis filtrées à l'écran."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import cycle

from PySide6.QtWidgets import QApplication

from ui.socle.modele import Colonne
from ui.socle.table import TableLignes

LIGNES, COLONNES = 10_000, 20
Ligne = tuple[int, str]


def listes() -> Iterator[tuple[str, str, Callable[[], object], Callable[[], object]]]:
    """Trier d'une colonne à l'autre, filtrer d'un mot à l'autre ; à côté, ces textes triés et cherchés sans écran."""
    application = QApplication.instance() or QApplication([])
    lignes = [(i, f"NOM{i * 7919 % LIGNES:05}") for i in range(LIGNES)]
    table: TableLignes[Ligne] = TableLignes([_colonne(n) for n in range(COLONNES)], lambda x: x[0], cle="mesure")
    table.poser(lignes)
    table.show()
    rangs, mots = cycle((3, 4)), cycle(("nom0123", ""))
    yield (
        f"trier {LIGNES} lignes à l'écran", "leurs textes, sans écran",
        lambda: table.trier(next(rangs)), lambda: sorted(f"{x[1]} 3" for x in lignes),
    )
    yield (
        f"filtrer {LIGNES} lignes à l'écran", "leurs textes, sans écran",
        lambda: table.filtrer(next(mots)), lambda: ["nom0123" in f"{x[1]} 3".casefold() for x in lignes],
    )
    table.close()
    application.processEvents()


def _colonne(rang: int) -> Colonne[Ligne]:
    return Colonne(f"C{rang}", lambda x: f"{x[1]} {rang}")
