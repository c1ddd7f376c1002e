"""Ce qu'est une section de la page d'un ménage : des cartes, refaites à chaque lecture du dossier."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from relogement.regles.charte.constat import Constat
from relogement.services.charte import Resume
from relogement.stockage.lectures import FicheMenage
from ui.ecrans.cartes import Cartes
from ui.ecrans.menage.commences import Ouvrir, Vers
from ui.socle.contexte import Contexte

__all__ = ["Ouvrir", "Section"]


class Section(Cartes):
    """Une section de la page. `cle` et `titre` sont ceux de l'onglet ; `ouvrir` demande un formulaire à la page.

    `montrer` est rappelé après chaque geste : il refait les cartes avec `remplacer`.
    """

    cle: ClassVar[str]
    titre: ClassVar[str]

    def __init__(self, contexte: Contexte[Any], ouvrir: Ouvrir) -> None:
        super().__init__()
        self.contexte, self.ouvrir = contexte, ouvrir

    def vers(self, nom: str, fiche_id: UUID | None = None, champ: str | None = None) -> Vers:
        """Le geste d'un bouton qui ouvre cette fiche ; le bouton dit alors si elle est commencée."""
        return Vers(self.ouvrir, nom, fiche_id, champ)

    def montrer(self, fiche: FicheMenage, constats: list[Constat], resume: Resume) -> None:
        """Montre le dossier tel qu'il vient d'être relu."""
        raise NotImplementedError

    def compte(self, fiche: FicheMenage) -> int | None:
        """Le nombre à lire dans l'onglet ; None : aucun."""
        return None

    def viser(self, champ: str | None, fiche_id: UUID | None) -> bool:
        """Place le clavier sur un champ de la section ; faux s'il n'y est pas (c'est alors un formulaire)."""
        return False

    def essayer(self, fiche: FicheMenage, logement: UUID | None) -> None:
        """Montre ce que coûterait ce logement du vivier, si la section le montre."""
