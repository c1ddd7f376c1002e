"""Ce qu'une fiche de l'opération doit respecter, qu'on la note ou qu'on la corrige."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from relogement.commun import ErreurMetier
from relogement.modeles import Evaluation, Evenement, InformationPartenaire, Partenaire, PresentationCil, RevueRemise
from relogement.regles.calendrier import Trimestre
from relogement.services.outils import exiger
from relogement.stockage.journal import GesteEnCours
from relogement.vocabulaire import GenrePartenaire

Valeurs = dict[str, Any]
OU_AUCUN = frozenset({GenrePartenaire.SOCIAL, GenrePartenaire.ASSOCIATION})
"""Les genres pour lesquels « aucun » est une réponse (article 11)."""
REPRIS_PAR_UN_PARTENAIRE = ("le", "moyen", "note")
"""Ce que l'information d'un partenaire reprend de l'événement collectif où il était."""
VOLETS = ("quantitative", "qualitative", "integration")


def exiger_nom_ou_aucun(s: Session, fiche: Partenaire) -> None:
    """Un partenaire se nomme ; « aucun » ne se dit que là où c'est une réponse, et quand il n'y en a pas."""
    if not fiche.aucun:
        fiche.nom = exiger(fiche.nom, "Indiquez le nom du partenaire.", "nom")
        return
    if fiche.genre not in OU_AUCUN:
        raise ErreurMetier("« Aucun » ne vaut que pour les acteurs sociaux et les associations (article 11).", "aucun")
    if (fiche.nom or "").strip():
        raise ErreurMetier("Effacez le nom, ou répondez non à « aucun ».", "nom")
    autres = select(Partenaire).where(
        Partenaire.operation_id == fiche.operation_id, Partenaire.genre == fiche.genre, Partenaire.id != fiche.id,
        col(Partenaire.supprime_le).is_(None), col(Partenaire.aucun).is_(False),
    )
    if s.exec(autres).first() is not None:
        raise ErreurMetier("Un partenaire de ce genre est déjà nommé : retirez-le d'abord.", "aucun")


def partenaire(g: GesteEnCours, fiche: Partenaire, _: Valeurs) -> None:
    """Mêmes règles que pour le noter."""
    exiger_nom_ou_aucun(g.s, fiche)


def information_partenaire(g: GesteEnCours, fiche: InformationPartenaire, _: Valeurs) -> None:
    """Celle d'un événement collectif dit ce que dit l'événement."""
    evenement = g.s.get(Evenement, fiche.evenement_id) if fiche.evenement_id is not None else None
    if evenement is not None and any(getattr(fiche, c) != getattr(evenement, c) for c in REPRIS_PAR_UN_PARTENAIRE):
        lieu = "dans l'onglet « Information » de l'opération"
        raise ErreurMetier(f"Cette information vient d'un événement collectif : corrigez-le {lieu}.")


def revue(_: GesteEnCours, fiche: RevueRemise, __: Valeurs) -> None:
    """Une revue se remet une fois son trimestre fini (article 14)."""
    trimestre = Trimestre.lire(fiche.trimestre)
    fiche.trimestre = str(trimestre)
    if fiche.le <= trimestre.fin:
        raise ErreurMetier(
            f"Le trimestre {trimestre} se termine le {trimestre.fin:%d/%m/%Y} : sa revue se remet ensuite.", "le"
        )


def evaluation(_: GesteEnCours, fiche: Evaluation, __: Valeurs) -> None:
    """Une évaluation a un auteur et au moins un volet."""
    fiche.auteur = exiger(fiche.auteur, "Indiquez qui a mené l'évaluation.", "auteur")
    if not any((getattr(fiche, volet) or "").strip() for volet in VOLETS):
        raise ErreurMetier("Écrivez au moins un volet : quantitatif, qualitatif ou intégration.", "quantitative")


def presentation(_: GesteEnCours, fiche: PresentationCil, __: Valeurs) -> None:
    """On ne présente pas une année qui n'a pas commencé."""
    if fiche.le < date(fiche.annee, 1, 1):
        raise ErreurMetier(f"L'évaluation de {fiche.annee} ne peut pas être présentée avant cette année.", "le")
