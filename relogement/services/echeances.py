"""La journée : ce qui est en retard ou dû bientôt, et les ménages à surveiller, par agent, opération et article."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlmodel import Session

from relogement.commun import ErreurMetier, sans_accents
from relogement.regles.alertes.moteur import alertes_menage
from relogement.regles.charte.moteur import evaluer, evaluer_base, evaluer_operation
from relogement.regles.charte.parametres import Charte, charger_charte
from relogement.regles.echeances import Attente, Surveillance, Urgence, attentes, veille
from relogement.regles.etape import Etape, etape
from relogement.regles.faits import FaitsMenage
from relogement.services.charte import chartes_operations
from relogement.stockage.base import Base
from relogement.stockage.faits import faits_menages
from relogement.stockage.faits_operation import dossiers_operations, faits_base
from relogement.stockage.lectures import LigneMenage, LigneOperation, lignes_menages, lignes_operations
from relogement.stockage.lectures_referents import noms_referents, referents_des_operations

TOUTE_LA_BASE = "Toutes les opérations"


@dataclass(frozen=True, slots=True)
class Echeance:
    """Une ligne de la journée. `menage` None : l'obligation est à l'opération ; `operation_id` None : à la base.

    `reference` : celle du ménage, ou le code de l'opération (vide pour la base). `agents` : qui s'en occupe ; plusieurs
    pour une opération, aucun si personne n'est désigné.
    """

    menage: LigneMenage | None
    operation_id: UUID | None
    reference: str
    nom: str
    operation: str
    agents: frozenset[str]
    attente: Attente

    @property
    def menage_id(self) -> UUID | None:
        """La clé du ménage ; None pour une opération ou la base."""
        return None if self.menage is None else self.menage.id


@dataclass(frozen=True, slots=True)
class MenageDuJour:
    """Un ménage de la journée : son étape, et ce qu'il faut surveiller."""

    id: UUID
    operation_id: UUID
    reference: str
    nom: str
    agents: frozenset[str]
    etape: Etape
    surveillances: frozenset[Surveillance]


@dataclass(frozen=True, slots=True)
class Journee:
    """Tout ce qui attend au jour `au`, du plus pressé au moins pressé."""

    au: date
    echeances: tuple[Echeance, ...]
    menages: tuple[MenageDuJour, ...]

    def de(self, agent: str | None = None, operation_id: UUID | None = None, article: int | None = None) -> Journee:
        """La même, restreinte ; None ne restreint pas. Un agent voit aussi les obligations de ses opérations."""
        return replace(
            self,
            echeances=tuple(
                e
                for e in self.echeances
                if (agent is None or agent in e.agents)
                and (operation_id is None or e.operation_id == operation_id)
                and (article is None or e.attente.constat.article == article)
            ),
            menages=tuple(
                m
                for m in self.menages
                if (agent is None or agent in m.agents) and (operation_id is None or m.operation_id == operation_id)
            ),
        )

    def urgentes(self, urgence: Urgence) -> tuple[Echeance, ...]:
        """Celles de cette urgence, dans l'ordre."""
        return tuple(e for e in self.echeances if e.attente.urgence is urgence)

    def surveilles(self, surveillance: Surveillance) -> tuple[MenageDuJour, ...]:
        """Les ménages à surveiller pour cela, par référence."""
        return tuple(m for m in self.menages if surveillance in m.surveillances)


def journee(base: Base, au: date) -> Journee:
    """La journée de toute la base au jour `au` ; un ménage sorti n'attend plus rien."""
    lignes = {m.id: m for m in lignes_menages(base, au=au)}
    operations = {o.id: o for o in lignes_operations(base)}
    chartes = chartes_operations(base)
    agents = referents_des_operations(base, au)
    with base.session() as s:
        faits = faits_menages(s)
        # Lues tant que la lecture est ouverte.
        echeances = list(_des_operations(s, faits, chartes, operations, agents, au))
    menages: list[MenageDuJour] = []
    for cle, f in faits.items():
        if (ligne := lignes.get(cle)) is None:
            continue
        du_menage, jour = _du_menage(ligne, f, chartes[f.operation.id], au)
        echeances += du_menage
        menages.append(jour)
    return Journee(
        au,
        tuple(sorted(echeances, key=lambda e: (e.attente.dans, e.reference, e.attente.constat.id))),
        tuple(sorted(menages, key=lambda m: m.reference)),
    )


def agent_connu(base: Base, nom: str) -> str:
    """Le nom exact du référent, à la casse et aux accents près ; ErreurMetier si personne ne porte ce nom."""
    connus = noms_referents(base)
    for connu in connus:
        if sans_accents(connu).casefold() == sans_accents(nom).casefold().strip():
            return connu
    noms = ", ".join(connus).removesuffix(".")  # « Karim L. » finit déjà par un point
    liste = f" Référents connus : {noms}." if connus else " Aucun référent n'est désigné."
    raise ErreurMetier(f"Aucun référent ne s'appelle « {nom} ».{liste}", "agent")


def _du_menage(
    ligne: LigneMenage, faits: FaitsMenage, charte: Charte, au: date
) -> tuple[list[Echeance], MenageDuJour]:
    constats, agents = evaluer(faits, charte, au), _agents(ligne.referent)
    rang = etape(faits, au)
    attendues = [] if rang is Etape.SORTI else attentes(constats, au)
    a_surveiller = veille(faits, constats, alertes_menage(faits, charte, au), au)
    jour = MenageDuJour(ligne.id, ligne.operation_id, ligne.reference, ligne.nom, agents, rang, a_surveiller)
    return [
        Echeance(ligne, ligne.operation_id, ligne.reference, ligne.nom, ligne.operation, agents, a)
        for a in attendues
    ], jour


def _des_operations(
    s: Session,
    faits: dict[UUID, FaitsMenage],
    chartes: dict[str, Charte],
    operations: dict[UUID, LigneOperation],
    agents: dict[UUID, frozenset[str]],
    au: date,
) -> Iterable[Echeance]:
    """Celles des opérations, puis celles de toute la base, que chaque agent d'une opération voit."""
    for cle, dossier in dossiers_operations(s, menages=faits).items():
        o = operations[cle]
        for a in attentes(evaluer_operation(dossier, chartes[str(cle)], au), au):
            yield Echeance(None, cle, o.code, o.nom, o.code, agents.get(cle, frozenset()), a)
    tous = frozenset().union(*agents.values())
    for a in attentes(evaluer_base(faits_base(s), charger_charte(), au), au):
        yield Echeance(None, None, "", TOUTE_LA_BASE, "", tous, a)


def _agents(referent: str | None) -> frozenset[str]:
    return frozenset() if referent is None else frozenset({referent})
