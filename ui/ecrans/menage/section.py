"""Ce qu'est une section de la page d'un ménage : des cartes, refaites à chaque lecture du dossier."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from relogement.regles.charte.constat import Constat
from relogement.services.charte import Resume
from relogement.stockage.lectures import FicheMenage
from ui.ecrans.cartes import Cartes
from ui.socle.contexte import Contexte

Ouvrir = Callable[[str, UUID | None, str | None], None]
"""Ouvre un formulaire : son nom, la fiche à reprendre (None : une nouvelle), le champ où placer le clavier."""


class Section(Cartes):
    """Une section de la page. `cle` et `titre` sont ceux de l'onglet ; `ouvrir` demande un formulaire à la page.

    `montrer` est rappelé après chaque geste : il refait les cartes avec `remplacer`.
    """

    cle: ClassVar[str]
    titre: ClassVar[str]

    def __init__(self, contexte: Contexte[Any], ouvrir: Ouvrir) -> None:
        super().__init__()
        self.contexte, self.ouvrir = contexte, ouvrir

    def montrer(self, fiche: FicheMenage, constats: list[Constat], resume: Resume) -> None:
        """Montre le dossier tel qu'il vient d'être relu."""
        raise NotImplementedError

    def compte(self, fiche: FicheMenage) -> int | None:
        """Le nombre à lire dans l'onglet ; None : aucun."""
        return None

    def viser(self, champ: str | None, fiche_id: UUID | None) -> bool:
        """Place le clavier sur un champ de la section ; faux s'il n'y est pas (c'est alors un formulaire)."""
        return False
