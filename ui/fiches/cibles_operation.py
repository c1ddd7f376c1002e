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
    "did": But(REGLAGES, None, "did_le", "dater le dépôt du DID"),
    "pilote": But(REGLAGES, None, "pilote", "désigner le pilote"),
    "partenaires": But(REGLAGES, None, None, "noter les partenaires"),
    "travaux": But(REGLAGES, None, "travaux_le", "dater le début des travaux"),
    "jalons": But(REGLAGES, None, "did_le", "dater les jalons de concertation"),
    "commission": But(COMMISSIONS, None, None, "faire examiner la situation en commission"),
    "revues": But(REGLAGES, None, None, "remettre la revue du trimestre"),
    "solidarite": But("solidarite", None, None, "répondre aux souhaits de rester ou de partir"),
    "evaluation": But(REGLAGES, None, None, "noter l'évaluation de l'opération"),
    "information": But("information", "evenement", "le", "noter une information collective"),
}
"""Le champ du constat → ce qui s'ouvre."""


def but(champ: str) -> But:
    """Ce qui règle un constat ; un champ inconnu ici est une colonne de l'opération, dans ses réglages."""
    return CIBLES_OPERATION.get(champ) or But(REGLAGES, None, champ)
