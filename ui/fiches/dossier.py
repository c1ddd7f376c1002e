"""Ce qu'une fiche sait du dossier au moment où elle s'ouvre."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from relogement.regles.charte.parametres import Charte
from relogement.services.pieces import deposer_piece
from relogement.stockage.lectures import FicheMenage, Ligne, fiche_menage
from relogement.vocabulaire import NaturePiece
from ui.socle.contexte import Contexte


@dataclass(frozen=True, kw_only=True)
class Ouverture:
    """Ce que sait toute fiche qui s'ouvre, sur un ménage ou sur une opération.

    `fiche_id` : la fiche demandée, `ligne` : celle que la fiche a retenue ; `entree` : le champ visé et, après « = »,
    la valeur qu'il prend au départ (« poste=gaz »).
    """

    contexte: Contexte[Any]
    fiche_id: UUID | None = None
    ligne: Ligne | None = None
    entree: str = ""

    @property
    def porteur(self) -> UUID:
        """La clé de ce à quoi la fiche appartient : sa frappe se garde sous elle."""
        raise NotImplementedError

    @property
    def pieces(self) -> Sequence[Ligne]:
        """Les pièces déjà rangées ici."""
        raise NotImplementedError

    def deposer(self, fichier: Path, nature: NaturePiece) -> UUID | None:
        """Range un fichier ici, du jour ; sa pièce. ErreurMetier s'il ne se lit pas."""
        raise NotImplementedError

    def relue(self) -> Ouverture:
        """La même, relue de la base."""
        raise NotImplementedError

    @property
    def choix(self) -> dict[str, str]:
        """La valeur que l'entrée donne à son champ ; vide si elle n'en donne pas."""
        champ, egal, valeur = self.entree.partition("=")
        return {champ: valeur} if egal else {}

    @property
    def aujourd_hui(self) -> date:
        """Le jour présent."""
        return self.contexte.aujourd_hui()

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


@dataclass(frozen=True, kw_only=True)
class Dossier(Ouverture):
    """Le dossier d'un ménage, relu à l'ouverture."""

    fiche: FicheMenage

    @classmethod
    def lire(cls, contexte: Contexte[Any], menage_id: UUID, fiche_id: UUID | None = None, entree: str = "") -> Dossier:
        """Relit le dossier ; ErreurMetier si le ménage n'existe plus."""
        fiche = fiche_menage(contexte.base, menage_id)
        return cls(contexte=contexte, fiche=fiche, fiche_id=fiche_id, entree=entree)

    @property
    def menage_id(self) -> UUID:
        """La clé du ménage."""
        cle: UUID = self.fiche.menage["id"]
        return cle

    @property
    def charte(self) -> Charte:
        """La charte de l'opération."""
        return self.fiche.charte

    @property
    def porteur(self) -> UUID:
        """Le ménage."""
        return self.menage_id

    @property
    def pieces(self) -> Sequence[Ligne]:
        """Les pièces du dossier."""
        return self.fiche.pieces

    def deposer(self, fichier: Path, nature: NaturePiece) -> UUID | None:
        """Range le fichier au dossier du ménage."""
        return self.contexte.tenter(
            deposer_piece, self.menage_id, fichier, nature=nature, le=self.contexte.aujourd_hui()
        ).id

    def relue(self) -> Dossier:
        """Le dossier relu."""
        return Dossier.lire(self.contexte, self.menage_id, self.fiche_id, self.entree)
