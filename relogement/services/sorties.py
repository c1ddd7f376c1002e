"""Les fichiers qui sortent de la base : jamais à la place de la base, d'un coup, et pour la seule personne."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from relogement.commun import ErreurMetier
from relogement.stockage.base import Base
from relogement.stockage.chiffrement import chemin_cles
from relogement.stockage.erreurs import pannes_de_fichier
from relogement.stockage.fichiers import synchroniser_dossier

PDF, CLASSEUR, AGENDA, CHARTE, TEXTE = ".pdf", ".xlsx", ".ics", ".toml", ".csv"
_DE_LA_BASE = (".relogement", ".cles")
_ATTENDUS = {PDF: "un document PDF", CLASSEUR: "un classeur Excel", AGENDA: "un agenda", CHARTE: "un fichier de charte",
             TEXTE: "un fichier CSV"}


def verifier_sortie(base: Base, sortie: Path, extension: str | None) -> None:
    """À appeler avant le calcul : la sortie peut être écrite sans rien perdre.

    `extension` : celle exigée ; None pour la copie d'une pièce, libre sauf les extensions de la base.
    Lève ErreurMetier : fichier de la base ou de ses clés, extension, dossier absent ou interdit, nom trop long.
    """
    try:
        _refuser_la_base(base, sortie)
        if sortie.is_dir():
            raise ErreurMetier(f"« {sortie.name} » est un dossier : ajoutez un nom de fichier.", "sortie")
        _verifier_extension(sortie, extension)
        if not sortie.parent.is_dir():
            raise ErreurMetier(f"Le dossier de « {sortie.name} » n'existe pas : créez-le ou changez-en.", "sortie")
        if sortie.exists() and not sortie.is_file():
            raise ErreurMetier(f"« {sortie.name} » n'est pas un fichier : choisissez un autre nom.", "sortie")
    except OSError as e:
        raise _impossible(sortie) from e


def ecrire_sortie(
    sortie: Path, ecrire: Callable[[Path], object],
    inscrire: Callable[[Callable[[], None]], object] = lambda poser: poser(),
) -> None:
    """`ecrire(provisoire)` remplit un fichier du dossier de sortie, mis à sa place une fois complet, lu de soi seul.

    `inscrire(poser)` : qui met le fichier à sa place, en même temps qu'il le note ; s'il échoue ensuite, rien n'est
    sorti. ErreurMetier si l'écriture est impossible. Dans les deux cas, l'ancien fichier reste tel quel.
    """
    try:
        # Un dossier à soi, dans le dossier de sortie : ni nom trop long, ni copie chez les autres, ni disque différent.
        with tempfile.TemporaryDirectory(prefix=".relogement-", dir=sortie.parent) as travail:
            provisoire = Path(travail) / f"sortie{sortie.suffix[:20]}"
            provisoire.touch(mode=0o600)
            ecrire(provisoire)
            with provisoire.open("rb+") as f:
                os.fsync(f.fileno())
            provisoire.chmod(0o600)
            _ou_rien(provisoire, sortie, inscrire)
        synchroniser_dossier(sortie.parent)
    except OSError as e:
        raise _impossible(sortie) from e


def _ou_rien(provisoire: Path, sortie: Path, inscrire: Callable[[Callable[[], None]], object]) -> None:
    """Ce qui n'a pas pu être noté ne reste pas dehors : l'ancien fichier, s'il y en avait un, reprend sa place."""
    ancien = provisoire.with_name("ancien")
    if sortie.exists():
        shutil.copy2(sortie, ancien)
    try:
        inscrire(lambda: os.replace(provisoire, sortie))
    except BaseException:
        if not provisoire.exists() and ancien.exists():
            os.replace(ancien, sortie)
        elif not provisoire.exists():
            sortie.unlink(missing_ok=True)
        raise


def octets_ecrits(dossier: Path, extension: str, ecrire: Callable[[Path], object]) -> bytes:
    """Ce qu'`ecrire(provisoire)` met dans un fichier de passage de ce dossier, lu de soi seul et aussitôt effacé.

    ErreurMetier si l'écriture est impossible.
    """
    with pannes_de_fichier(dossier), tempfile.TemporaryDirectory(prefix=".relogement-", dir=dossier) as travail:
        provisoire = Path(travail) / f"sortie{extension}"
        ecrire(provisoire)
        return provisoire.read_bytes()


def _refuser_la_base(base: Base, sortie: Path) -> None:
    chemin = base.chemin
    siens = (chemin, chemin_cles(chemin), *(chemin.with_name(chemin.name + s) for s in ("-wal", "-shm", "-journal")))
    if any(_meme(sortie, sien) for sien in siens):
        raise ErreurMetier(f"« {sortie.name} » appartient à la base ouverte : choisissez un autre nom.", "sortie")


def _meme(a: Path, b: Path) -> bool:
    if a.exists() and b.exists():
        return a.samefile(b)
    return os.path.normcase(a.resolve()) == os.path.normcase(b.resolve())


def _verifier_extension(sortie: Path, extension: str | None) -> None:
    donnee = sortie.suffix.lower()
    if extension is not None and donnee != extension:
        quoi = _ATTENDUS[extension]
        raise ErreurMetier(f"La sortie est {quoi} : donnez un nom qui finit par {extension}.", "sortie")
    if extension is None and donnee in _DE_LA_BASE:
        raise ErreurMetier(f"L'extension {donnee} est celle des bases : choisissez un autre nom.", "sortie")


def _impossible(sortie: Path) -> ErreurMetier:
    return ErreurMetier(
        f"« {sortie.name[:60]} » ne peut pas être écrit ici : vérifiez le droit d'écriture et la place libre, fermez "
        "le fichier s'il est ouvert, ou choisissez un nom plus court ou un autre dossier.",
        "sortie",
    )
