"""Ce qu'un loyer et une aide au logement ne peuvent pas être."""

from __future__ import annotations

from relogement.commun import ErreurMetier
from relogement.formats import euros


def verifier_apl(loyer: int | None, charges: int | None, apl: int | None, champ: str = "apl") -> None:
    """ErreurMetier si l'APL dépasse le loyer et les charges réunis ; rien à dire si l'un des trois est inconnu."""
    if loyer is None or charges is None or apl is None or apl <= loyer + charges:
        return
    raise ErreurMetier(
        f"L'APL ({euros(apl)}) dépasse le loyer et les charges réunis ({euros(loyer + charges)}) : "
        "vérifiez ces montants.", champ,
    )


def verifier_loyer(loyer: int | None, champ: str = "loyer") -> None:
    """ErreurMetier si le loyer est nul : c'est le plus souvent une inconnue tapée, et l'inconnu n'est pas zéro."""
    if loyer == 0:
        raise ErreurMetier("Un loyer de 0 € n'en est pas un : laissez-le vide s'il n'est pas connu.", champ)
