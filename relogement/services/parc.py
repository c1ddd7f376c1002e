"""Le parc accessible : ce qu'est le loyer de chaque logement du vivier pour son ménage type (convention, annexe 1)."""

from __future__ import annotations

from datetime import date
from functools import partial
from uuid import UUID

from sqlalchemy import select

from relogement import modeles as m
from relogement.commun import ErreurMetier
from relogement.regles.apl.bareme import charger_bareme
from relogement.regles.apl.plafond import plafond_loyer
from relogement.regles.apl.zones import Zone, charger_zones, zone_apl
from relogement.regles.charte import cles
from relogement.regles.charte.parametres import Charte, charger_charte
from relogement.regles.convention.acces import Acces, acces_type
from relogement.regles.convention.accessibilite import LogementProposable
from relogement.regles.convention.menages_types import menage_type
from relogement.stockage.base import Base
from relogement.stockage.lectures import Ligne, sql
from relogement.stockage.lectures_vivier import LigneVivier


def acces_du_vivier(base: Base, lignes: list[LigneVivier], au: date) -> dict[UUID, Acces]:
    """L'accessibilité de chaque logement pour son ménage type, à ce jour, avec sa phrase."""
    communes, marge, bareme = communes_connues(base), _marge(charger_charte(), au), charger_bareme()
    return {
        v.id: acces_type(
            v.valeurs["type"], v.valeurs["loyer"], v.valeurs["plafond_apl"], partial(_zone, v.valeurs, communes), au,
            bareme, marge,
        )
        for v in lignes
    }


def proposable(o: Ligne, communes: str, au: date) -> LogementProposable:
    """Ce que la convention regarde d'un logement (C3) : le plafond tapé, sinon celui de son ménage type ce jour-là."""
    return LogementProposable(str(o["id"]), o["qpv"], o["loyer"], _plafond(o, communes, au))


def communes_connues(base: Base) -> str:
    """Les communes des opérations, séparées par des virgules : elles disent de quel département est un nom."""
    op = sql(m.Operation)
    with base.session() as s:
        return ",".join(s.scalars(select(op.c.communes).where(op.c.supprime_le.is_(None))))


def _plafond(o: Ligne, communes: str, au: date) -> int | None:
    if o["plafond_apl"] is not None:
        return int(o["plafond_apl"])
    try:
        return plafond_loyer(menage_type(o["type"], au), _zone(o, communes), au, charger_bareme()).montant
    except ErreurMetier:
        return None


def _zone(o: Ligne, communes: str) -> Zone:
    return zone_apl(o["commune"], communes, o["zone_apl"], charger_zones())


def _marge(charte: Charte, au: date) -> int:
    return charte.entier(cles.ACCESSIBLE_MARGE, au)
