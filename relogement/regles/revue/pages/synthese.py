"""La page « Synthèse » : les chiffres de tête, et les objectifs locaux."""

from __future__ import annotations

from relogement.regles.revue.indicateurs import synthese
from relogement.regles.revue.objectifs import tableau_objectifs
from relogement.regles.revue.revue import Page, Revue

TITRE = "Synthèse"


def page(revue: Revue) -> Page:
    """La page des chiffres de tête."""
    return Page(TITRE, (*synthese(revue), tableau_objectifs(revue)))
