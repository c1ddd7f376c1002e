"""Le budget d'un ménage un jour donné, lu de ses périodes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, select

from relogement.modeles import Logement, Loyer, Menage, Ressource
from relogement.modeles.table import Periode
from relogement.regles.budget import Budget
from relogement.regles.foyer import foyer_le
from relogement.regles.ressources import LigneRessource, oublies, ressources_du_foyer
from relogement.stockage.faits import faits_menages


@dataclass(frozen=True, slots=True)
class Foyer:
    """Ce qui ne dépend pas du logement : ressources (centimes par mois), unités de consommation × 10, personnes."""

    ressources: int | None
    uc_dixiemes: int | None
    personnes: int | None
    oublies: tuple[str | None, ...] = ()
    """Qui manque aux ressources : des personnes, ou None pour la ligne du foyer."""


def budget_au(s: Session, menage_id: UUID, au: date) -> Budget:
    """Le budget du logement d'origine ce jour-là ; ce qui n'est pas noté reste inconnu."""
    foyer = foyer_au(s, menage_id, au)
    loyer = s.exec(select(Loyer).where(Loyer.menage_id == menage_id, *en_cours(Loyer, au))).first()
    forfait = s.exec(
        select(Logement.forfait_charges).join(Menage, col(Menage.logement_id) == col(Logement.id))
        .where(Menage.id == menage_id)
    ).first()
    if loyer is None:
        return Budget(
            ressources=foyer.ressources, uc_dixiemes=foyer.uc_dixiemes, personnes=foyer.personnes, forfait=forfait
        )
    return Budget(
        loyer.loyer, loyer.charges, loyer.rls, loyer.apl, foyer.ressources, foyer.uc_dixiemes, foyer.personnes, forfait
    )


def foyer_au(s: Session, menage_id: UUID, au: date) -> Foyer:
    """Les ressources et les personnes ce jour-là, par les mêmes règles que la charte et la revue.

    Ressources inconnues dès qu'un montant, la ligne d'un adulte présent ou le nom d'un occupant déclaré manque.
    """
    faits = faits_menages(s, menages=[menage_id])[menage_id]
    nombre, uc = foyer_le(faits, au)
    lignes = _ressources(s, menage_id, au)
    return Foyer(ressources_du_foyer(lignes, faits, au), uc, nombre, oublies(lignes, faits.personnes, au))


def en_cours(table: type[Periode], au: date) -> tuple[ColumnElement[bool], ...]:
    """Les conditions d'une période qui contient ce jour, hors corbeille."""
    fin = col(table.au)
    return col(table.du) <= au, or_(fin.is_(None), fin >= au), col(table.supprime_le).is_(None)


def _ressources(s: Session, menage_id: UUID, au: date) -> list[LigneRessource]:
    requete = select(Ressource).where(Ressource.menage_id == menage_id, *en_cours(Ressource, au))
    return [
        LigneRessource(r.du, r.au, r.montant, str(r.personne_id) if r.personne_id else None) for r in s.exec(requete)
    ]
