"""Imprimer : le dossier d'un ménage, la fiche de budget d'une proposition.

Une impression ne change rien à la base. Le fichier est écrit à côté puis mis en place d'un coup : une impression
interrompue ne laisse jamais un document à moitié écrit.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from uuid import UUID

from sqlmodel import Session

from relogement.commun import ErreurMetier
from relogement.modeles import LogementOffert, Menage, Proposition
from relogement.regles.faits import FaitsMenage
from relogement.services.impression_dossier import lire_dossier, lire_fiche_budget, lire_fiche_essai
from relogement.services.impression_menage import fiches
from relogement.services.outils import trouver
from relogement.services.sorties import PDF, ecrire_sortie, verifier_sortie
from relogement.stockage.base import Base
from relogement.stockage.faits import faits_menages


def imprimer_dossier(base: Base, menage_id: UUID, sortie: Path, au: date) -> None:
    """Le dossier du ménage au jour `au`, dans le fichier `sortie`.

    ErreurMetier : ménage absent, ou sortie refusée par `verifier_sortie`.
    """
    verifier_sortie(base, sortie, PDF)
    with base.session() as s:
        menage = trouver(s, Menage, menage_id)
        octets = _dossier(s, menage, faits_menages(s, menages=[menage_id])[menage_id], base.agent_nom, au)
    ecrire_sortie(sortie, partial(_remplir, octets))


def imprimer_fiche_budget(base: Base, proposition_id: UUID, sortie: Path, au: date) -> None:
    """« Ce que ce logement vous coûterait », à remettre à la famille ; mêmes erreurs que `imprimer_dossier`."""
    from relogement.documents.fiche_budget import fiche_budget

    verifier_sortie(base, sortie, PDF)
    with base.session() as s:
        donnees = lire_fiche_budget(s, trouver(s, Proposition, proposition_id), base.agent_nom, au)
    ecrire_sortie(sortie, partial(_remplir, fiche_budget(donnees)))


def imprimer_essai(base: Base, menage_id: UUID, logement_id: UUID, sortie: Path, au: date) -> None:
    """La même, avant tout envoi, pour un logement du vivier ; rien n'est enregistré."""
    from relogement.documents.fiche_budget import fiche_budget

    verifier_sortie(base, sortie, PDF)
    with base.session() as s:
        offert = trouver(s, LogementOffert, logement_id)
        donnees = lire_fiche_essai(s, trouver(s, Menage, menage_id), offert, base.agent_nom, au)
    ecrire_sortie(sortie, partial(_remplir, fiche_budget(donnees)))


def proposition_de_rang(base: Base, menage_id: UUID, rang: int) -> UUID:
    """La proposition de ce numéro ; ErreurMetier si le ménage n'en a pas, avec celles qu'il a."""
    with base.session() as s:
        siennes = {p.rang: p.id for p in fiches(s, Proposition, "menage_id", menage_id, "rang")}
    if rang not in siennes:
        connues = ", ".join(map(str, siennes)) or "aucune"
        raise ErreurMetier(f"Ce ménage n'a pas de proposition n° {rang} : les siennes sont {connues}.", "proposition")
    return siennes[rang]


def _dossier(s: Session, menage: Menage, faits: FaitsMenage, auteur: str, au: date) -> bytes:
    # reportlab ne se charge qu'à la première impression : l'ouverture de la fenêtre n'a pas à l'attendre.
    from relogement.documents.dossier import dossier

    return dossier(lire_dossier(s, menage, faits, auteur, au))


def _remplir(octets: bytes, provisoire: Path) -> None:
    provisoire.write_bytes(octets)
