"""Le programme `relogement` : une commande va à la ligne de commande, sans charger Qt ; aucune n'ouvre la fenêtre."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

_OPTIONS = ("--base", "--agent")


def principal(argv: Sequence[str] | None = None) -> int:
    """Exécute la commande, ou ouvre la fenêtre ; rend le code de sortie."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    options = _options_seules(arguments)
    if options is None:
        from relogement.cli import principal as commande

        return commande(arguments)
    from ui.app import ouvrir

    base = options.get("--base")
    return ouvrir(Path(base) if base else None, options.get("--agent"))


def _options_seules(arguments: Sequence[str]) -> dict[str, str] | None:
    """Les options de la fenêtre s'il n'y a rien d'autre ; None : la ligne de commande répond, erreurs comprises."""
    options: dict[str, str] = {}
    reste = iter(arguments)
    for argument in reste:
        nom, egal, valeur = argument.partition("=")
        if nom not in _OPTIONS:
            return None
        donnee = valeur if egal else next(reste, "")
        if not donnee:
            return None
        options[nom] = donnee
    return options


if __name__ == "__main__":
    sys.exit(principal())
