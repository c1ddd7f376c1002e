"""Le dossier d'un ménage pendant la construction : ses clés, retrouvées ou créées, et ses gestes notés à l'agenda."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from relogement.commun import Changements
from relogement.modeles import Logement, Menage, Personne
from relogement.stockage.base import Base
from sample_data.agenda import Agenda

Recit = dict[str, Any]
"""Ce qu'un fichier TOML dit d'un ménage : les noms et les unités sont ceux des gestes."""


@dataclass
class Dossier:
    """Un ménage, désigné par sa place (« B302 ») ou, décohabitant, créé par un geste."""

    agenda: Agenda
    recit: Recit
    agent: str
    cles: dict[str, UUID] = field(default_factory=dict)

    def noter(
        self, le: date, faire: Callable[[Base], Changements], garder: str | None = None, agent: str | None = None
    ) -> None:
        """Un geste de ce dossier ; `garder` : le nom sous lequel retrouver la fiche qu'il crée."""

        def geste(base: Base) -> Changements:
            fait = faire(base)
            if garder is not None and fait.id is not None:
                self.cles[garder] = fait.id
            return fait

        self.agenda.noter(le, agent or self.agent, geste)

    def menage(self, base: Base) -> UUID:
        """La clé du ménage : celui que la liste du bailleur a mis à cette place, ou le décohabitant créé."""
        if "menage" not in self.cles:
            self.cles["menage"] = menage_a(base, self.recit["place"])
        return self.cles["menage"]

    def personne(self, base: Base, prenom: str) -> UUID:
        """La clé de la personne de ce prénom."""
        requete = select(Personne.id).where(Personne.menage_id == self.menage(base), Personne.prenom == prenom)
        with base.session() as s:
            return s.exec(requete).one()


def menage_a(base: Base, place: str) -> UUID:
    """Le ménage que la liste du bailleur connaît à cette place : « B302 », bâtiment B, porte 302."""
    requete = (
        select(Menage.id)
        .join(Logement, col(Logement.id) == col(Menage.logement_id))
        .where(Logement.batiment == f"Bât. {place[0]}", Logement.porte == place[1:], col(Menage.parent_id).is_(None))
    )
    with base.session() as s:
        return s.exec(requete).one()


def sauf(fiche: Recit, *champs: str) -> Recit:
    """La fiche sans ces champs."""
    return {c: v for c, v in fiche.items() if c not in champs}
