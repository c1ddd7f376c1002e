"""Ouvrir la base d'une commande : la phrase de passe vient de RELOGEMENT_PHRASE, ou se demande."""

from __future__ import annotations

import getpass
import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from relogement.commun import ErreurMetier

if TYPE_CHECKING:
    from relogement.stockage.base import Base

VARIABLE = "RELOGEMENT_PHRASE"


@contextmanager
def base_de(options: Namespace, *, creer: bool = False) -> Iterator[Base]:
    """La base nommée, ou celle de la personne ; `creer` : la crée, chiffrée, si elle n'existe pas."""
    # La base se charge la première fois qu'on l'ouvre : l'aide et la version n'en ont pas besoin.
    from relogement.stockage.base import creer_base, ouvrir_base
    from relogement.stockage.emplacement import base_par_defaut

    chemin = options.base or base_par_defaut()
    if creer and not existe(chemin):
        base = creer_base(chemin, phrase_de_passe(confirmer=True), agent=options.agent)
    else:
        base = ouvrir_base(chemin, phrase_de_passe, agent=options.agent)
    try:
        yield base
    finally:
        base.fermer()


def existe(chemin: Path) -> bool:
    """Vrai si le fichier est là ; faux aussi s'il est hors d'atteinte : ouvrir ou créer dira alors pourquoi."""
    try:
        return chemin.exists()
    except OSError:
        return False


def phrase_de_passe(*, confirmer: bool = False) -> str:
    """La phrase de passe ; ErreurMetier s'il n'y a personne à qui la demander."""
    donnee = os.environ.get(VARIABLE)
    if donnee is not None:
        return donnee
    if sys.stdin is None or not sys.stdin.isatty():
        raise ErreurMetier(f"Cette base est protégée : donnez sa phrase de passe dans la variable {VARIABLE}.")
    phrase = getpass.getpass("Phrase de passe : ")
    if confirmer and getpass.getpass("La même, pour vérifier : ") != phrase:
        raise ErreurMetier("Les deux phrases diffèrent : recommencez.")
    return phrase
