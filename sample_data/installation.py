"""La base de démonstration, la seule qui ne soit pas chiffrée, mise en place d'un coup."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from relogement.commun import ErreurMetier
from relogement.stockage.base import creer_base
from sample_data import demonstration

AGENT = "Nadia R."
ETAPE = "Construction de la démonstration…"


def installer(
    chemin: Path, agent: str | None = None, avancer: Callable[[int, int, str], object] = lambda *_: None
) -> demonstration.Bilan:
    """Construit la démonstration à côté, puis la met à sa place : une construction interrompue ne laisse rien.

    Lève ErreurMetier si la place est prise ou si le dossier n'est pas utilisable.
    """
    if chemin.exists():
        raise ErreurMetier(f"« {chemin.name} » existe déjà : choisissez un autre nom.")
    provisoire = chemin.with_name(f"{chemin.stem}.construction{chemin.suffix}")
    provisoire.unlink(missing_ok=True)
    avancer(0, 0, ETAPE)
    base = creer_base(provisoire, None, agent=agent or AGENT)
    try:
        bilan = demonstration.construire(base)
        avancer(1, 1, ETAPE)
    except BaseException:
        base.fermer()
        provisoire.unlink()
        raise
    base.fermer()
    provisoire.replace(chemin)
    return bilan
