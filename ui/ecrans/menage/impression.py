"""Écrire un PDF à l'endroit choisi, à côté, et dire où il est."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from relogement.commun import Changements
from ui.socle.contexte import Contexte
from ui.socle.taches import Suivi

Ecrire = Callable[[Any, Path], object]


def imprimer(contexte: Contexte[Any], titre: str, nom: str, ecrire: Ecrire) -> None:
    """Demande où écrire, puis lance `ecrire(base, sortie)` à côté ; une erreur se dit dans la fenêtre."""
    sortie = contexte.invites.enregistrer_fichier(titre, nom, "Document PDF (*.pdf)")
    if sortie is None:
        return
    chemin = sortie if sortie.suffix else sortie.with_suffix(".pdf")

    def faire(_: Suivi) -> Path:
        ecrire(contexte.base, chemin)
        return chemin

    contexte.taches.lancer(titre, faire, lambda fait: _dire(contexte, fait), contexte.erreur.emit)


def _dire(contexte: Contexte[Any], fait: Path) -> None:
    """Rien n'a changé dans la base : seule la phrase se montre."""
    phrase = Changements(frozenset(), f"Document écrit : {fait.name}").phrase
    contexte.change.emit(frozenset(), phrase)
