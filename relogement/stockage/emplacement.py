"""Où vivent la base et l'identité du poste ; un partage réseau est refusé (le journal WAL y perdrait des données)."""

from __future__ import annotations

import os
import re
import sys
from base64 import b32encode
from pathlib import Path
from uuid import UUID, uuid4

from platformdirs import user_data_path

from relogement.commun import ErreurMetier
from relogement.stockage.erreurs import pannes_de_fichier
from relogement.stockage.fichiers import reserver

RESEAUX = (
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afpfs", "davfs", "ceph",
    # Le partage ouvert par le gestionnaire de fichiers (gvfsd) est un dossier comme un autre, mais il est au loin.
    "fuse.gvfsd-fuse", "fuse.sshfs", "fuse.davfs2", "fuse.rclone", "fuse.glusterfs",
)


def dossier_donnees() -> Path:
    """Le dossier de données de la personne (non créé)."""
    return user_data_path("relogement", appauthor=False)


DEMONSTRATION = "demonstration.relogement"
"""Le nom de la base de démonstration, dans le dossier de données."""


def base_par_defaut() -> Path:
    """La base ouverte quand aucune n'est nommée."""
    return dossier_donnees() / "relogement.relogement"


def identite_poste(dossier: Path | None = None) -> UUID:
    """L'identité de ce poste, tirée au hasard la première fois ; elle ne dit rien de la personne.

    ErreurMetier si le dossier de données n'est pas accessible.
    """
    fichier = (dossier or dossier_donnees()) / "poste"
    with pannes_de_fichier(fichier):
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
    points = [(_point(ligne.split()[1]), ligne.split()[2]) for ligne in montages if ligne.count(" ") >= 2]
    contenants = [(p, g) for p, g in points if os.path.commonpath([p, chemin]) == p]
    # Sur un même point, le dernier montage cache les autres ; `max` garde le premier des égaux.
    return max(reversed(contenants), key=lambda c: len(c[0]), default=("", ""))[1]


def _point(brut: str) -> str:
    """Le noyau écrit les blancs en octal : « \\040 » est une espace."""
    return re.sub(r"\\([0-7]{3})", lambda m: chr(int(m[1], 8)), brut)


def exiger_base(chemin: Path) -> None:
    """Lève ErreurMetier si `chemin` n'est pas un fichier plein ; OSError si l'on ne peut pas même le savoir."""
    if chemin.is_dir():
        raise ErreurMetier(f"« {chemin.name} » est un dossier : choisissez un fichier .relogement.")
    # `stat` : un dossier interdit se dit interdit, et non vide.
    try:
        taille = chemin.stat().st_size
    except (FileNotFoundError, NotADirectoryError) as e:
        raise ErreurMetier(f"La base « {chemin.name} » n'existe pas : vérifiez son emplacement.") from e
    if not chemin.is_file():
        raise ErreurMetier(f"« {chemin.name} » n'est pas un fichier : choisissez un fichier .relogement.")
    if taille == 0:
        raise ErreurMetier(
            f"« {chemin.name} » est vide : la base est abîmée ou sa création s'est interrompue. Reprenez une "
            "sauvegarde, ou retirez ce fichier pour créer une base de ce nom."
        )


def exiger_dossier(dossier: Path) -> None:
    """Crée le dossier au besoin ; ErreurMetier si un fichier tient sa place, OSError s'il est interdit."""
    try:
        dossier.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as e:
        raise ErreurMetier(f"« {dossier.name} » n'est pas un dossier : choisissez un autre emplacement.") from e


def reserver_place(chemin: Path) -> None:
    """Prend la place d'une base neuve ; ErreurMetier si elle est prise, OSError si le dossier est interdit."""
    try:
        reserver(chemin)
    except FileExistsError as e:
        raise ErreurMetier(f"« {chemin.name} » existe déjà : choisissez un autre nom.") from e


def en_clair(chemin: Path) -> bool:
    """Vrai si le fichier commence comme une base SQLite sans chiffrement."""
    with chemin.open("rb") as f:
        return f.read(16) == b"SQLite format 3\x00"
