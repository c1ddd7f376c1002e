"""Où vivent la base et l'identité du poste ; un partage réseau est refusé (le journal WAL y perdrait des données)."""

from __future__ import annotations

import os
import sys
from base64 import b32encode
from pathlib import Path
from uuid import UUID, uuid4

from platformdirs import user_data_path

from relogement.commun import ErreurMetier

RESEAUX = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "afpfs", "davfs")


def dossier_donnees() -> Path:
    """Le dossier de données de la personne (non créé)."""
    return user_data_path("relogement", appauthor=False)


DEMONSTRATION = "demonstration.relogement"
"""Le nom de la base de démonstration, dans le dossier de données."""


def base_par_defaut() -> Path:
    """La base ouverte quand aucune n'est nommée."""
    return dossier_donnees() / "relogement.relogement"


def identite_poste(dossier: Path | None = None) -> UUID:
    """L'identité de ce poste, tirée au hasard la première fois ; elle ne dit rien de la personne."""
    fichier = (dossier or dossier_donnees()) / "poste"
    try:
        return UUID(fichier.read_text(encoding="ascii").strip())
    except (FileNotFoundError, ValueError):
        fichier.parent.mkdir(parents=True, exist_ok=True)
        identite = uuid4()
        fichier.write_text(str(identite), encoding="ascii")
        return identite


def code_poste(identite: UUID) -> str:
    """Le code à 5 caractères d'un poste : 25 bits au hasard, pour que deux portables ne se croisent pas."""
    return b32encode(identite.bytes[-4:]).decode()[:5]


def refuser_partage(chemin: Path) -> None:
    """Lève ErreurMetier si `chemin` est sur un partage réseau."""
    if _est_partage(chemin):
        raise ErreurMetier("La base ne peut pas vivre sur un partage réseau : choisissez un dossier de cet ordinateur.")


def _est_partage(chemin: Path) -> bool:
    absolu = chemin.resolve()
    if sys.platform == "win32":
        import ctypes

        distant = 4
        racine = absolu.anchor
        return racine.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(racine) == distant
    try:
        montages = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:  # pas de /proc (macOS) : rien à dire
        return False
    return _systeme_de_fichiers(absolu, montages) in RESEAUX


def _systeme_de_fichiers(chemin: Path, montages: list[str]) -> str:
    points = [(ligne.split()[1].replace("\\040", " "), ligne.split()[2]) for ligne in montages if ligne.count(" ") >= 2]
    contenants = [(p, g) for p, g in points if os.path.commonpath([p, chemin]) == p]
    return max(contenants, key=lambda c: len(c[0]), default=("", ""))[1]
