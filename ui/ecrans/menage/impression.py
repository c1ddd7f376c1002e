"""Écrire un PDF à l'endroit choisi, à côté, et dire où il est."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from relogement.commun import Changements, ErreurMetier
from relogement.services.impression import imprimer_dossier, imprimer_essai, imprimer_fiche_budget
from relogement.services.impression_communicable import imprimer_communicable, personnes_du_foyer
from relogement.services.impression_conformite import imprimer_conformite_menage
from relogement.stockage.lectures import Ligne
from ui.ecrans.menage.regard import Regard
from ui.socle.contexte import Contexte
from ui.socle.taches import Suivi

FILTRE = "Document PDF (*.pdf)"
SANS_PERSONNE = "Aucune personne n'est notée dans ce foyer : ajoutez d'abord qui demande la copie."
A_RELIRE = "Relisez, avant de remettre la copie, ce que ces textes libres disent d'autres personnes :"
Ecrire = Callable[[Any, Path], object]


def imprimer(contexte: Contexte[Any], titre: str, nom: str, ecrire: Ecrire) -> None:
    """Demande où écrire, puis lance `ecrire(base, sortie)` à côté ; une erreur se dit dans la fenêtre."""
    sortie = contexte.invites.enregistrer_fichier(titre, nom, FILTRE)
    if sortie is None:
        return
    chemin = sortie if sortie.suffix else sortie.with_suffix(".pdf")

    def faire(_: Suivi) -> Path:
        ecrire(contexte.base, chemin)
        return chemin

    contexte.taches.lancer(titre, faire, lambda fait: _dire(contexte, fait), contexte.echec.emit)


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


def imprimer_l_essai(contexte: Contexte[Any], menage: Ligne, logement: UUID) -> None:
    """Ce qu'un logement du vivier coûterait, avant de le proposer."""
    cle, jour, nom = menage["id"], contexte.aujourd_hui(), f"budget-{menage['reference']}.pdf"
    imprimer(
        contexte, "Imprimer la fiche de budget", nom,
        lambda base, sortie: imprimer_essai(base, cle, logement, sortie, jour),
    )


def imprimer_la_copie(contexte: Contexte[Any], menage: Ligne) -> None:
    """La copie du dossier pour une personne du foyer (droit d'accès) : qui la demande, où l'écrire, ce qui se relit."""
    cle, jour = menage["id"], contexte.aujourd_hui()
    foyer = personnes_du_foyer(contexte.base, cle)
    if not foyer:
        contexte.erreur.emit(ErreurMetier(SANS_PERSONNE))
        return
    choix = [(str(personne), nom) for personne, nom in foyer]
    choisie = choix[0][0] if len(choix) == 1 else contexte.invites.choisir("Qui demande la copie ?", choix)
    if choisie is None:
        return
    sortie = contexte.invites.enregistrer_fichier("Imprimer la copie", f"copie-{menage['reference']}.pdf", FILTRE)
    if sortie is None:
        return
    chemin = sortie if sortie.suffix else sortie.with_suffix(".pdf")

    def faire(_: Suivi) -> Changements:
        return imprimer_communicable(contexte.base, cle, UUID(choisie), chemin, jour)

    contexte.taches.lancer("Copie du dossier…", faire, lambda faits: _copiee(contexte, faits), contexte.echec.emit)


def _copiee(contexte: Contexte[Any], faits: Changements) -> None:
    """La copie est rangée : un geste. Les noms sont masqués, le sens d'une note ne l'est pas."""
    contexte.retenir(faits)
    libres = faits.details["a_relire"]
    if isinstance(libres, tuple) and libres:
        contexte.invites.informer(f"{A_RELIRE}\n\n– " + "\n– ".join(libres))


def _dire(contexte: Contexte[Any], fait: Path) -> None:
    """Rien n'a changé dans la base : seule la phrase se montre."""
    contexte.change.emit(frozenset(), f"Document écrit : {fait.name}")
