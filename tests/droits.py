"""Agir comme un utilisateur ordinaire, même lancé par root : les droits des fichiers s'appliquent."""

from __future__ import annotations

import ctypes
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_VERSION_3 = 0x20080522
_OUTRE_DROITS = 1 << 1 | 1 << 2
"""CAP_DAC_OVERRIDE et CAP_DAC_READ_SEARCH de Linux : ce qui fait passer root outre les droits d'un fichier.

Changer d'utilisateur suffirait, mais il ne lirait plus un dépôt rangé chez root, dont Python charge encore des modules.
"""


class _Entete(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Capacites(ctypes.Structure):
    _fields_ = (("effectives", ctypes.c_uint32), ("permises", ctypes.c_uint32), ("heritables", ctypes.c_uint32))


@contextmanager
def sans_privilege() -> Iterator[Path]:
    """Un dossier à soi, où les droits s'appliquent."""
    with tempfile.TemporaryDirectory(prefix="relogement-") as nom:
        try:
            with _droits_ordinaires():
                yield Path(nom)
        finally:
            for dossier, _, _ in os.walk(nom):
                Path(dossier).chmod(0o700)


@contextmanager
def _droits_ordinaires() -> Iterator[None]:
    if os.geteuid() != 0:
        yield
        return
    noyau, entete, lues = ctypes.CDLL(None, use_errno=True), _Entete(_VERSION_3, 0), (_Capacites * 2)()
    assert noyau.capget(ctypes.byref(entete), lues) == 0
    avant = lues[0].effectives
    try:
        lues[0].effectives = avant & ~_OUTRE_DROITS
        assert noyau.capset(ctypes.byref(entete), lues) == 0
        yield
    finally:
        lues[0].effectives = avant
        assert noyau.capset(ctypes.byref(entete), lues) == 0
