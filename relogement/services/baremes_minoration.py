"""Les lignes du barème de minoration que l'application ne livre pas, tapées une fois pour toutes les opérations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from relogement.commun import Changements, ErreurMetier
from relogement.modeles import LigneMinoration
from relogement.regles.calendrier import jour_fr
from relogement.regles.minoration.bareme import LigneForfait, premier_a_taper
from relogement.services.outils import creer, exiger, pas_avant
from relogement.stockage.base import Base
from relogement.stockage.journal import GesteEnCours
from relogement.vocabulaire import ZoneMinoration

SANS_REFERENCE = "Indiquez le texte qui donne ce montant : note d'instruction, convention."
SANS_MONTANT = "Indiquez le montant du forfait, supérieur à zéro."


@dataclass(frozen=True, slots=True)
class LigneTapee:
    """Une ligne du barème et sa clé."""

    id: UUID
    ligne: LigneForfait


def ajouter_ligne_minoration(
    base: Base, *, du: date, montant: int | None, reference: str, pieces_min: int, pieces_max: int | None = None,
    zone: ZoneMinoration | None = None, au: date | None = None,
) -> Changements:
    """Un forfait (centimes, au total) de la référence tapée, pour les baux signés du `du` au `au` compris.

    ErreurMetier : montant nul, référence vide, bornes renversées, jour d'un barème livré, croisement d'une autre ligne.
    """
    if not montant:
        raise ErreurMetier(SANS_MONTANT, "montant")
    with base.geste("ajouter_ligne_minoration", "Barème de minoration") as g:
        fiche = creer(
            g.s, LigneMinoration, du=du, au=au, zone=zone, pieces_min=pieces_min, pieces_max=pieces_max,
            montant=montant, reference=exiger(reference, SANS_REFERENCE, "reference"),
        )
        verifier_ligne(g, fiche, {})
        return g.changements(f"Barème : {_forfait(fiche).texte}.", fiche.id)


def verifier_ligne(g: GesteEnCours, fiche: LigneMinoration, _: dict[str, Any]) -> None:
    """Une ligne a sa référence, des bornes en ordre, et ne répond à aucun bail auquel une autre répond déjà."""
    fiche.reference = exiger(fiche.reference, SANS_REFERENCE, "reference")
    depuis = premier_a_taper().du
    if fiche.du < depuis:
        raise ErreurMetier(
            f"Avant le {jour_fr(depuis)}, les montants sont livrés avec l'application : une ligne commence ce jour-là "
            "ou après.", "du",
        )
    pas_avant(fiche.au, fiche.du, "La fin ne peut pas précéder le début.", "au")
    if fiche.pieces_max is not None and fiche.pieces_max < fiche.pieces_min:
        raise ErreurMetier("Le plus grand type ne peut pas être plus petit que le premier.", "pieces_max")
    celle_ci = _forfait(fiche)
    for autre in lire_lignes_minoration(g.s):
        if autre.id != fiche.id and autre.ligne.croise(celle_ci):
            raise ErreurMetier(
                f"Une ligne répond déjà aux mêmes baux ({autre.ligne.texte}) : modifiez-la, ou donnez-lui une fin.",
                "du",
            )


def lignes_minoration(base: Base) -> tuple[LigneTapee, ...]:
    """Les lignes tapées, par date d'effet, zone et type."""
    with base.session() as s:
        return lire_lignes_minoration(s)


def lire_lignes_minoration(s: Session) -> tuple[LigneTapee, ...]:
    """Voir `lignes_minoration`."""
    lues = s.scalars(select(LigneMinoration).where(col(LigneMinoration.supprime_le).is_(None)))
    tapees = [LigneTapee(x.id, _forfait(x)) for x in lues]
    zones = (None, *ZoneMinoration)
    return tuple(sorted(tapees, key=lambda t: (t.ligne.du, zones.index(t.ligne.zone), t.ligne.pieces_min, str(t.id))))


def _forfait(x: LigneMinoration) -> LigneForfait:
    return LigneForfait(x.du, x.au, x.zone, x.pieces_min, x.pieces_max, x.montant, x.reference)
