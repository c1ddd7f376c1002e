"""Les flux de la commande : toujours là, en UTF-8, et une panne d'écriture n'est qu'une phrase."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress

from relogement.commun import ErreurMetier

SORTIE_PERDUE = (
    "La réponse n'a pas pu être écrite : la sortie est pleine ou fermée. La commande, elle, est allée jusqu'au bout."
)


class SortiePerdue(ErreurMetier):
    """La sortie est pleine ou fermée : la réponse est perdue, pas le travail."""

    def __init__(self) -> None:
        super().__init__(SORTIE_PERDUE)


def preparer() -> None:
    """À appeler en premier : rend les flux fermés par l'appelant, et les règle pour écrire tout caractère."""
    _occuper_les_descripteurs()
    if sys.stdout is None:
        sys.stdout = _neant()
    if sys.stderr is None:
        sys.stderr = _neant()
    for flux in (sys.stdout, sys.stderr):
        if not isinstance(flux, io.TextIOWrapper):
            continue
        if flux.isatty():
            flux.reconfigure(errors="replace")  # un terminal n'affiche que ce qu'il sait afficher
        else:
            # Un octet illisible d'un argument reste écrit, échappé : le JSON reste lisible.
            flux.reconfigure(encoding="utf-8", errors="backslashreplace")


def dire(texte: str) -> None:
    """Écrit la réponse ; BrokenPipeError si le lecteur est parti, SortiePerdue si elle ne peut pas être écrite."""
    try:
        print(texte)
    except BrokenPipeError:
        raise
    except OSError as e:
        raise SortiePerdue from e
    vider()


def dire_erreur(texte: str) -> None:
    """Écrit sur la sortie d'erreur ; si elle aussi est perdue, il n'y a plus personne à qui parler."""
    try:
        print(texte, file=sys.stderr)
        sys.stderr.flush()
    except OSError:
        abandonner(sys.stderr)


def vider() -> None:
    """Écrit ce qui attend (l'aide d'argparse) ; mêmes erreurs que `dire`."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as e:
        raise SortiePerdue from e


def abandonner(flux: object) -> None:
    """Envoie au néant ce qu'un flux perdu retient encore : sinon Python le dirait en anglais en finissant."""
    if not isinstance(flux, io.TextIOWrapper):
        return
    with suppress(io.UnsupportedOperation), _neant() as neant:  # un flux en mémoire n'a pas de descripteur
        os.dup2(neant.fileno(), flux.fileno())


def _occuper_les_descripteurs() -> None:
    # Un descripteur standard fermé serait repris par le prochain fichier ouvert : la base recevrait les messages.
    for n in (0, 1, 2):
        try:
            os.fstat(n)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # le système donne toujours le plus petit numéro libre


def _neant() -> io.TextIOWrapper:
    return open(os.devnull, "w", encoding="utf-8")
