"""Proposer un logement du vivier : la fiche de la proposition s'ouvre au dossier du ménage, ce logement déjà choisi."""

from __future__ import annotations

from uuid import UUID

from relogement.regles.etape import Etape
from relogement.services.charte import resumes
from relogement.stockage.base import Base
from relogement.stockage.lectures import lignes_menages
from ui.fiches.propositions import VIDANGE
from ui.socle.contexte import Contexte

ATTENDENT = frozenset({Etape.A_RENCONTRER, Etape.RENCONTRE, Etape.EN_RECHERCHE, Etape.PROPOSITION})
"""Les étapes où un ménage peut encore recevoir une proposition."""


def proposer(contexte: Contexte[Base], menage_id: UUID, logement_id: UUID) -> None:
    """Ouvre la proposition de ce logement à ce ménage ; rien n'est envoyé avant que l'agent valide."""
    VIDANGE.changer(contexte, f"proposition/{menage_id}", str(logement_id))
    contexte.naviguer("menage", id=menage_id, section="propositions", champ="proposition")


def essayer(contexte: Contexte[Base], menage_id: UUID, logement_id: UUID) -> None:
    """Montre, au dossier du ménage, ce que ce logement lui coûterait ; rien n'est écrit."""
    contexte.naviguer("menage", id=menage_id, section="budget", essai=logement_id)


def proposer_a_un_menage(contexte: Contexte[Base], logement_id: UUID) -> None:
    """Demande à quel ménage, parmi ceux qui attendent un logement, puis ouvre la proposition."""
    au = contexte.aujourd_hui()
    etapes = resumes(contexte.base, au=au)
    attendent = [
        (str(m.id), f"{m.reference} · {m.nom}") for m in lignes_menages(contexte.base, au=au)
        if m.id in etapes and etapes[m.id].etape in ATTENDENT
    ]
    choisi = contexte.invites.choisir("Proposer ce logement à quel ménage ?", attendent) if attendent else None
    if choisi is not None:
        proposer(contexte, UUID(choisi), logement_id)
    elif not attendent:
        contexte.invites.informer("Aucun ménage n'attend de logement.")
