"""Le plafond de loyer APL des ménages relogés, calculé au jour du bail quand aucun agent ne l'a tapé (A04.4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Select, select
from sqlmodel import Session, col

from relogement import modeles as m
from relogement.commun import ErreurMetier
from relogement.regles.apl.plusieurs import plafond_du_menage
from relogement.regles.apl.releve import LigneNature
from relogement.regles.dossier_budget import DossierBudget
from relogement.regles.faits import FaitsMenage, Proposition, Relogement
from relogement.stockage.lignes import Ligne, lire_lignes


class Plafonds:
    """Ce qu'il faut pour les calculer ; `communes` : celles de chaque opération de démolition de l'ANRU, par sa clé.

    Sans aucune de ces opérations, rien n'est lu.
    """

    def __init__(self, s: Session, cibles: Select[Any], communes: Mapping[str, str]) -> None:
        self._communes = communes
        self._ressources: defaultdict[str, list[LigneNature]] = defaultdict(list)
        self._offerts: dict[str, Ligne] = {}
        bail = m.Relogement.__table__  # type: ignore[attr-defined]  # posé par SQLModel
        sans = select(bail.c.menage_id).where(
            bail.c.menage_id.in_(cibles), bail.c.temporaire.is_(False), bail.c.plafond_apl.is_(None),
            bail.c.supprime_le.is_(None),
        )
        for r in lire_lignes(s, m.Ressource, col(m.Ressource.menage_id).in_(sans)) if communes else ():
            self._ressources[r["menage_id"]].append(ligne_nature(r))
        p, o = m.Proposition.__table__, m.LogementOffert.__table__  # type: ignore[attr-defined]  # posés par SQLModel
        lieux = select(p.c.id, o.c.commune, o.c.zone_apl).join(o, o.c.id == p.c.logement_id)
        for lu in s.execute(lieux.where(p.c.menage_id.in_(sans))).mappings() if communes else ():
            self._offerts[str(lu["id"])] = dict(lu)

    def poser(self, faits: FaitsMenage) -> FaitsMenage:
        """Les mêmes faits, le plafond de chaque bail définitif calculé, ou la phrase qui dit ce qui manque."""
        if faits.operation.id not in self._communes:
            return faits
        propositions = {p.id: p for p in faits.propositions}
        baux = tuple(
            self._calculer(faits, r) if _a_calculer(r, propositions) else r for r in faits.relogements
        )
        return faits if baux == faits.relogements else replace(faits, relogements=baux)

    def _calculer(self, faits: FaitsMenage, r: Relogement) -> Relogement:
        operation = faits.operation
        dossier = DossierBudget(
            faits, self._communes[operation.id], operation.bailleur, ressources=tuple(self._ressources[faits.id])
        )
        offert = self._offerts.get(r.proposition or "", {"commune": None, "zone_apl": None})
        try:
            plafond = plafond_du_menage(dossier, offert["commune"], offert["zone_apl"], r.bail_signe)
        except ErreurMetier as e:
            return replace(r, plafond_manque=f"{e.phrase[:1].lower()}{e.phrase[1:]}".rstrip("."))
        return replace(r, plafond_apl=plafond.montant)


def ligne_nature(r: Ligne) -> LigneNature:
    """Une ressource lue de la base."""
    return LigneNature(r["du"], r["au"], r["montant"], r["personne_id"], r["nature"])


def _a_calculer(r: Relogement, propositions: Mapping[str, Proposition]) -> bool:
    """Un bail définitif sans plafond tapé, sauf dans un logement que l'on sait ancien."""
    p = propositions.get(r.proposition or "")
    return not r.temporaire and r.plafond_apl is None and (p is None or p.neuf is not False)
