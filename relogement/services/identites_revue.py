"""Qui est derrière chaque code d'une revue : lu pour la seule variante nominative."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from relogement.formats import telephone
from relogement.modeles import Logement, Menage
from relogement.regles.revue.revue import Revue
from relogement.stockage.base import Base
from relogement.stockage.lectures import sql
from relogement.tableur.revue.identite import Identite


def identites_menages(base: Base, revue: Revue) -> dict[str, Identite]:
    """L'identité de chaque ménage de la revue, par son code."""
    me, lo = sql(Menage), sql(Logement)
    requete = select(
        me.c.id, me.c.reference, me.c.nom, me.c.telephone, lo.c.adresse, lo.c.code_postal, lo.c.commune, lo.c.porte
    ).outerjoin(lo, lo.c.id == me.c.logement_id)
    with base.session() as s:
        lues = {r["id"]: r for r in s.execute(requete).mappings()}
    identites = {}
    for d in revue.dossiers:
        r = lues[UUID(d.faits.id)]
        lieu = " ".join(filter(None, (r["code_postal"], r["commune"])))
        adresse = ", ".join(filter(None, (r["adresse"], lieu)))
        identites[d.code] = Identite(r["reference"], r["nom"], adresse, r["porte"] or "", telephone(r["telephone"]))
    return identites
