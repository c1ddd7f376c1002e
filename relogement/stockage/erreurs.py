"""Les pannes ordinaires d'un fichier ou de SQLite, dites en français avec ce qu'il faut faire."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from relogement.commun import ErreurMetier

OCCUPEE, VERROUILLEE, LECTURE_SEULE, DISQUE, ABIMEE, PLEIN, FERMEE, PAS_UNE_BASE = 5, 6, 8, 10, 11, 13, 14, 26
"""Les codes de SQLite (octet de poids faible) que l'on sait expliquer ; les autres sont des défauts du programme."""


@contextmanager
def pannes_de_base(chemin: Path) -> Iterator[None]:
    """Lève ErreurMetier à la place d'une panne de SQLite : occupée, lecture seule, disque plein, abîmée, interdite."""
    try:
        yield
    except (DBAPIError, dbapi2.Error) as e:
        origine = e.orig if isinstance(e, DBAPIError) else e
        phrase = _phrase(chemin, getattr(origine, "sqlite_errorcode", 0) & 0xFF)
        if phrase is None:
            raise
        raise ErreurMetier(phrase) from e


@contextmanager
def pannes_de_fichier(chemin: Path) -> Iterator[None]:
    """Lève ErreurMetier à la place d'une erreur du système sur ce fichier ou son dossier."""
    try:
        yield
    except OSError as e:
        raise ErreurMetier(_phrase_systeme(chemin, e)) from e


def _phrase(chemin: Path, code: int) -> str | None:
    if code in (LECTURE_SEULE, FERMEE):
        return _phrase_droits(chemin)
    return {
        OCCUPEE: "La base est occupée par une autre fenêtre ou une autre commande : attendez qu'elle ait fini, "
        "puis recommencez.",
        VERROUILLEE: "La base est occupée par une autre opération de ce programme : attendez, puis recommencez.",
        DISQUE: f"Le disque de « {chemin.name} » ne répond pas : vérifiez qu'il est branché, puis recommencez.",
        PLEIN: "Le disque est plein, rien n'a été enregistré : libérez de la place, puis recommencez.",
        ABIMEE: _abimee(chemin),
        PAS_UNE_BASE: _abimee(chemin),
    }.get(code)


def _abimee(chemin: Path) -> str:
    return f"« {chemin.name} » n'est pas une base Relogement lisible : si elle est abîmée, reprenez une sauvegarde."


def _phrase_droits(chemin: Path) -> str:
    if not chemin.exists():
        return f"« {chemin.name} » n'est plus à sa place : remettez-la, ou rebranchez son disque."
    if not _permis(chemin.parent, os.W_OK | os.X_OK):
        return f"Le dossier de « {chemin.name} » est en lecture seule : rendez-le modifiable, ou déplacez la base."
    if not _permis(chemin, os.R_OK):
        return f"Vous n'avez pas le droit de lire « {chemin.name} » : vérifiez les droits du fichier."
    if _permis(chemin, os.W_OK):
        return f"« {chemin.name} » ne s'ouvre pas : fermez les autres programmes qui s'en servent, puis recommencez."
    return f"« {chemin.name} » est en lecture seule : rendez le fichier modifiable, puis recommencez."


def _permis(chemin: Path, acces: int) -> bool:
    return os.access(chemin, acces, effective_ids=os.access in os.supports_effective_ids)


def _phrase_systeme(chemin: Path, e: OSError) -> str:
    if e.errno == errno.ENAMETOOLONG:
        return "Ce nom de fichier est trop long : raccourcissez-le."
    if e.errno in (errno.ENOSPC, errno.EDQUOT):
        return "Le disque est plein : libérez de la place, puis recommencez."
    if e.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"Vous n'avez pas accès à « {chemin.name} » ou à son dossier : vérifiez leurs droits, ou changez-en."
    return f"« {chemin.name} » n'est pas accessible : vérifiez son emplacement et que son disque est branché."
