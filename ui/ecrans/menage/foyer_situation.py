"""La situation du ménage : l'employeur qui cotise à Action Logement, les motifs de priorité."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relogement.formats import date_courte, oui_non
from relogement.stockage.lectures import FicheMenage
from relogement.vocabulaire import MotifPriorite
from ui.ecrans.menage.grille import paires
from ui.socle.elements import Bouton, Carte, flux

if TYPE_CHECKING:
    from ui.ecrans.menage.section import Section

RENOUVELLEMENT = "relogement du renouvellement urbain"
"""Tout ménage à reloger est déjà prioritaire (convention, axe I)."""


def carte_situation(section: Section, fiche: FicheMenage) -> Carte:
    """Ce que le ménage a dit de son employeur, et pourquoi il est prioritaire."""
    carte = Carte("Employeur et priorités")
    carte.ajouter(paires([("Employeur cotisant", _employeur(fiche)), ("Prioritaire pour", _priorites(fiche))]))
    carte.ajouter(flux(
        Bouton("Employeur", section.vers("employeur", None, "action_logement")),
        Bouton("Motifs de priorité", section.vers("priorites", None, "priorites")),
    ))
    return carte


def _employeur(fiche: FicheMenage) -> str:
    reponse, le = fiche.menage["action_logement"], fiche.menage["action_logement_le"]
    if reponse is None:
        return "à renseigner"
    return oui_non(reponse) + (f", dit le {date_courte(le)}" if le else "")


def _priorites(fiche: FicheMenage) -> str:
    motifs = [MotifPriorite.de(code).libelle for code in fiche.menage["priorites"]]
    return ", ".join((RENOUVELLEMENT, *motifs))
