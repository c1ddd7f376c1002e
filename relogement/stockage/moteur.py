"""Le moteur SQLite : chiffrement par SQLCipher, réglages de chaque connexion, transactions explicites."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Connection
from sqlcipher3 import dbapi2

ATTENTE_S = 30
"""Combien de temps une écriture attend son tour quand la fenêtre ou une commande écrit."""


class MoteurOuvert:
    """Un moteur que l'on peut fermer par `with` : les essais de lecture ne gardent pas le fichier."""

    def __init__(self, moteur: Engine) -> None:
        self.moteur = moteur

    def __enter__(self) -> Self:
        return self

    def __exit__(self, genre: type[BaseException] | None, e: BaseException | None, t: TracebackType | None) -> None:
        self.moteur.dispose()


def creer_moteur(chemin: Path, cle: bytes | None, *, lecture_seule: bool = False) -> MoteurOuvert:
    """Le moteur de `chemin` ; `cle` : 32 octets, None pour une base en clair."""
    mode = "ro" if lecture_seule else "rw"
    uri = f"{chemin.resolve().as_uri()}?mode={mode}"

    def connecter() -> Any:
        connexion = dbapi2.connect(uri, uri=True, timeout=ATTENTE_S, check_same_thread=False, isolation_level=None)
        # Sinon SQLCipher écrit ses propres lignes, en anglais, sur la sortie d'erreur.
        connexion.execute("PRAGMA cipher_log_level = NONE")
        if cle is not None:
            connexion.execute(f"PRAGMA key = \"x'{cle.hex()}'\"")
        for reglage in _reglages(lecture_seule):
            connexion.execute(f"PRAGMA {reglage}")
        return connexion

    moteur = create_engine("sqlite://", module=dbapi2, creator=connecter, poolclass=_reserve())
    event.listen(moteur, "begin", _commencer)
    return MoteurOuvert(moteur)


def ecriture(moteur: Engine) -> Engine:
    """Le même moteur, dont chaque transaction réserve tout de suite l'écriture."""
    return moteur.execution_options(ecriture=True)


def _reglages(lecture_seule: bool) -> tuple[str, ...]:
    communs = ("foreign_keys = ON", "temp_store = MEMORY", "cache_size = -64000", "synchronous = FULL")
    return communs if lecture_seule else (*communs, "journal_mode = WAL")


def _reserve() -> Any:
    from sqlalchemy.pool import QueuePool

    return QueuePool


def _commencer(connexion: Connection) -> None:
    ecrit = connexion.get_execution_options().get("ecriture", False)
    connexion.exec_driver_sql("BEGIN IMMEDIATE" if ecrit else "BEGIN")
