"""Ce que la base sait d'une opération au moment d'un import, chargé en quelques requêtes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
from relogement.modeles.table import TEXTE_COURT, Periode, Table
from relogement.services.identites import Identite, de_la_personne
from relogement.services.outils import creer
from relogement.services.references import prochaines_references
from relogement.services.reports import prendre_en_main, reporter
from relogement.services.ressources import LISTE_DU_BAILLEUR, de_la_liste
from relogement.stockage.base import Base
from relogement.vocabulaire import Lien, StatutBail

T = TypeVar("T", bound=Table)
P = TypeVar("P", bound=Periode)
PARTIS = "partis"
"""Dans une ligne importée : {ménage : {« le » : jour de la liste qui a montré son départ, « valeurs » : sa ligne}}."""


@dataclass(slots=True)
class Inventaire:
    """Les fiches d'une opération par clé, et de quoi en créer d'autres."""

    s: Session
    operation: Operation
    arretee: date
    """Le jour auquel la liste est arrêtée : le début des périodes qu'elle ouvre."""
    aujourd_hui: date
    references: list[str]
    cles: set[str] = field(default_factory=set)
    """Les clés de lignes prises, celles que cet import libère comprises."""
    rangees: dict[UUID, LigneImportee] = field(default_factory=dict)
    """Logement → la dernière ligne que le bailleur en a donnée."""
    rangee_du_menage: dict[UUID, LigneImportee] = field(default_factory=dict)
    """Ménage → la ligne où la dernière liste l'a vu, même s'il en est parti depuis."""
    avant: dict[UUID, Mapping[str, Any]] = field(default_factory=dict)
    """Ménage → les valeurs de sa ligne avant cet import."""
    partis: dict[UUID, tuple[LigneImportee, date]] = field(default_factory=dict)
    """Ménage → la ligne qu'il occupait et le jour de la liste qui l'a montré parti."""
    logements: dict[UUID, Logement] = field(default_factory=dict)
    menages: dict[UUID, Menage] = field(default_factory=dict)
    baux: dict[UUID, Bail] = field(default_factory=dict)
    personnes: dict[UUID, list[Personne]] = field(default_factory=dict)
    titulaires: dict[UUID, Personne] = field(default_factory=dict)
    periodes: dict[tuple[type[Periode], UUID], list[Any]] = field(default_factory=dict)
    notees: dict[UUID, list[Ressource]] = field(default_factory=dict)
    """Les ressources que la liste n'a pas données : une personne, ou le foyer d'après l'agent."""
    reloges: set[UUID] = field(default_factory=set)
    """Ménages relogés pour de bon : leur départ n'a rien à dire à personne."""
    deplaces: set[UUID] = field(default_factory=set)
    """Ménages relogés, même pour un temps : leur logement d'origine ne suit plus la liste."""
    occupants: dict[UUID, list[Menage]] = field(default_factory=dict)
    """Logement → les ménages présents au dossier que la liste ne montre nulle part."""
    justificatif: str = LISTE_DU_BAILLEUR
    """D'où vient le revenu du foyer que cet import note."""
    deja: dict[tuple[UUID | None, str, str], ACompleter] = field(default_factory=dict)
    """Lignes « à compléter » connues : (ménage, ou logement sans ménage, champ, texte)."""

    @classmethod
    def lire(cls, base: Base, s: Session, operation: Operation, arretee: date, combien: int) -> Inventaire:
        """Charge tout ce que l'import peut toucher."""
        libres = prochaines_references(base, s, operation, combien)[::-1]
        inv = cls(s, operation, arretee, base.aujourd_hui(), libres)
        inv.logements = _par_id(s.exec(select(Logement).where(Logement.operation_id == operation.id)))
        inv.menages = _par_id(s.exec(select(Menage).where(Menage.operation_id == operation.id)))
        inv._lire_rangees()
        inv._lire_foyers()
        inv._lire_periodes()
        inv._lire_relogements()
        for ligne in s.exec(select(ACompleter).where(
            col(ACompleter.menage_id).in_(inv._siens()) | col(ACompleter.logement_id).in_(inv._ses_logements())
        )):
            inv.deja[ligne.menage_id or ligne.logement_id, ligne.champ, ligne.texte] = ligne
        return inv

    def _siens(self) -> Any:
        return select(Menage.id).where(Menage.operation_id == self.operation.id)

    def _ses_logements(self) -> Any:
        return select(Logement.id).where(Logement.operation_id == self.operation.id)

    def _lire_rangees(self) -> None:
        lignes = self.s.exec(select(LigneImportee).where(LigneImportee.operation_id == self.operation.id))
        for rangee in lignes:
            self.cles.add(rangee.cle)
            self.rangees[rangee.logement_id] = rangee
            if rangee.menage_id is not None:
                self.rangee_du_menage[rangee.menage_id] = rangee
                self.avant[rangee.menage_id] = rangee.valeurs
            for menage, depart in rangee.valeurs.get(PARTIS, {}).items():
                self.partis[UUID(menage)] = rangee, date.fromisoformat(depart["le"])
                self.avant.setdefault(UUID(menage), depart["valeurs"])
                self.rangee_du_menage.setdefault(UUID(menage), rangee)

    def _lire_foyers(self) -> None:
        self.baux = {b.menage_id: b for b in _vivantes(self.s.exec(
            select(Bail).where(col(Bail.menage_id).in_(self._siens()))
        ))}
        for p in _vivantes(self.s.exec(
            select(Personne).where(col(Personne.menage_id).in_(self._siens())).order_by(col(Personne.id))
        )):
            self.inscrire(p)

    def _lire_periodes(self) -> None:
        for table in (Loyer, Composition, Ressource):
            trouvees: Iterable[Any] = self.s.exec(
                select(table).where(col(table.menage_id).in_(self._siens())).order_by(col(table.du))
            )
            for p in _vivantes(trouvees):
                if isinstance(p, Ressource) and not de_la_liste(p):
                    self.notees.setdefault(p.menage_id, []).append(p)
                else:
                    self.periodes.setdefault((table, p.menage_id), []).append(p)

    def _lire_relogements(self) -> None:
        faits = self.s.exec(select(Relogement).where(
            col(Relogement.menage_id).in_(self._siens()), col(Relogement.demenage_le).isnot(None)
        ))
        for r in _vivantes(faits):
            self.deplaces.add(r.menage_id)
            if not r.temporaire:
                self.reloges.add(r.menage_id)

    def inscrire(self, personne: Personne) -> None:
        """Range une personne ; le titulaire est celle que son lien, sinon son bail, désigne."""
        self.personnes.setdefault(personne.menage_id, []).append(personne)
        actuel = self.titulaires.get(personne.menage_id)
        par_lien = personne.lien is Lien.TITULAIRE
        if par_lien or (actuel is None and personne.statut_bail is StatutBail.TITULAIRE):
            self.titulaires[personne.menage_id] = personne

    def identite(self, menage: Menage) -> Identite:
        """Qui tient le bail : le titulaire, sinon le nom d'usage du ménage."""
        titulaire = self.titulaires.get(menage.id)
        return de_la_personne(titulaire) if titulaire else Identite(menage.nom)

    def cotitulaires(self, menage_id: UUID) -> list[Personne]:
        """Les autres personnes du bail, celles qui sont parties exceptées."""
        titulaire = self.titulaires.get(menage_id)
        return [
            p for p in self.personnes.get(menage_id, [])
            if p.statut_bail is StatutBail.COTITULAIRE and p.depart_le is None and p is not titulaire
        ]

    def foyer(self, menage: Menage) -> UUID | None:
        """Le logement où la dernière liste a vu le ménage, sinon celui du dossier."""
        rangee = self.rangee_du_menage.get(menage.id)
        return rangee.logement_id if rangee else menage.logement_id

    def present(self, menage: Menage) -> bool:
        """Vrai tant que rien ne dit que le ménage a quitté son logement d'origine."""
        bail = self.baux.get(menage.id)
        fini = bail is not None and bail.fin is not None
        return not (menage.id in self.partis or menage.sortie_le or fini or menage.id in self.reloges)

    def liberer(self, reconnus: set[UUID], vus: set[UUID]) -> None:
        """Avant la reprise : un ménage vu ailleurs quitte la ligne absente de la liste ; les autres se notent."""
        for rangee in self.rangees.values():
            if rangee.menage_id in vus and rangee.logement_id not in reconnus:
                rangee.menage_id = None
        for menage in self.menages.values():
            if menage.id not in vus and menage.parent_id is None and menage.logement_id and self.present(menage):
                self.occupants.setdefault(menage.logement_id, []).append(menage)

    def en_cours(self, table: type[P], menage_id: UUID) -> P | None:
        """La période qui contient le jour de la liste, sinon la dernière commencée avant lui."""
        avant = [p for p in self.periodes.get((table, menage_id), []) if p.du <= self.arretee]
        return avant[-1] if avant else None

    def ressources_notees(self, menage_id: UUID) -> list[Ressource]:
        """Les ressources notées par l'agent qui courent le jour de la liste ou commencent depuis."""
        return [r for r in self.notees.get(menage_id, []) if r.au is None or r.au >= self.arretee]

    def ouvrir(self, table: type[P], menage_id: UUID, valeurs: dict[str, Any]) -> None:
        """Ouvre une période au jour de la liste ; la précédente s'arrête la veille et prête ses autres colonnes.

        Ce qu'un loyer reprend ainsi garde son jour d'origine (`reports`).
        """
        anciennes = self.periodes.setdefault((table, menage_id), [])
        actuelle = self.en_cours(table, menage_id)
        if actuelle is not None and actuelle.du == self.arretee:
            if isinstance(actuelle, Loyer):
                prendre_en_main(actuelle, valeurs)
            for c, v in valeurs.items():
                setattr(actuelle, c, v)
            return
        reprises = _prolongees(table, actuelle)
        suivante = next((p for p in anciennes if p.du > self.arretee), None)
        if actuelle is not None and (actuelle.au is None or actuelle.au >= self.arretee):
            actuelle.au = self.arretee - timedelta(days=1)
        fin = suivante.du - timedelta(days=1) if suivante else None
        cles = {"menage_id": menage_id, "du": self.arretee, "au": fin}
        nouvelle = creer(self.s, table, **(reprises | cles | valeurs))
        anciennes.append(nouvelle)
        anciennes.sort(key=lambda p: p.du)
        if table is Loyer:
            reporter(anciennes)

    def cle_libre(self, voulue: str, actuelle: str | None = None) -> str:
        """La clé voulue, suivie d'un rang si une autre ligne la tient ; l'actuelle si elle n'en diffère que par là."""
        if actuelle is not None and (actuelle == voulue or actuelle.startswith(f"{voulue} (")):
            return actuelle
        libre, rang = voulue, 1
        while libre in self.cles:
            rang += 1
            libre = f"{voulue} ({rang})"
        self.cles.add(libre)
        return libre

    def signaler(self, nature: str, champ: str, texte: str, raison: str, **autres: Any) -> None:
        """Ajoute une ligne « à compléter », sauf si la même y est déjà, réglée ou non."""
        cle = (autres.get("menage_id") or autres.get("logement_id"), champ, texte)
        if cle not in self.deja:
            for c in ("feuille", "colonne"):
                autres[c] = (autres.get(c) or "")[:TEXTE_COURT] or None
            self.deja[cle] = creer(
                self.s, ACompleter, nature=nature, champ=champ, texte=texte, raison=raison, **autres
            )


def _prolongees(table: type[Periode], p: Periode | None) -> dict[str, Any]:
    if table is Loyer:
        return {"reportes": {}}
    if p is None:
        return {}
    propres = {"id", "cree_le", "modifie_le", "supprime_le", "du", "au", "menage_id"}
    return {c: getattr(p, c) for c in type(p).model_fields if c not in propres}


def _par_id(fiches: Iterable[T]) -> dict[UUID, T]:
    return {f.id: f for f in _vivantes(fiches)}


def _vivantes(fiches: Iterable[T]) -> list[T]:
    return [f for f in fiches if f.supprime_le is None]
