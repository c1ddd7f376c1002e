"""Écrire sans rien perdre : publier un fichier sans jamais en remplacer un, et le faire tenir après une coupure."""

from __future__ import annotations

import os
import secrets
import sys
from contextlib import suppress
from pathlib import Path


def reserver(chemin: Path) -> None:
    """Crée un fichier vide, lu de soi seul ; FileExistsError si la place est prise, fût-ce au même instant."""
    os.close(os.open(chemin, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def publier(chemin: Path, octets: bytes) -> None:
    """Écrit un fichier entier, ou pas du tout ; FileExistsError si la place est prise : rien n'est remplacé."""
    provisoire = chemin.with_name(f".{secrets.token_hex(8)}.tmp")
    _ecrire(provisoire, octets)
    try:
        try:
            os.link(provisoire, chemin)
        except FileExistsError:
            raise
        except OSError:  # un système de fichiers sans lien dur (FAT, certaines clés USB)
            _ecrire(chemin, octets)
    finally:
        provisoire.unlink()
    synchroniser_dossier(chemin.parent)


def synchroniser_dossier(dossier: Path) -> None:
    """Fait tenir les noms d'un dossier après une coupure de courant ; Windows ne le permet pas et le fait seul."""
    if sys.platform == "win32":
        return
    # Un dossier sans droit de lecture, ou monté par un pilote qui l'ignore : le fichier, lui, est déjà écrit.
    with suppress(OSError):
        descripteur = os.open(dossier, os.O_RDONLY)
        try:
            os.fsync(descripteur)
        finally:
            os.close(descripteur)


def _ecrire(chemin: Path, octets: bytes) -> None:
    descripteur = os.open(chemin, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(descripteur, "wb") as f:
            f.write(octets)
            f.flush()
            os.fsync(f.fileno())
    except BaseException:
        chemin.unlink()
        raise
