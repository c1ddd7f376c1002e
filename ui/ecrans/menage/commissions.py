"""Le passage d'un ménage en commission relogement, en mots."""

from __future__ import annotations

from relogement.stockage.lectures_commissions import LignePassage
from relogement.vocabulaire import OriginePassage


def pourquoi(p: LignePassage) -> str:
    """Le motif écrit, sinon qui a demandé l'examen."""
    return p.motif or ("demandé par la charte" if p.origine is OriginePassage.REGLE else "ajouté par un agent")


def decision(p: LignePassage) -> str:
    """« poursuivre la recherche : T3 à Rezé » ; « à décider »."""
    if p.decision is None:
        return "à décider"
    return f"{p.decision.libelle} : {p.precision}" if p.precision else p.decision.libelle
