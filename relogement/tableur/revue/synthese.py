"""La feuille « Synthèse » : les chiffres de tête, et les objectifs locaux."""

from __future__ import annotations

from dataclasses import replace

from relogement.regles.revue.indicateurs import synthese
from relogement.regles.revue.objectifs import tableau_objectifs
from relogement.regles.revue.revue import Page, Revue
from relogement.tableur.revue.cellules import Reperes
from relogement.tableur.revue.feuille import Feuille
from relogement.tableur.revue.page import ecrire_page

TITRE = "Synthèse"


def page(revue: Revue) -> Page:
    """La page des chiffres de tête."""
    return Page(TITRE, (*synthese(revue), tableau_objectifs(revue)))


def ecrire(feuille: Feuille, revue: Revue, reperes: Reperes) -> None:
    """Écrit la synthèse."""
    ecrire_page(feuille, revue, replace(page(revue), titre=f"Revue trimestrielle {revue.trimestre}"), reperes)
