"""La page « Charte » : chaque obligation et ses états, les dérogations, les obligations des opérations."""

from __future__ import annotations

from relogement.regles.revue.charte import obligations_operations, obligations_par_etat, section_charte
from relogement.regles.revue.revue import Page, Revue

TITRE = "Charte"


def page(revue: Revue) -> Page:
    """Le total, puis obligation par obligation."""
    return Page(TITRE, (section_charte(revue), *obligations_par_etat(revue), obligations_operations(revue)))
