"""Les fiches qui entourent une proposition : situation du logement, commission d'attribution, reste à vivre."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from relogement.commun import Changements
from relogement.services import attributions
from relogement.vocabulaire import DecisionCaleol, VoieCaleol
from ui.fiches.dossier import Dossier
from ui.fiches.modele import Modele, Textes, Valeurs, fixes, jour, reprendre
from ui.fiches.propositions import SITUATION, derniere
from ui.socle.champs import Champ, Genre

_SANS_ENVOI = "Enregistrez d'abord l'envoi d'une proposition."


def _situation(base: Any, d: Dossier, v: Valeurs) -> Changements:
    construit = bool(v["construit_pour_lui"])
    return attributions.situer_proposition(base, d.cle, hors_quartier=v["hors_quartier"], construit_pour_lui=construit)


def _caleol(base: Any, d: Dossier, v: Valeurs) -> Changements:
    decision = v["decision"] if v["caleol"] is VoieCaleol.DECISION else None
    return attributions.noter_caleol(base, d.cle, caleol=v["caleol"], le=v["le"], decision=decision)


def _caches_caleol(_: Dossier, t: Textes) -> Collection[str]:
    return () if t["caleol"] == VoieCaleol.DECISION.value else ("decision",)


FICHES: dict[str, Modele] = {
    "situation_logement": Modele(
        "Situation du logement proposé",
        fixes(*SITUATION),
        _situation,
        valeurs=reprendre("hors_quartier", "construit_pour_lui"),
        cible=derniere,
        exige=_SANS_ENVOI,
        intro="Hors du quartier, les acteurs sociaux du quartier d'accueil sont joints aussi (article 7).",
    ),
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
        intro="Quand le reste à vivre serait plus bas qu'avant, on regarde ensemble s'il suffit (article 5).",
    ),
}
