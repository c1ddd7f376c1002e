"""La ligne de commande : mince, au-dessus des services. 0 : fait ; 1 : une phrase sur l'erreur ; 2 : mauvais usage."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence

from relogement.commun import ErreurMetier

FAIT, ERREUR = 0, 1


def principal(argv: Sequence[str] | None = None) -> int:
    """Exécute une commande et rend son code de sortie ; jamais de trace d'erreur, jamais de donnée personnelle."""
    from relogement.cli.analyse import analyser

    try:
        options = analyser(sys.argv[1:] if argv is None else argv)
    except SystemExit as e:  # l'aide, la version ou un mauvais usage : argparse a déjà tout dit
        return e.code if isinstance(e.code, int) else ERREUR
    try:
        code: int = options.commande(options)
        sys.stdout.flush()
    except ErreurMetier as e:
        return _echec(e.phrase)
    except BrokenPipeError:
        sys.stderr.close()  # le lecteur est parti : il n'y a plus personne à qui parler
        return ERREUR
    except KeyboardInterrupt:
        return _echec("Interrompu : rien de ce qui restait à faire n'a été fait.")
    except Exception as e:  # un défaut du programme : dire où, sans trace ni valeur
        lieu = traceback.extract_tb(e.__traceback__)[-1]
        return _echec(
            f"Erreur inattendue ({type(e).__name__}, {lieu.name}, ligne {lieu.lineno}) : signalez-la avec la commande."
        )
    return code


def _echec(phrase: str) -> int:
    print(phrase, file=sys.stderr)
    return ERREUR
