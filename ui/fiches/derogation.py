"""La fiche d'une dérogation motivée : sa raison, sa date, qui la signe ; l'obligation reste non tenue."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from relogement.commun import Changements
from relogement.regles.charte.moteur import OBLIGATIONS, REGLES_OPERATION
from relogement.regles.charte.obligation import Obligation
from relogement.services.corrections import corriger
from relogement.services.derogations import noter_derogation
from relogement.stockage.lectures import Ligne
from ui.fiches.dossier import Dossier, Ouverture
from ui.fiches.dossier_operation import DossierOperation
from ui.fiches.modele import D, Modele, ModeleDe, Valeurs, jour, sans
from ui.socle.champs import Champ, Genre


def _champs(obligations: Sequence[Obligation], d: Ouverture) -> tuple[Champ, ...]:
    """L'obligation d'une dérogation déjà notée ne change plus : on la retire et on en note une autre."""
    toutes = tuple((o.id, f"{o.id} · {o.libelle}") for o in obligations)
    sienne = [o for o in toutes if d.ligne is not None and o[0] == d.ligne["obligation"]]
    return (
        Champ("obligation", "Obligation", Genre.CHOIX, choix=sienne or toutes, obligatoire=True,
              manque="Choisissez l'obligation à laquelle on déroge."),
        jour(libelle="Décidée le", demi=True),
        Champ("auteur", "Signée par", obligatoire=True, demi=True,
              manque="Indiquez le nom de la personne qui signe la dérogation."),
        Champ("raison", "Raison", Genre.TEXTE_LONG, obligatoire=True, manque="Écrivez la raison de la dérogation.",
              aide="Rester objectif : ni santé, ni jugement."),
    )


def _noter(base: Any, d: Ouverture, v: Valeurs) -> Changements:
    if d.ligne is not None:
        return corriger(base, "derogation", d.cle, **sans(v, "obligation"))
    return noter_derogation(base, d.porteur, v["obligation"], **sans(v, "obligation"))


def _modele(obligations: Sequence[Obligation], notees: Callable[[D], Iterable[Ligne]]) -> ModeleDe[D]:
    return ModeleDe(
        "Dérogation motivée",
        partial(_champs, obligations),
        _noter,
        valeurs=lambda d: {"auteur": d.contexte.base.agent_nom} | d.valeurs("obligation", "le", "auteur", "raison"),
        cible=lambda d: d.celle(notees(d)),
        intro="Elle dit pourquoi l'obligation n'est pas tenue ; elle se lit à côté du constat et ne le rend jamais "
              "respecté.",
        retrait="derogation",
    )


def _du_menage(d: Dossier) -> Iterable[Ligne]:
    return d.fiche.derogations


def _de_l_operation(d: DossierOperation) -> Iterable[Ligne]:
    return d.vie.derogations


FICHES: dict[str, Modele] = {"derogation": _modele(OBLIGATIONS, _du_menage)}
FICHES_OPERATION: dict[str, ModeleDe[DossierOperation]] = {
    "derogation": _modele([r.obligation for r in REGLES_OPERATION], _de_l_operation)
}
