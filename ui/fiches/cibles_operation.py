"""Où se règle chaque constat qui vise une opération : l'onglet, la fiche, le champ, et le geste à l'infinitif."""

from __future__ import annotations

from dataclasses import dataclass

REGLAGES = "reglages"
COMMISSIONS = "commissions"
"""Ce n'est pas un onglet de l'opération : l'écran des commissions."""


@dataclass(frozen=True, slots=True)
class But:
    """Un onglet de la page d'une opération et ce qui s'y ouvre ; `fiche` None : un champ de l'onglet lui-même.

    `geste` se lit sur un bouton ou après « Prochaine action : ».
    """

    volet: str
    fiche: str | None = None
    champ: str | None = None
    geste: str = "compléter l'opération"


CIBLES_OPERATION: dict[str, But] = {
    "annonce": But(REGLAGES, None, "annonce_le", "dater l'annonce de l'opération"),
    "decision": But(REGLAGES, None, "decision_le", "dater la décision de faire l'opération"),
    "travaux": But(REGLAGES, None, "travaux_le", "dater le début des travaux"),
    "commission": But(COMMISSIONS, None, None, "faire examiner la situation en commission"),
    "solidarite": But("solidarite", None, None, "répondre aux souhaits de rester ou de partir"),
    "information": But("information", "evenement", "le", "noter une information collective"),
    "jalons": But("jalons", "jalon", "nature", "dater les jalons de concertation"),
    "did": But("jalons", "jalon", "nature=did", "dater le dépôt du DID"),
    "partenaires": But("partenaires", "partenaire", "genre", "identifier les partenaires"),
    "pilote": But("partenaires", "pilote", "pilote", "désigner le pilote"),
    "revues": But("evaluation", "revue", "trimestre", "remettre la revue du trimestre"),
    "evaluation": But("evaluation", "evaluation", "le", "noter l'évaluation de l'opération"),
    "cil": But("evaluation", "cil", "annee", "noter la présentation à la CIL"),
}
"""Le champ du constat → ce qui s'ouvre."""


def but(champ: str) -> But:
    """Ce qui règle un constat ; un champ inconnu ici est une colonne de l'opération, dans ses réglages."""
    return CIBLES_OPERATION.get(champ) or But(REGLAGES, None, champ)
