"""Les fiches par lesquelles l'opération rend compte : revues remises, évaluation, présentation à la CIL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from relogement.commun import Changements
from relogement.regles.calendrier import Trimestre
from relogement.regles.charte.suite import trimestres_clos
from relogement.services.corrections import corriger
from relogement.services.evaluations import noter_evaluation, noter_presentation_cil, noter_revue_remise
from relogement.services.verifications_operation import VOLETS
from relogement.stockage.lectures import Ligne
from ui.fiches.dossier_operation import DossierOperation
from ui.fiches.modele import ModeleDe, Valeurs, fixes, jour, reprendre
from ui.socle.champs import Champ, Genre, Valeur


def trimestres_a_remettre(operation: Ligne, au: date) -> list[Trimestre]:
    """Les trimestres clos depuis l'annonce (à défaut les relogements), du plus récent au plus ancien."""
    depuis = operation["annonce_le"] or operation["debut_relogement_le"]
    return list(reversed(trimestres_clos(depuis, au, operation["cloture_le"]))) if depuis else []


def nom_trimestre(t: Trimestre) -> str:
    """« 3e trimestre 2026 »."""
    return f"{'1er' if t.rang == 1 else f'{t.rang}e'} trimestre {t.annee}"


def _champs_revue(d: DossierOperation) -> Sequence[Champ]:
    clos = [(str(t), nom_trimestre(t)) for t in trimestres_a_remettre(d.vie.operation, d.aujourd_hui)]
    deja = d.ligne["trimestre"] if d.ligne is not None else d.choix.get("trimestre")
    if deja and deja not in dict(clos):
        clos.append((deja, nom_trimestre(Trimestre.lire(deja))))
    return (
        Champ("trimestre", "Revue du", Genre.CHOIX, choix=clos, obligatoire=True, demi=True,
              manque="Choisissez le trimestre."),
        jour(libelle="Remise le", demi=True),
        Champ("destinataire", "À qui", aide="Comité de pilotage, ville, Métropole, État…"),
        Champ("equilibre", "La répartition par commune et bailleur y figure", Genre.OUI_NON_INCONNU, obligatoire=True,
              aide="Elle est suivie à chaque revue dès qu'un ménage est relogé (article 13).",
              manque="Répondez oui ou non."),
    )


def _revue(base: Any, d: DossierOperation, v: Valeurs) -> Changements:
    if d.ligne is None:
        return noter_revue_remise(base, d.operation_id, **v)
    return corriger(base, "revueremise", d.cle, **v)


def _a_completer(d: DossierOperation) -> Ligne | None:
    """L'évaluation demandée, ou la dernière à laquelle il manque un volet."""
    incompletes = [e for e in d.vie.evaluations if not all(e[volet] for volet in VOLETS)]
    return d.celle(d.vie.evaluations) or (incompletes[-1] if incompletes else None)


def _evaluation(base: Any, d: DossierOperation, v: Valeurs) -> Changements:
    if d.ligne is None:
        return noter_evaluation(base, d.operation_id, **v)
    return corriger(base, "evaluation", d.cle, **v)


def _cil(base: Any, d: DossierOperation, v: Valeurs) -> Changements:
    if d.ligne is None:
        return noter_presentation_cil(base, **v)
    return corriger(base, "presentationcil", d.cle, **v)


def _depart_cil(d: DossierOperation) -> Mapping[str, Valeur]:
    return d.valeurs("annee", "le", "note") or {"annee": d.aujourd_hui.year}


CHAMPS_CIL = (
    Champ("annee", "Évaluation de l'année", Genre.ENTIER, minimum=2000, maximum=2200, obligatoire=True, demi=True,
          manque="Indiquez l'année évaluée : 2026."),
    jour(libelle="Présentée le", demi=True),
    Champ("note", "Note", Genre.TEXTE_LONG),
)
FICHES: dict[str, ModeleDe[DossierOperation]] = {
    "revue": ModeleDe(
        "Revue trimestrielle remise",
        _champs_revue,
        _revue,
        valeurs=reprendre("trimestre", "le", "destinataire", "equilibre"),
        cible=lambda d: d.celle(d.vie.revues),
        intro="Écrire le classeur ne suffit pas : la revue compte une fois remise aux partenaires (article 14).",
    ),
    "evaluation": ModeleDe(
        "Évaluation de l'opération par son pilote",
        fixes(
            jour(libelle="Date", demi=True),
            Champ("auteur", "Menée par", obligatoire=True, demi=True, manque="Indiquez qui a mené l'évaluation."),
            Champ("quantitative", "Volet quantitatif", Genre.TEXTE_LONG, aide="Ménages, délais, refus, coûts."),
            Champ("qualitative", "Volet qualitatif", Genre.TEXTE_LONG, aide="Ce qu'en disent les ménages."),
            Champ("integration", "Intégration dans le nouveau quartier", Genre.TEXTE_LONG),
        ),
        _evaluation,
        valeurs=reprendre("le", "auteur", *VOLETS),
        cible=_a_completer,
    ),
    "cil": ModeleDe(
        "Évaluation globale présentée à la CIL",
        fixes(*CHAMPS_CIL),
        _cil,
        valeurs=_depart_cil,
        cible=lambda d: d.celle(d.vie.presentations),
        intro="Elle est de toute la base, une fois par an tant qu'une opération est ouverte (article 14).",
    ),
}
