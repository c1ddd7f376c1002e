"""Ouvrir une pièce rangée, en écrire une copie, dire sa taille."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTemporaryDir, QUrl
from PySide6.QtGui import QDesktopServices

from relogement.commun import ErreurMetier
from relogement.formats import nombre
from relogement.services.pieces import copier_piece
from relogement.stockage.lectures import Ligne
from ui.socle.contexte import Contexte


class LecteurPieces:
    """Une pièce s'ouvre par une copie dans un dossier temporaire, effacé à la fermeture de l'application."""

    def __init__(self, contexte: Contexte[Any]) -> None:
        self._contexte = contexte
        self._copies = QTemporaryDir()

    def ouvrir(self, p: Ligne) -> None:
        """Ouvre la pièce dans le logiciel du poste ; le dit s'il n'y en a pas."""
        chemin = Path(self._copies.filePath(f"{p['id']}{_suffixe(p)}"))
        if self._ecrire(p, chemin) and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(chemin))):
            phrase = "Aucun logiciel de ce poste n'ouvre cette pièce : enregistrez-en une copie."
            self._contexte.erreur.emit(ErreurMetier(phrase))

    def copier(self, p: Ligne, reference: str) -> None:
        """Demande où, puis écrit une copie ; `reference` (dossier ou opération) commence le nom proposé."""
        nom = f"{reference}-{p['nature'].value}-{p['le'].isoformat()}{_suffixe(p)}"
        sortie = self._contexte.invites.enregistrer_fichier("Enregistrer une copie", nom, "Tous les fichiers (*)")
        if sortie is not None and self._ecrire(p, sortie):
            self._contexte.change.emit(frozenset(), f"Copie écrite : {sortie.name}")

    def _ecrire(self, p: Ligne, sortie: Path) -> bool:
        try:
            copier_piece(self._contexte.base, p["id"], sortie)
        except ErreurMetier as erreur:
            self._contexte.erreur.emit(erreur)
            return False
        return True


def taille(octets: int) -> str:
    """« 340 Ko », « 2,1 Mo » ; au moins 1 Ko."""
    if octets < 1_000_000:
        return f"{nombre(max(1, round(octets / 1000)))}\u00a0Ko"
    dixiemes = round(octets / 100_000)
    return f"{nombre(dixiemes // 10)},{dixiemes % 10}\u00a0Mo"


def _suffixe(p: Ligne) -> str:
    return mimetypes.guess_extension(p["genre_mime"]) or ""
