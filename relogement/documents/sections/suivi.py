"""Le suivi après relogement, puis la liste des pièces."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from relogement.documents.donnees_parcours import DifficulteSuivie, PieceJointe, SuiviFait, VisiteFaite
from relogement.documents.formats import jour, taille, texte_ou
from relogement.documents.mise_en_page import Histoire, bloc, fiche, partie, section, tableau, vide

EMPREINTE_MONTREE = 12
"""Ce qu'on montre du SHA-256 : assez pour reconnaître une pièce, assez peu pour se lire."""


def suivi(s: SuiviFait | None) -> Histoire:
    """La proposition de suivi, les visites, les difficultés, la décision et la clôture."""
    histoire = section("Suivi après relogement")
    if s is None:
        return [*histoire, vide("Aucun suivi n'a encore été proposé.")]
    histoire.append(fiche([
        ("Suivi proposé le", jour(s.propose)),
        ("Refusé par le ménage le", jour(s.refuse) if s.refuse else "non refusé"),
        ("Décision à six mois", texte_ou(s.decision)),
        ("Décidé le", jour(s.decision_le)),
        ("Clos le", jour(s.cloture)),
    ]))
    if s.raison:
        histoire += bloc("Raison de la décision", s.raison)
    histoire += [*_visites(s.visites), *_difficultes(s.difficultes)]
    return histoire + (bloc("Bilan", s.bilan) if s.bilan else [])


def _visites(visites: Sequence[VisiteFaite]) -> Histoire:
    titre = partie("Visites")
    if not visites:
        return [*titre, vide("Aucune visite n'est enregistrée.")]
    return [*titre, *tableau(
        (("Échéance", 20), ("Date", 22), ("Visite", 30), ("Constat", 80)),
        [
            (f"{v.mois} mois", jour(v.le), "refusée par le ménage" if v.refusee else "faite", v.constat or "–")
            for v in visites
        ],
    )]


def _difficultes(difficultes: Sequence[DifficulteSuivie]) -> Histoire:
    titre = partie("Difficultés repérées")
    if not difficultes:
        return [*titre, vide("Aucune difficulté n'est signalée.")]
    return [*titre, *tableau(
        (("Difficulté", 46), ("Repérée le", 22), ("Action", 46), ("Issue", 46)),
        [
            (f"{d.genre}\n{d.precision}" if d.precision else d.genre, jour(d.le), _suite(d.action, d.action_le),
             _suite(d.issue, d.issue_le))
            for d in difficultes
        ],
    )]


def _suite(contenu: str | None, le: date | None) -> str:
    quand = f" (le {jour(le)})" if le else ""
    return f"{texte_ou(contenu)}{quand}"


def pieces(jointes: Sequence[PieceJointe]) -> Histoire:
    """La liste des pièces, chacune reconnaissable à son empreinte."""
    histoire = section("Pièces du dossier")
    if not jointes:
        return [*histoire, vide("Aucune pièce n'est jointe au dossier.")]
    return [*histoire, *tableau(
        (("Nature", 36), ("Libellé", 56), ("Date", 22), ("Taille", 20), ("Empreinte", 28)),
        [(p.nature, p.libelle, jour(p.le), taille(p.taille), p.empreinte[:EMPREINTE_MONTREE]) for p in jointes],
        montants=frozenset({3}),
    )]
