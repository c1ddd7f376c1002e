"""La base de démonstration, la seule qui ne soit pas chiffrée : tout y est inventé."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from relogement.stockage.base import creer_base

FICHIER = "demonstration.relogement"


def faire_demonstration(chemin: Path, agent: str | None, avancer: Callable[[int, int, str], object]) -> None:
    """Construit la démonstration puis la met en place d'un coup : une construction interrompue ne laisse rien.

    Lève ErreurMetier si le dossier n'est pas utilisable.
    """
    from sample_data.demonstration import construire

    provisoire = chemin.with_name(f"{chemin.stem}.construction{chemin.suffix}")
    provisoire.unlink(missing_ok=True)
    avancer(0, 0, "Construction de la démonstration…")
    base = creer_base(provisoire, None, agent=agent)
    try:
        construire(base)
        avancer(1, 1, "Construction de la démonstration…")
    except BaseException:
        base.fermer()
        provisoire.unlink()
        raise
    base.fermer()
    provisoire.replace(chemin)
