"""L'analyseur de la ligne de commande : il parle français, et lit une date à la française."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, NoReturn

from relogement.cli import flux

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

_TRADUCTIONS = (
    (r"the following arguments are required: (.*)", r"il manque : \1"),
    (r"unrecognized arguments: (.*)", r"argument inconnu : \1"),
    (r"argument (.*): expected one argument", r"\1 attend une valeur"),
    (r"argument (.*): expected at least one argument", r"\1 attend au moins une valeur"),
    (r"argument (.*): invalid choice: (.*) \(choose from (.*)\)", r"\1 : \2 n'est pas possible ; au choix : \3"),
    (r"argument (.*): not allowed with argument (.*)", r"\1 ne va pas avec \2"),
    (r"one of the arguments (.*) is required", r"il faut l'un de : \1"),
    (r"argument (.*): ignored explicit argument (.*)", r"\1 n'attend pas de valeur"),
    (r"argument (.*?): (.*)", r"\1 : \2"),
)


class Aide(argparse.HelpFormatter):
    """L'aide, dont l'en-tête est en français."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """La ligne d'usage."""
        super().add_usage(usage, actions, groups, "Usage : " if prefix is None else prefix)


class Analyseur(argparse.ArgumentParser):
    """Un analyseur qui parle français ; un drapeau ne s'abrège pas : le même mot dit toujours la même chose."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, allow_abbrev=False, add_help=False, formatter_class=Aide)
        # Les seuls titres qu'argparse ne laisse pas choisir autrement.
        self._positionals.title, self._optionals.title = "Arguments\N{NO-BREAK SPACE}", "Options\N{NO-BREAK SPACE}"
        self.add_argument("-h", "--help", action="help", help="montre cette aide")

    def print_help(self, file: SupportsWrite[str] | None = None) -> None:
        """Écrit l'aide ; les erreurs de `flux.dire`."""
        flux.dire(self.format_help().rstrip())

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        """Sort, avec un message sur la sortie d'erreur."""
        if message:
            flux.dire_erreur(message.rstrip())
        raise SystemExit(status)

    def error(self, message: str) -> NoReturn:
        """Dit le mauvais usage et sort avec 2."""
        for motif, francais in _TRADUCTIONS:
            if re.fullmatch(motif, message):
                message = re.sub(motif, francais, message)
                break
        self.exit(2, f"{self.format_usage()}{self.prog} : {message}\n")


def jour(texte: str) -> date:
    """Une date `2026-01-15` ou `15/01/2026`."""
    try:
        if m := re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", texte.strip()):
            return date(int(m[3]), int(m[2]), int(m[1]))
        if m := re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", texte.strip()):
            return date(int(m[1]), int(m[2]), int(m[3]))
        raise ValueError(texte)
    except ValueError as e:
        raise argparse.ArgumentTypeError(f"« {texte} » n'est pas une date (exemple : 2026-01-15)") from e
