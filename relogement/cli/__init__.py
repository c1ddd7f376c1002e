"""La ligne de commande : mince, au-dessus des services. 0 : fait ; 1 : une phrase sur l'erreur ; 2 : mauvais usage."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence

from relogement.cli import flux
from relogement.commun import ErreurMetier

FAIT, ERREUR = 0, 1


def principal(argv: Sequence[str] | None = None) -> int:
    """Exécute une commande et rend son code de sortie ; jamais de trace d'erreur, jamais de donnée personnelle."""
    flux.preparer()
    try:
        code = _executer(sys.argv[1:] if argv is None else argv)
        flux.vider()
    except BrokenPipeError:  # le lecteur est parti : il n'y a plus personne à qui parler
        flux.abandonner(sys.stdout)
        return ERREUR
    except (Exception, KeyboardInterrupt) as e:
        if isinstance(e, flux.SortiePerdue):
            flux.abandonner(sys.stdout)
        flux.dire_erreur(_phrase(e))
        return ERREUR
    return code


def _executer(arguments: Sequence[str]) -> int:
    from relogement.cli.analyse import analyser

    try:
        options = analyser(arguments)
    except SystemExit as e:  # l'aide, la version ou un mauvais usage : argparse a déjà tout dit
        return e.code if isinstance(e.code, int) else ERREUR
    code: int = options.commande(options)
    return code


def _phrase(e: BaseException) -> str:
    if isinstance(e, ErreurMetier):
        return e.phrase
    if isinstance(e, KeyboardInterrupt):
        return "Interrompu : rien de ce qui restait à faire n'a été fait."
    if isinstance(e, OSError):
        return "Un fichier ou un dossier n'est pas accessible : vérifiez son emplacement, ses droits et la place libre."
    # Un défaut du programme : dire où, sans trace ni valeur.
    lieu = traceback.extract_tb(e.__traceback__)[-1]
    return f"Erreur inattendue ({type(e).__name__}, {lieu.name}, ligne {lieu.lineno}) : signalez-la avec la commande."
