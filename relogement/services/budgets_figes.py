"""Compléter un budget figé : ce qui était inconnu le jour de l'envoi s'y ajoute, ce qui était connu n'y change pas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlmodel import select

from relogement.commun import Changements, ErreurMetier
from relogement.modeles import BudgetFige, Proposition
from relogement.services.aides import verifier_apl, verifier_loyer
from relogement.services.budgets import foyer_au
from relogement.services.outils import remplir, trouver
from relogement.stockage.base import Base

COMPLETABLES = ("type", "surface", "loyer", "charges", "rls", "apl", "ressources")
DU_FOYER = ("uc_dixiemes", "personnes")


def completer_budget_fige(
    base: Base, proposition_id: UUID, *, avant: Mapping[str, Any], apres: Mapping[str, Any]
) -> Changements:
    """Complète le logement quitté (`avant`) et le logement proposé (`apres`) : centimes par mois, type en texte,
    surface en dm².

    None laisse inconnu. Le nombre de personnes et leurs âges, s'ils manquaient, sont ceux que le foyer dit aujourd'hui
    pour le jour de l'envoi. ErreurMetier si un terme figé recevait une autre valeur, ou si rien n'est complété.
    """
    with base.geste("completer_budget_fige", "Budget figé complété") as g:
        proposition = trouver(g.s, Proposition, proposition_id)
        g.libelle, g.menage_id = f"Budget figé complété, proposition {proposition.rang}", proposition.menage_id
        figes = {f.apres: f for f in g.s.exec(select(BudgetFige).where(BudgetFige.proposition_id == proposition_id))}
        complete = False
        for cote, valeurs in ((False, avant), (True, apres)):
            suffixe = "apres" if cote else "avant"
            verifier_loyer(valeurs.get("loyer"), f"loyer_{suffixe}")
            for champ, valeur in valeurs.items():
                complete |= _completer(figes[cote], champ, valeur)
            if {"loyer", "charges", "apl"} & {c for c, v in valeurs.items() if v is not None}:
                fige = figes[cote]
                verifier_apl(fige.loyer, fige.charges, fige.apl, f"apl_{suffixe}")
        for fige in figes.values():
            foyer = foyer_au(g.s, proposition.menage_id, fige.le)
            for champ in DU_FOYER:
                if getattr(fige, champ) is None:
                    complete |= _poser(fige, champ, getattr(foyer, champ))
        if not complete:
            raise ErreurMetier("Rien de nouveau n'est connu : notez d'abord les dates de naissance au foyer.")
        return g.changements("Budget figé complété.", proposition_id)


def _completer(fige: BudgetFige, champ: str, valeur: Any) -> bool:
    if champ not in COMPLETABLES:
        raise TypeError(f"{champ} ne se complète pas")
    connu = getattr(fige, champ)
    if connu is not None and valeur not in (None, connu):
        raise ErreurMetier(
            "Ce montant est figé depuis l'envoi : il ne change plus.", f"{champ}_{'apres' if fige.apres else 'avant'}"
        )
    return connu is None and _poser(fige, champ, valeur)


def _poser(fige: BudgetFige, champ: str, valeur: Any) -> bool:
    """Pose une valeur connue ; vrai si elle l'est."""
    if valeur is None:
        return False
    remplir(fige, {champ: valeur})
    return True
