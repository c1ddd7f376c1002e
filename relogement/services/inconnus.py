"""Dire qu'un fait ne se retrouve pas, et pourquoi : l'inconnu reste inconnu, et n'empêche plus d'émettre la revue."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from relogement.commun import Changements, ErreurMetier
from relogement.formats import pluriel
from relogement.modeles import Proposition
from relogement.services.outils import exiger, remplir, trouver
from relogement.stockage.base import Base
from relogement.vocabulaire import Reponse

DATE, MOTIF = "date_inconnue", "motif_inconnu"
PAR_CIBLE = {"repondue": DATE, "motif": MOTIF}
"""Par champ que vise une anomalie, ce qui la lève."""
SANS_RAISON = "Écrivez pourquoi cela ne se retrouve pas."


def dire_inconnu(base: Base, manques: Sequence[tuple[UUID, str]], raison: str) -> Changements:
    """Le jour d'une réponse (`DATE`) ou le motif d'un refus (`MOTIF`) de ces propositions ne se retrouve pas.

    Un seul geste pour toutes, daté du jour. Ce qui se sait depuis l'efface. ErreurMetier : sans raison, sans réponse,
    ou la donnée est connue.
    """
    ecrite = exiger(raison, SANS_RAISON, "raison")
    combien = pluriel(len(manques), "donnée dite inconnue", "données dites inconnues")
    suite = "la comptera inconnue" if len(manques) == 1 else "les comptera inconnues"
    with base.geste("dire_inconnu", f"{combien[:1].upper()}{combien[1:]}") as g:
        for cle, quoi in manques:
            p = trouver(g.s, Proposition, cle)
            _verifier(p, quoi)
            g.menage_id = p.menage_id if len(manques) == 1 else None
            remplir(p, {quoi: ecrite, f"{quoi}_le": base.aujourd_hui()})
        return g.changements(f"{combien} : la revue {suite}.")


def _verifier(p: Proposition, quoi: str) -> None:
    if p.reponse is None or (quoi == MOTIF and p.reponse is not Reponse.REFUSEE):
        raise ErreurMetier("Enregistrez d'abord la réponse du ménage.")
    if _connu(p, quoi):
        raise ErreurMetier("Cette donnée est connue : corrigez-la plutôt que de la dire inconnue.")


def oublier_inconnus(p: Proposition) -> None:
    """Ce qui se sait à présent n'est plus dit inconnu."""
    for quoi in (DATE, MOTIF):
        if _connu(p, quoi):
            remplir(p, {quoi: None, f"{quoi}_le": None})


def _connu(p: Proposition, quoi: str) -> bool:
    return p.repondue_le is not None if quoi == DATE else p.motif is not None or bool((p.motif_texte or "").strip())
