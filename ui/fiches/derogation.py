"""La fiche d'une dérogation motivée : sa raison, sa date, qui la signe ; l'obligation reste non tenue."""

from __future__ import annotations

from typing import Any

from relogement.commun import Changements
from relogement.regles.charte.moteur import OBLIGATIONS
from relogement.services.corrections import corriger
from relogement.services.derogations import noter_derogation
from ui.fiches.dossier import Dossier
from ui.fiches.modele import Modele, Valeurs, jour, sans
from ui.socle.champs import Champ, Genre

_OBLIGATIONS = tuple((o.id, f"{o.id} · {o.libelle}") for o in OBLIGATIONS)


def _champs(d: Dossier) -> tuple[Champ, ...]:
    """L'obligation d'une dérogation déjà notée ne change plus : on la retire et on en note une autre."""
    sienne = [o for o in _OBLIGATIONS if d.ligne is not None and o[0] == d.ligne["obligation"]]
    return (
        Champ("obligation", "Obligation", Genre.CHOIX, choix=sienne or _OBLIGATIONS, obligatoire=True,
              manque="Choisissez l'obligation à laquelle on déroge."),
        jour(libelle="Décidée le", demi=True),
        Champ("auteur", "Signée par", obligatoire=True, demi=True,
              manque="Indiquez le nom de la personne qui signe la dérogation."),
        Champ("raison", "Raison", Genre.TEXTE_LONG, obligatoire=True, manque="Écrivez la raison de la dérogation.",
              aide="Rester objectif : ni santé, ni jugement."),
    )


def _noter(base: Any, d: Dossier, v: Valeurs) -> Changements:
    if d.ligne is not None:
        return corriger(base, "derogation", d.cle, **sans(v, "obligation"))
    return noter_derogation(base, d.menage_id, v["obligation"], **sans(v, "obligation"))


FICHES: dict[str, Modele] = {
    "derogation": Modele(
        "Dérogation motivée",
        _champs,
        _noter,
        valeurs=lambda d: {"auteur": d.contexte.base.agent_nom} | d.valeurs("obligation", "le", "auteur", "raison"),
        cible=lambda d: d.celle(d.fiche.derogations),
        intro="Elle dit pourquoi l'obligation n'est pas tenue ; elle se lit à côté du constat et ne le rend jamais "
              "respecté.",
        retrait="derogation",
    ),
}
