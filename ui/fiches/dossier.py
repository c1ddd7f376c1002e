"""Ce qu'une fiche sait du dossier au moment où elle s'ouvre."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from relogement.regles.charte.parametres import Charte
from relogement.stockage.lectures import FicheMenage, Ligne, fiche_menage
from ui.socle.contexte import Contexte


@dataclass(frozen=True)
class Dossier:
    """Le dossier relu à l'ouverture.

    `fiche_id` : la fiche demandée, `ligne` : celle que la fiche a retenue ; `entree` : le champ visé et, après « = »,
    la valeur qu'il prend au départ (« poste=gaz »).
    """

    contexte: Contexte[Any]
    fiche: FicheMenage
    fiche_id: UUID | None = None
    ligne: Ligne | None = None
    entree: str = ""

    @classmethod
    def lire(cls, contexte: Contexte[Any], menage_id: UUID, fiche_id: UUID | None = None, entree: str = "") -> Dossier:
        """Relit le dossier ; ErreurMetier si le ménage n'existe plus."""
        return cls(contexte, fiche_menage(contexte.base, menage_id), fiche_id, None, entree)

    @property
    def choix(self) -> dict[str, str]:
        """La valeur que l'entrée donne à son champ ; vide si elle n'en donne pas."""
        champ, egal, valeur = self.entree.partition("=")
        return {champ: valeur} if egal else {}

    @property
    def menage_id(self) -> UUID:
        """La clé du ménage."""
        cle: UUID = self.fiche.menage["id"]
        return cle

    @property
    def aujourd_hui(self) -> date:
        """Le jour présent."""
        return self.contexte.aujourd_hui()

    @property
    def charte(self) -> Charte:
        """La charte de l'opération."""
        return self.fiche.charte

    @property
    def cle(self) -> UUID:
        """La clé de la ligne retenue ; à n'appeler que si le modèle en exige une."""
        assert self.ligne is not None
        cle: UUID = self.ligne["id"]
        return cle

    def celle(self, lignes: Iterable[Ligne]) -> Ligne | None:
        """La ligne demandée, si elle est parmi celles-ci."""
        return next((ligne for ligne in lignes if ligne["id"] == self.fiche_id), None)

    def valeurs(self, *noms: str) -> dict[str, Any]:
        """Les valeurs de ces colonnes sur la ligne retenue ; vide sans ligne."""
        return {} if self.ligne is None else {nom: self.ligne[nom] for nom in noms}
