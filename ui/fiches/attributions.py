"""Les fiches qui entourent une proposition : commission d'attribution, examen du reste à vivre."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from relogement.commun import Changements
from relogement.services import attributions
from relogement.vocabulaire import DecisionCaleol, VoieCaleol
from ui.fiches.dossier import Dossier
from ui.fiches.modele import Modele, Textes, Valeurs, fixes, jour
from ui.fiches.propositions import derniere
from ui.socle.champs import Champ, Genre

_SANS_ENVOI = "Enregistrez d'abord l'envoi d'une proposition."


def _caleol(base: Any, d: Dossier, v: Valeurs) -> Changements:
    decision = v["decision"] if v["caleol"] is VoieCaleol.DECISION else None
    return attributions.noter_caleol(base, d.cle, caleol=v["caleol"], le=v["le"], decision=decision)


def _caches_caleol(_: Dossier, t: Textes) -> Collection[str]:
    return () if t["caleol"] == VoieCaleol.DECISION.value else ("decision",)


FICHES: dict[str, Modele] = {
    "caleol": Modele(
        "Commission d'attribution (CALEOL)",
        fixes(
            Champ("caleol", "Ce que la commission a fait", Genre.CHOIX, choix=VoieCaleol, obligatoire=True,
                  manque="Choisissez : commission informée, ou décision de la commission."),
            jour(libelle="Séance ou information du", demi=True),
            Champ("decision", "Décision", Genre.CHOIX, choix=DecisionCaleol, demi=True),
        ),
        _caleol,
        valeurs=lambda d: {**d.valeurs("caleol"), "le": d.valeurs("caleol_le")["caleol_le"],
                           "decision": d.valeurs("caleol_decision")["caleol_decision"]},
        cible=derniere,
        exige=_SANS_ENVOI,
        caches=_caches_caleol,
        retrait="proposition",
        efface=("caleol", "caleol_le", "caleol_decision"),
        intro="Même bailleur : la commission est informée. Autre bailleur : elle décide (CCH, L. 441-2).",
    ),
    "examen": Modele(
        "Examen du reste à vivre",
        fixes(
            jour(libelle="Examiné le"),
            Champ("examen", "Ce que l'examen conclut", Genre.TEXTE_LONG, obligatoire=True,
                  manque="Écrivez ce que l'examen conclut.", aide="Rester objectif : ni santé, ni jugement."),
        ),
        lambda base, d, v: attributions.examiner_reste_a_vivre(base, d.cle, **v),
        valeurs=lambda d: {"le": d.valeurs("examen_le")["examen_le"], **d.valeurs("examen")},
        cible=derniere,
        exige=_SANS_ENVOI,
        retrait="proposition",
        efface=("examen", "examen_le"),
        intro="Quand le reste à vivre serait plus bas qu'avant, on regarde ensemble s'il suffit (article 5).",
    ),
}
