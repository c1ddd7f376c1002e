"""Ce que la base sait du parcours des ménages au moment d'y reprendre un suivi, en quelques requêtes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from sqlmodel import Session, col, select

from relogement.commun import sans_accents
from relogement.modeles import (
    Entretien,
    LigneReprise,
    LogementOffert,
    Menage,
    Organisme,
    Proposition,
    Relogement,
    Souhait,
    VisiteSuivi,
)
from relogement.modeles.table import Table
from relogement.services.outils import organisme_nomme

T = TypeVar("T", bound=Table)
_PARCOURS: tuple[type[Any], ...] = (Entretien, Souhait, Proposition, Relogement, VisiteSuivi, LigneReprise)


@dataclass(slots=True)
class Dossiers:
    """Les fiches du parcours, par table et par ménage, corbeille comprise."""

    s: Session
    fiches: dict[tuple[type[Table], UUID], list[Any]] = field(default_factory=lambda: defaultdict(list))
    offerts: dict[UUID, LogementOffert] = field(default_factory=dict)
    organismes: dict[str, Organisme] = field(default_factory=dict)

    @classmethod
    def lire(cls, s: Session, operation_id: UUID) -> Dossiers:
        """Charge tout ce que la reprise peut toucher."""
        d = cls(s)
        siens = select(Menage.id).where(Menage.operation_id == operation_id)
        for table in _PARCOURS:
            for fiche in s.exec(select(table).where(col(table.menage_id).in_(siens)).order_by(col(table.id))):
                d.fiches[table, fiche.menage_id].append(fiche)
        proposes = select(Proposition.logement_id).where(col(Proposition.menage_id).in_(siens))
        d.offerts = {o.id: o for o in s.exec(select(LogementOffert).where(col(LogementOffert.id).in_(proposes)))}
        d.organismes = {sans_accents(o.nom): o for o in s.exec(select(Organisme).order_by(col(Organisme.id)))}
        return d

    def de(self, table: type[T], menage_id: UUID) -> list[T]:
        """Les fiches de ce ménage, hors corbeille, de la plus ancienne saisie à la plus récente."""
        return [f for f in self.fiches[table, menage_id] if f.supprime_le is None]

    def memoire(self, menage_id: UUID) -> LigneReprise | None:
        """Ce que le dernier suivi disait de ce ménage."""
        return next(iter(self.de(LigneReprise, menage_id)), None)

    def ajouter(self, fiche: Any) -> None:
        """Une fiche que cette reprise vient de créer."""
        self.fiches[type(fiche), fiche.menage_id].append(fiche)

    def dernier_rang(self, menage_id: UUID) -> int:
        """Le dernier numéro de proposition donné ; une proposition retirée garde le sien."""
        return max((p.rang for p in self.fiches[Proposition, menage_id]), default=0)

    def organisme(self, nom: str) -> Organisme:
        """L'organisme de ce nom, à la casse et aux accents près ; inscrit à sa première venue."""
        cle = sans_accents(nom)
        if cle not in self.organismes:
            self.organismes[cle] = organisme_nomme(self.s, nom)
        return self.organismes[cle]
