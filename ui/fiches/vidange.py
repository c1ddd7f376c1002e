"""Ce qui ne valait que pour une autre réponse se vide quand elle change, et la fiche redit ce qu'elle en a ôté."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ui.socle.champs import Champ
from ui.socle.contexte import Contexte

DIT = "_vide"
"""Le champ du brouillon qui garde la phrase : elle reste lisible quand on rouvre la fiche."""


@dataclass(frozen=True)
class Vidange:
    """Quand la réponse à `selon` change, les `champs` se vident ; `raison` dit pourquoi."""

    selon: str
    champs: tuple[Champ, ...]
    raison: str
    avant: str
    """Le champ au-dessus duquel la phrase se montre."""

    def pleins(self, textes: Mapping[str, str], depart: Mapping[str, str] = {}) -> list[Champ]:
        """Ceux où l'on a mis autre chose qu'au départ."""
        return [c for c in self.champs if textes.get(c.nom, "").strip() not in ("", depart.get(c.nom, ""))]

    def phrase(self, pleins: list[Champ], textes: Mapping[str, str]) -> str:
        """Ce qui a été vidé, avec ce qui y était : rien de ce qui a été tapé ne se perd."""
        ote = " ; ".join(f"{c.libelle} ({textes[c.nom].strip()})" for c in pleins)
        return f"{self.raison} {ote}."

    def changer(self, contexte: Contexte[Any], cle: str, texte: str) -> None:
        """Change la réponse dans un brouillon que la fiche ne montre pas encore."""
        tapes = contexte.brouillon(cle)
        pleins = self.pleins(tapes) if tapes.get(self.selon, "") != texte else []
        for champ in pleins:
            contexte.ecrire_brouillon(cle, champ.nom, "")
        if pleins:
            contexte.ecrire_brouillon(cle, DIT, self.phrase(pleins, tapes))
        contexte.ecrire_brouillon(cle, self.selon, texte)
