"""Le module feuille : ce que tout le monde peut importer et qui n'importe personne."""

from __future__ import annotations

import gc
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from uuid import UUID

_EMBARQUEES = Path(str(files("relogement"))) / "_resources"
_DU_DEPOT = Path(__file__).resolve().parent.parent / "resources"


class ErreurMetier(Exception):
    """Une erreur attendue : sa phrase est montrée telle quelle et dit quoi faire ; `champ` nomme le champ en cause."""

    def __init__(self, phrase: str, champ: str | None = None) -> None:
        super().__init__(phrase)
        self.phrase = phrase
        self.champ = champ


@dataclass(frozen=True, slots=True)
class Changements:
    """Ce qu'un geste a changé : les tables touchées, la phrase à montrer, le geste journalisé, la fiche créée."""

    tables: frozenset[str]
    phrase: str
    geste_id: UUID | None = None
    id: UUID | None = None
    details: dict[str, object] = field(default_factory=dict)


def ressource(chemin: str) -> Path:
    """Le fichier de `resources/`, que l'on soit dans le dépôt, dans la roue installée ou dans l'application figée."""
    racine = _EMBARQUEES if _EMBARQUEES.exists() else _DU_DEPOT
    return racine / chemin


def sans_accents(texte: str) -> str:
    """Le texte en minuscules et sans accents, pour trier et chercher : « Lefèvre » et « lefevre » se valent."""
    decompose = unicodedata.normalize("NFKD", texte.casefold().replace("œ", "oe").replace("æ", "ae"))
    return "".join(c for c in decompose if not unicodedata.combining(c))


@contextmanager
def ramassage_suspendu() -> Iterator[None]:
    """Suspend le ramasse-miettes le temps d'allouer d'un coup des centaines de milliers d'objets durables.

    Il les relirait tous, encore et encore, sans rien trouver à rendre : la moitié du temps y passerait.
    """
    actif = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if actif:
            gc.enable()
