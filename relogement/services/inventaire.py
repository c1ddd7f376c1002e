"""Ce que la base sait d'une opération au moment d'un import, chargé en quelques requêtes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeVar
from uuid import UUID

from sqlmodel import Session, col, select

from relogement.modeles import (
    ACompleter,
    Bail,
    Composition,
    LigneImportee,
    Logement,
    Loyer,
    Menage,
    Operation,
    Personne,
    Relogement,
    Ressource,
)
from relogement.modeles.table import Periode, Table
from relogement.services.outils import creer
from relogement.services.references import prochaines_references
from relogement.services.ressources import de_la_liste
from relogement.stockage.base import Base
from relogement.vocabulaire import Lien

T = TypeVar("T", bound=Table)
P = TypeVar("P", bound=Periode)
PARTI = "parti"
"""Dans une ligne importée : [ménage, jour de la liste qui a montré son départ]."""


@dataclass(slots=True)
class Inventaire:
    """Les fiches d'une opération par clé, et de quoi en créer d'autres."""

    s: Session
    operation: Operation
    arretee: date
    """Le jour auquel la liste est arrêtée : le début des périodes qu'elle ouvre."""
    references: list[str]
    importees: dict[str, LigneImportee] = field(default_factory=dict)
    logements: dict[UUID, Logement] = field(default_factory=dict)
    menages: dict[UUID, Menage] = field(default_factory=dict)
    baux: dict[UUID, Bail] = field(default_factory=dict)
    titulaires: dict[UUID, Personne] = field(default_factory=dict)
    periodes: dict[tuple[type[Periode], UUID], list[Any]] = field(default_factory=dict)
    notees: dict[UUID, list[Ressource]] = field(default_factory=dict)
    """Les ressources que la liste n'a pas données : une personne, ou le foyer d'après l'agent."""
    reloges: set[UUID] = field(default_factory=set)
    deja: set[tuple[UUID | None, str, str]] = field(default_factory=set)
    """Lignes « à compléter » déjà connues : (ménage, champ, texte)."""

    @classmethod
    def lire(cls, base: Base, s: Session, operation: Operation, arretee: date, combien: int) -> Inventaire:
        """Charge tout ce que l'import peut toucher."""
        de_l_operation = col(Menage.operation_id) == operation.id
        siens = select(Menage.id).where(de_l_operation)
        inv = cls(s, operation, arretee, prochaines_references(base, s, operation, combien)[::-1])
        lignes = s.exec(select(LigneImportee).where(LigneImportee.operation_id == operation.id))
        inv.importees = {i.cle: i for i in lignes}
        inv.logements = _par_id(s.exec(select(Logement).where(Logement.operation_id == operation.id)))
        inv.menages = _par_id(s.exec(select(Menage).where(de_l_operation)))
        inv.baux = {b.menage_id: b for b in _vivantes(s.exec(select(Bail).where(col(Bail.menage_id).in_(siens))))}
        personnes = _vivantes(s.exec(select(Personne).where(col(Personne.menage_id).in_(siens))))
        inv.titulaires = {p.menage_id: p for p in personnes if p.lien is Lien.TITULAIRE}
        for table in (Loyer, Composition, Ressource):
            requete = select(table).where(col(table.menage_id).in_(siens)).order_by(col(table.du))
            trouvees: Iterable[Any] = s.exec(requete)
            for p in _vivantes(trouvees):
                if isinstance(p, Ressource) and not de_la_liste(p):
                    inv.notees.setdefault(p.menage_id, []).append(p)
                    continue
                inv.periodes.setdefault((table, p.menage_id), []).append(p)
        partis = select(Relogement.menage_id).where(
            col(Relogement.menage_id).in_(siens), col(Relogement.demenage_le).isnot(None),
            col(Relogement.temporaire).is_(False), col(Relogement.supprime_le).is_(None),
        )
        inv.reloges = set(s.exec(partis))
        for ligne in s.exec(select(ACompleter).where(col(ACompleter.menage_id).in_(siens))):
            inv.deja.add((ligne.menage_id, ligne.champ, ligne.texte))
        return inv

    def en_cours(self, table: type[P], menage_id: UUID) -> P | None:
        """La période qui contient le jour de la liste, sinon la dernière commencée avant lui."""
        avant = [p for p in self.periodes.get((table, menage_id), []) if p.du <= self.arretee]
        return avant[-1] if avant else None

    def ressources_notees(self, menage_id: UUID) -> list[Ressource]:
        """Les ressources notées par l'agent qui courent le jour de la liste ou commencent depuis."""
        return [r for r in self.notees.get(menage_id, []) if r.au is None or r.au >= self.arretee]

    def ouvrir(self, table: type[P], menage_id: UUID, valeurs: dict[str, Any]) -> None:
        """Ouvre une période au jour de la liste ; la précédente s'arrête la veille et prête ses autres colonnes."""
        anciennes = self.periodes.setdefault((table, menage_id), [])
        actuelle = self.en_cours(table, menage_id)
        if actuelle is not None and actuelle.du == self.arretee:
            for c, v in valeurs.items():
                setattr(actuelle, c, v)
            return
        reprises = {} if actuelle is None else _prolongees(actuelle)
        suivante = next((p for p in anciennes if p.du > self.arretee), None)
        if actuelle is not None and (actuelle.au is None or actuelle.au >= self.arretee):
            actuelle.au = self.arretee - timedelta(days=1)
        fin = suivante.du - timedelta(days=1) if suivante else None
        cles = {"menage_id": menage_id, "du": self.arretee, "au": fin}
        nouvelle = creer(self.s, table, **(reprises | cles | valeurs))
        anciennes.append(nouvelle)
        anciennes.sort(key=lambda p: p.du)

    def partir(self, importee: LigneImportee) -> bool:
        """Le ménage n'est plus dans la liste : bail et périodes finissent ce jour ; faux s'il était déjà parti."""
        assert importee.menage_id is not None
        menage, bail = self.menages[importee.menage_id], self.baux.get(importee.menage_id)
        if self._parti(importee, menage.id) or menage.sortie_le is not None or (bail is not None and bail.fin):
            return False
        if bail is not None and (bail.debut is None or bail.debut <= self.arretee):
            bail.fin = self.arretee
        for table in (Loyer, Composition):
            actuelle = self.en_cours(table, menage.id)
            if actuelle is not None and actuelle.au is None:
                actuelle.au = self.arretee
        importee.valeurs = importee.valeurs | {PARTI: [str(menage.id), self.arretee.isoformat()]}
        if menage.id not in self.reloges:
            raison = "Ce ménage n'est plus dans la liste du bailleur : notez son relogement ou sa sortie."
            self.signaler("absence", "bail", f"liste du {self.arretee:%d/%m/%Y}", raison, menage_id=menage.id)
        return True

    def revenir(self, importee: LigneImportee, menage_id: UUID) -> bool:
        """Un ménage que la liste croyait parti y est de nouveau : son bail reprend, si c'est l'import qui l'a fini."""
        if not self._parti(importee, menage_id):
            return False
        bail = self.baux.get(menage_id)
        if bail is not None and bail.fin is not None and bail.fin.isoformat() == importee.valeurs[PARTI][1]:
            bail.fin = None
        importee.valeurs = {c: v for c, v in importee.valeurs.items() if c != PARTI}
        return True

    @staticmethod
    def _parti(importee: LigneImportee, menage_id: UUID) -> bool:
        return bool(importee.valeurs.get(PARTI, [None])[0] == str(menage_id))

    def signaler(self, nature: str, champ: str, texte: str, raison: str, **autres: Any) -> None:
        """Ajoute une ligne « à compléter », sauf si la même y est déjà, réglée ou non."""
        cle = (autres.get("menage_id"), champ, texte)
        if cle not in self.deja:
            self.deja.add(cle)
            creer(self.s, ACompleter, nature=nature, champ=champ, texte=texte, raison=raison, **autres)


def _prolongees(p: Periode) -> dict[str, Any]:
    propres = {"id", "cree_le", "modifie_le", "supprime_le", "du", "au", "menage_id"}
    return {c: getattr(p, c) for c in type(p).model_fields if c not in propres}


def _par_id(fiches: Iterable[T]) -> dict[UUID, T]:
    return {f.id: f for f in _vivantes(fiches)}


def _vivantes(fiches: Iterable[T]) -> list[T]:
    return [f for f in fiches if f.supprime_le is None]
