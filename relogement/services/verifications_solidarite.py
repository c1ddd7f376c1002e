"""Ce qu'un accord local et un total annuel doivent respecter, qu'on les note ou qu'on les corrige."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, col, select

from relogement.commun import ErreurMetier, sans_accents
from relogement.modeles import AccordLocal, TotalAnnuel
from relogement.services.outils import exiger, pas_avant
from relogement.stockage.journal import GesteEnCours
from relogement.vocabulaire import GenreActeur, Reservataire

Valeurs = dict[str, Any]
SANS_TEXTE = "Indiquez le texte qui le promet : convention, protocole."
SANS_SOURCE = "Indiquez d'où viennent ces nombres."
DANS = (
    ("prioritaires", "attributions"), ("hors_qpv", "attributions"), ("en_qpv", "attributions"),
    ("prioritaires_hors_qpv", "prioritaires"), ("prioritaires_hors_qpv", "hors_qpv"), ("cibles_en_qpv", "en_qpv"),
)
"""Le premier nombre est compris dans le second."""
MOTS = {
    "attributions": "les attributions", "prioritaires": "les ménages prioritaires", "hors_qpv": "celles hors QPV",
    "en_qpv": "celles en QPV", "prioritaires_hors_qpv": "les prioritaires hors QPV",
    "cibles_en_qpv": "les ménages cibles en QPV",
}


def verifier_accord(fiche: AccordLocal) -> None:
    """Un accord dit qui promet et quel texte le dit ; il ne finit pas avant de commencer."""
    fiche.acteur = acteur_connu(fiche.genre, fiche.acteur)
    fiche.source = exiger(fiche.source, SANS_TEXTE, "source")
    pas_avant(fiche.au, fiche.du, "La fin ne peut pas précéder le début.", "au")


def verifier_total(s: Session, fiche: TotalAnnuel, annee: int) -> None:
    """Un total a sa source et des nombres qui tiennent les uns dans les autres ; un seul par acteur et par année.

    `annee` : l'année en cours, au-delà de laquelle rien n'est encore attribué.
    """
    fiche.acteur = acteur_connu(fiche.genre, fiche.acteur)
    fiche.source = exiger(fiche.source, SANS_SOURCE, "source")
    if fiche.annee > annee:
        raise ErreurMetier("Cette année n'a pas commencé : un total se note une fois connu.", "annee")
    _verifier_nombres(fiche)
    autres = select(TotalAnnuel).where(
        TotalAnnuel.annee == fiche.annee, TotalAnnuel.genre == fiche.genre, TotalAnnuel.id != fiche.id,
        col(TotalAnnuel.supprime_le).is_(None),
    )
    if any(sans_accents(t.acteur) == sans_accents(fiche.acteur) for t in s.exec(autres)):
        raise ErreurMetier("Cet acteur a déjà un total pour cette année : corrigez-le.", "acteur")


def _verifier_nombres(fiche: TotalAnnuel) -> None:
    for petit, grand in DANS:
        dedans, dehors = getattr(fiche, petit), getattr(fiche, grand)
        if dedans is not None and dehors is not None and dedans > dehors:
            raise ErreurMetier(f"Ce nombre dépasse {MOTS[grand]} : corrigez l'un des deux.", petit)
    if (fiche.hors_qpv or 0) + (fiche.en_qpv or 0) > fiche.attributions:
        raise ErreurMetier("Hors QPV et en QPV dépassent ensemble les attributions : corrigez-les.", "en_qpv")


def acteur_connu(genre: GenreActeur, nom: str) -> str:
    """Le nom de l'acteur sans blancs autour ; un réservataire est l'un de la liste, écrit comme elle."""
    propre = exiger(nom, "Indiquez qui : le bailleur, le réservataire ou la commune.", "acteur")
    if genre is not GenreActeur.RESERVATAIRE:
        return propre
    trouve = next((r.libelle for r in Reservataire if sans_accents(r.libelle) == sans_accents(propre)), None)
    if trouve is None:
        raise ErreurMetier(f"Choisissez le réservataire : {', '.join(r.libelle for r in Reservataire)}.", "acteur")
    return trouve


def accord(_: GesteEnCours, fiche: AccordLocal, __: Valeurs) -> None:
    """Mêmes règles que pour le noter."""
    verifier_accord(fiche)


def total(g: GesteEnCours, fiche: TotalAnnuel, _: Valeurs) -> None:
    """Mêmes règles que pour le noter."""
    verifier_total(g.s, fiche, g.instant.year)
