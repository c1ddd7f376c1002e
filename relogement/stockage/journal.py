"""Le journal : il observe une session, inscrit le geste et ses changements, et sait les défaire."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import event, insert, inspect, select
from sqlmodel import Session, col
from uuid_utils.compat import uuid7

from relogement.commun import Changements
from relogement.modeles import Agent, Changement, Geste
from relogement.modeles.table import Table, validateur


@dataclass(frozen=True, slots=True)
class Trace:
    """Une colonne changée, valeurs en JSON (None : vide)."""

    objet: str
    cle: UUID
    colonne: str
    avant: str | None
    apres: str | None


@dataclass
class GesteEnCours:
    """Le geste qu'on est en train de faire : sa session, et ce qui s'inscrira au journal."""

    s: Session
    instant: datetime
    poste_id: UUID
    agent_id: UUID
    nom: str
    libelle: str
    menage_id: UUID | None = None
    annule_id: UUID | None = None
    id: UUID = field(default_factory=uuid7)
    traces: list[Trace] = field(default_factory=list)

    def changements(self, phrase: str, cree: UUID | None = None, **details: object) -> Changements:
        """Ce que le geste annonce aux écrans ; à demander en dernier, quand tout est ajouté."""
        self.s.flush()
        return Changements(frozenset(t.objet for t in self.traces), phrase, self.id, cree, details)


def en_json(table: type[Table], colonne: str, valeur: Any) -> str | None:
    """La valeur d'une colonne en JSON ; None si elle est vide."""
    return None if valeur is None else validateur(table, colonne).dump_json(valeur).decode()


def de_json(table: type[Table], colonne: str, texte: str | None) -> Any:
    """L'inverse de `en_json`."""
    return None if texte is None else validateur(table, colonne).validate_json(texte)


@contextmanager
def ecoute(g: GesteEnCours) -> Iterator[None]:
    """Relève chaque changement au moment où la session l'écrit."""

    def avant_ecriture(s: Session, *_: object) -> None:
        for fiche in s.new:
            if isinstance(fiche, Table):
                fiche.cree_le = fiche.modifie_le = g.instant
                g.traces += _naissance(fiche)
        for fiche in s.dirty:
            if isinstance(fiche, Table) and s.is_modified(fiche):
                fiche.modifie_le = g.instant
                g.traces += _retouche(fiche)

    event.listen(g.s, "before_flush", avant_ecriture)
    try:
        yield
    finally:
        event.remove(g.s, "before_flush", avant_ecriture)


def _naissance(fiche: Table) -> list[Trace]:
    nom, table = str(fiche.__tablename__), type(fiche)
    valeurs = ((c, en_json(table, c, getattr(fiche, c))) for c in table.model_fields)
    return [Trace(nom, fiche.id, c, None, v) for c, v in valeurs if v is not None]


def _retouche(fiche: Table) -> list[Trace]:
    nom, table, traces = str(fiche.__tablename__), type(fiche), []
    for c in table.model_fields:
        passe = inspect(fiche).attrs[c].history
        if passe.has_changes() and passe.deleted:
            avant, apres = (en_json(table, c, v) for v in (passe.deleted[0], getattr(fiche, c)))
            if avant != apres:
                traces.append(Trace(nom, fiche.id, c, avant, apres))
    return traces


def inscrire(g: GesteEnCours) -> None:
    """Écrit la ligne du geste et ses changements ; un geste qui n'a rien changé ne laisse pas de trace."""
    if not g.traces:
        return
    precedent = g.s.scalars(
        select(Geste).where(col(Geste.poste_id) == g.poste_id).order_by(col(Geste.numero).desc()).limit(1)
    ).first()
    numero = precedent.numero + 1 if precedent else 1
    empreinte = empreinte_des(g.traces)
    ligne = Geste(
        id=g.id, agent_id=g.agent_id, poste_id=g.poste_id, numero=numero, nom=g.nom, libelle=g.libelle, le=g.instant,
        menage_id=g.menage_id, annule_id=g.annule_id, empreinte=empreinte, chaine="",
    )
    ligne.chaine = maillon(ligne, precedent.chaine if precedent else "")
    g.s.add(ligne)
    g.s.flush()
    lignes = [
        {"geste_id": g.id, "rang": r, "objet": t.objet, "cle": t.cle, "colonne": t.colonne,
         "avant": t.avant, "apres": t.apres}
        for r, t in enumerate(g.traces)
    ]
    g.s.execute(insert(Changement), lignes)


def empreinte_des(traces: Sequence[Trace]) -> str:
    """SHA-256 des changements, dans leur ordre."""
    texte = json.dumps([[t.objet, str(t.cle), t.colonne, t.avant, t.apres] for t in traces], ensure_ascii=False)
    return hashlib.sha256(texte.encode()).hexdigest()


def maillon(ligne: Geste, precedente: str) -> str:
    """SHA-256 de la ligne et de la `chaine` qui la précède dans son poste."""
    morceaux = (
        precedente, ligne.id, ligne.agent_id, ligne.poste_id, ligne.numero, ligne.nom, ligne.libelle,
        int(ligne.le.timestamp() * 1_000_000), ligne.menage_id, ligne.annule_id, ligne.empreinte,
    )
    return hashlib.sha256("\x1f".join(map(str, morceaux)).encode()).hexdigest()


def annules(s: Session) -> set[UUID]:
    """Les gestes défaits, annulations comprises : une annulation elle-même annulée ne compte pas."""
    liens = select(col(Geste.id), col(Geste.annule_id)).where(col(Geste.annule_id).isnot(None))
    defaits: set[UUID] = set()
    # De la plus récente à la plus ancienne : ce qui annule une annulation est toujours venu après elle.
    for annulation, vise in s.execute(liens.order_by(col(Geste.id).desc())):
        if annulation not in defaits:
            defaits.add(vise)
    return defaits


def dernier_agent(s: Session) -> Agent | None:
    """L'agent du dernier geste inscrit."""
    ligne = s.scalars(select(Geste).order_by(col(Geste.id).desc()).limit(1)).first()
    return s.get(Agent, ligne.agent_id) if ligne else None
