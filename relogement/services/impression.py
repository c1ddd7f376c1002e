"""Imprimer : le dossier d'un ménage, ceux de toute une opération, la fiche de budget d'une proposition.

Une impression ne change rien à la base. Le fichier est écrit à côté puis mis en place d'un coup : une impression
interrompue ne laisse jamais un document à moitié écrit.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from uuid import UUID

from sqlmodel import Session

from relogement.commun import ErreurMetier
from relogement.modeles import Menage, Operation, Proposition
from relogement.regles.faits import FaitsMenage
from relogement.services.impression_dossier import lire_dossier, lire_fiche_budget
from relogement.services.impression_menage import fiches
from relogement.services.outils import trouver
from relogement.services.sorties import PDF, ecrire_sortie, verifier_sortie
from relogement.stockage.base import Base
from relogement.stockage.faits import faits_menages

_HORS_NOM = re.compile(r"[^\w-]")


def imprimer_dossier(base: Base, menage_id: UUID, sortie: Path, au: date) -> None:
    """Le dossier du ménage au jour `au`, dans le fichier `sortie`.

    ErreurMetier : ménage absent, ou sortie refusée par `verifier_sortie`.
    """
    verifier_sortie(base, sortie, PDF)
    with base.session() as s:
        menage = trouver(s, Menage, menage_id)
        octets = _dossier(s, menage, faits_menages(s, menages=[menage_id])[menage_id], base.agent_nom, au)
    ecrire_sortie(sortie, partial(_remplir, octets))


def imprimer_dossiers(
    base: Base, operation_id: UUID, dossier: Path, au: date, avancer: Callable[[int, int], object] | None = None
) -> list[Path]:
    """Les dossiers de tous les ménages de l'opération, un fichier chacun, nommé de sa seule référence.

    Crée `dossier` au besoin ; rend les fichiers écrits, par référence. ErreurMetier si l'écriture est impossible.
    `avancer(faits, en tout)` est appelé avant chacun ; ce qu'il lève arrête là, les fichiers déjà écrits restent.
    """
    try:
        dossier.mkdir(parents=True, exist_ok=True)
    except OSError as e:
        raise ErreurMetier("Ce dossier ne peut pas être créé : choisissez-en un autre.", "sortie") from e
    ecrits: list[Path] = []
    with base.session() as s:
        trouver(s, Operation, operation_id)
        faits = faits_menages(s, operation_id)
        menages = list(fiches(s, Menage, "operation_id", operation_id, "reference"))
        for rang, menage in enumerate(menages):
            if avancer is not None:
                avancer(rang, len(menages))
            sortie = dossier / f"{_HORS_NOM.sub('_', menage.reference)}.pdf"
            verifier_sortie(base, sortie, PDF)
            octets = _dossier(s, menage, faits[menage.id], base.agent_nom, au)
            ecrire_sortie(sortie, partial(_remplir, octets))
            ecrits.append(sortie)
    return ecrits


def imprimer_fiche_budget(base: Base, proposition_id: UUID, sortie: Path, au: date) -> None:
    """« Ce que ce logement vous coûterait », à remettre à la famille ; mêmes erreurs que `imprimer_dossier`."""
    from relogement.documents.fiche_budget import fiche_budget

    verifier_sortie(base, sortie, PDF)
    with base.session() as s:
        donnees = lire_fiche_budget(s, trouver(s, Proposition, proposition_id), base.agent_nom, au)
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
