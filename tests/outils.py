"""Ce que les tests partagent : une base d'essai à l'heure choisie, une opération, un ménage."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from sqlmodel import SQLModel

from relogement.commun import Changements
from relogement.services.menages import ajouter_personne, creer_menage, enregistrer_bail
from relogement.services.operations import creer_operation
from relogement.stockage.base import Base, creer_base, ouvrir_base
from relogement.vocabulaire import Lien, NatureOperation, StatutBail

T = TypeVar("T")
Faire = Callable[[Path], tuple[Base, T]]
"""Construit une base dans un dossier vide ; rend aussi ce qu'il faut pour s'y retrouver (des clés)."""
FUSEAU = timezone(timedelta(hours=1))
"""L'heure d'hiver de Paris : un essai en UTC ne verrait pas une erreur de fuseau."""
POSTE = UUID("11111111-2222-4333-8444-555555555555")
HORS_JOURNAL = {"geste", "changement", "contenu", "brouillon", "preference", "agent"}
"""Ce que l'annulation ne remonte pas : le journal lui-même, qui agit, et ce qui n'est pas un fait."""


@dataclass
class Horloge:
    """Une horloge que le test règle."""

    jour: date

    def __call__(self) -> datetime:
        return datetime(self.jour.year, self.jour.month, self.jour.day, 14, 32, tzinfo=FUSEAU)


def nouvelle_base(dossier: Path, jour: date = date(2026, 11, 18), phrase: str | None = None) -> tuple[Base, Horloge]:
    """Une base neuve, en clair sauf si une phrase est donnée, et son horloge."""
    horloge = Horloge(jour)
    return creer_base(dossier / "essai.relogement", phrase, agent="Nadia R.", poste=POSTE, horloge=horloge), horloge


@cache
def _modele(faire: Faire[Any]) -> tuple[Base, Any]:
    base, reperes = faire(Path(tempfile.mkdtemp()))
    base.fermer()
    return base, reperes


def recopier(faire: Faire[T], dossier: Path) -> tuple[Path, T]:
    """La base que `faire` construit, faite une fois par course : la recopier coûte cent fois moins."""
    modele, reperes = _modele(faire)
    shutil.copytree(modele.chemin.parent, dossier, dirs_exist_ok=True)
    return dossier / modele.chemin.name, reperes


def rouvrir(faire: Faire[T], dossier: Path) -> tuple[Base, T]:
    """La même, en clair, rouverte à l'heure et au nom de qui l'a faite."""
    modele, _ = _modele(faire)
    chemin, reperes = recopier(faire, dossier)
    agent, poste = modele.agent_nom, modele.poste_id
    return ouvrir_base(chemin, str, agent=agent, poste=poste, horloge=modele.horloge), reperes


def nouvelle_operation(base: Base, code: str = "BEL", **valeurs: Any) -> UUID:
    """Une démolition ANRU annoncée le 15/01/2026, travaux le 01/09/2027."""
    defauts: dict[str, Any] = {
        "nom": "Bellevue",
        "nature": NatureOperation.DEMOLITION,
        "bailleur": "Habitat du Val",
        "communes": "Nantes",
        "anru": True,
        "decision_le": date(2025, 12, 1),
        "annonce_le": date(2026, 1, 15),
        "travaux_le": date(2027, 9, 1),
    }
    return cle(creer_operation(base, code=code, **(defauts | valeurs)))


def nouveau_menage(base: Base, operation: UUID, nom: str = "BENALI Leïla") -> UUID:
    """Un ménage d'une personne, titulaire de son bail."""
    famille, prenom = nom.split(maxsplit=1)
    menage = cle(creer_menage(base, operation, nom=nom, type="T3", surface=6100, batiment="B", porte="302"))
    ajouter_personne(
        base,
        menage,
        nom=famille,
        prenom=prenom,
        naissance=date(1980, 5, 2),
        lien=Lien.TITULAIRE,
        statut_bail=StatutBail.TITULAIRE,
    )
    enregistrer_bail(base, menage, numero="B579668", debut=date(2009, 9, 4))
    return menage


def cle(faits: Changements) -> UUID:
    """La fiche créée par un geste."""
    assert faits.id is not None
    return faits.id


def photographie(base: Base) -> dict[str, list[tuple[Any, ...]]]:
    """Le contenu de chaque table de faits tel qu'il est écrit, ligne à ligne, dans l'ordre des clés."""
    with base.session() as s:
        return {
            t.name: [tuple(r) for r in s.connection().exec_driver_sql(f"SELECT * FROM {t.name} ORDER BY id")]
            for t in SQLModel.metadata.sorted_tables
            if t.name not in HORS_JOURNAL
        }
