"""Écrire un PDF à l'endroit choisi, à côté, et dire où il est."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from relogement.services.impression import imprimer_dossier, imprimer_fiche_budget
from relogement.services.impression_conformite import imprimer_conformite_menage
from relogement.stockage.lectures import Ligne
from ui.ecrans.menage.regard import Regard
from ui.socle.contexte import Contexte
from ui.socle.taches import Suivi

Ecrire = Callable[[Any, Path], object]


def imprimer(contexte: Contexte[Any], titre: str, nom: str, ecrire: Ecrire) -> None:
    """Demande où écrire, puis lance `ecrire(base, sortie)` à côté ; une erreur se dit dans la fenêtre."""
    sortie = contexte.invites.enregistrer_fichier(titre, nom, "Document PDF (*.pdf)")
    if sortie is None:
        return
    chemin = sortie if sortie.suffix else sortie.with_suffix(".pdf")

    def faire(_: Suivi) -> Path:
        ecrire(contexte.base, chemin)
        return chemin

    contexte.taches.lancer(titre, faire, lambda fait: _dire(contexte, fait), contexte.erreur.emit)


def imprimer_le_dossier(contexte: Contexte[Any], menage: Ligne) -> None:
    """Le dossier du ménage à ce jour ; le nom proposé ne porte que sa référence."""
    cle, jour = menage["id"], contexte.aujourd_hui()
    nom = f"dossier-{menage['reference']}.pdf"
    imprimer(contexte, "Imprimer le dossier", nom, lambda base, sortie: imprimer_dossier(base, cle, sortie, jour))


def imprimer_la_conformite(contexte: Contexte[Any], menage: Ligne, regard: Regard) -> None:
    """La fiche de conformité du ménage, au jour que montre le panneau et comme il le montre."""
    cle, nom = menage["id"], f"conformite-{menage['reference']}.pdf"
    imprimer(
        contexte, "Imprimer la fiche de conformité", nom,
        lambda base, sortie: imprimer_conformite_menage(base, cle, sortie, regard.au, regard.connu_le),
    )


def imprimer_le_budget(contexte: Contexte[Any], menage: Ligne, proposition: UUID) -> None:
    """Ce que le logement d'une proposition coûterait, à remettre à la famille."""
    jour, nom = contexte.aujourd_hui(), f"budget-{menage['reference']}.pdf"
    imprimer(
        contexte, "Imprimer la fiche de budget", nom,
        lambda base, sortie: imprimer_fiche_budget(base, proposition, sortie, jour),
    )


def _dire(contexte: Contexte[Any], fait: Path) -> None:
    """Rien n'a changé dans la base : seule la phrase se montre."""
    contexte.change.emit(frozenset(), f"Document écrit : {fait.name}")
