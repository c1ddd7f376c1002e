"""De la base à l'argent des ménages : une requête par table, quel que soit leur nombre."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from relogement import modeles as m
from relogement.regles.dossier_budget import DossierBudget, LoyerNote
from relogement.regles.faits import FaitsMenage
from relogement.stockage.chartes import chartes_des_operations
from relogement.stockage.faits import faits_menages
from relogement.stockage.faits_plafond import ligne_nature
from relogement.stockage.lectures import sql
from relogement.stockage.lignes import Ligne, lire_lignes


def dossiers_budget(
    s: Session, menages: Iterable[UUID], faits: Mapping[UUID, FaitsMenage] | None = None
) -> dict[UUID, DossierBudget]:
    """L'argent de ces ménages (hors corbeille) ; `faits` : les leurs, s'ils sont déjà lus."""
    cles = list(menages)
    lus = faits_menages(s, menages=cles) if faits is None else faits
    loyers = _ranger(lire_lignes(s, m.Loyer, sql(m.Loyer).c.menage_id.in_(cles)))
    ressources = _ranger(lire_lignes(s, m.Ressource, sql(m.Ressource).c.menage_id.in_(cles)))
    chartes = chartes_des_operations(s)
    return {
        r["id"]: DossierBudget(
            lus[r["id"]], r["communes"], r["genre"], r["zone_apl"], r["commune"], r["forfait_charges"], r["base_apl"],
            r["base_apl_le"], tuple(_loyer(x) for x in sorted(loyers[str(r["id"])], key=lambda x: x["du"])),
            tuple(ligne_nature(x) for x in ressources[str(r["id"])]), chartes[r["operation_id"]],
        )
        for r in s.execute(_menages(cles)).mappings()
    }


def _menages(cles: list[UUID]) -> Any:
    me, op, og, lo = sql(m.Menage), sql(m.Operation), sql(m.Organisme), sql(m.Logement)
    return (
        select(me.c.id, me.c.operation_id, me.c.base_apl, me.c.base_apl_le, op.c.communes, op.c.zone_apl, og.c.genre,
               lo.c.commune, lo.c.forfait_charges)
        .join(op, op.c.id == me.c.operation_id)
        .join(og, og.c.id == op.c.bailleur_id)
        .outerjoin(lo, lo.c.id == me.c.logement_id)
        .where(me.c.id.in_(cles), me.c.supprime_le.is_(None))
    )


def _ranger(lignes: Iterable[Ligne]) -> defaultdict[str, list[Ligne]]:
    rangees: defaultdict[str, list[Ligne]] = defaultdict(list)
    for ligne in lignes:
        rangees[ligne["menage_id"]].append(ligne)
    return rangees


def _loyer(r: Ligne) -> LoyerNote:
    return LoyerNote(r["du"], r["au"], r["loyer"], r["charges"], r["rls"], r["apl"], r["avis_le"])
