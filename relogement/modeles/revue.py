"""La revue : ce qui en est sorti de la base, ce qui en a été émis, et les objectifs que les opérations se donnent."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field

from relogement.modeles.table import TEXTE_COURT, TEXTE_LONG, Table, parmi
from relogement.vocabulaire import GenreExport, MomentRevue, VarianteRevue


class RevueEmise(Table, table=True):
    """Une revue telle qu'elle a été émise : elle ne se recalcule plus, même si la base est corrigée depuis.

    Sont gardés, à part et par leur empreinte : le classeur du financeur et celui que l'on peut diffuser, octet pour
    octet, et les chiffres avec les codes de leurs ménages. Rien n'y nomme personne ; la variante nominative ne se fige
    pas. La purge d'un ménage n'y touche pas : ce qui a été remis aux financeurs reste prouvable, et son code, tiré
    d'un identifiant interne, ne mène plus à personne une fois le ménage purgé.
    """

    le: date
    """Le jour de l'émission."""
    auteur: str = Field(min_length=1, max_length=TEXTE_COURT)
    """L'agent qui l'a émise."""
    moment: MomentRevue = parmi(MomentRevue, obligatoire=True)
    au: date
    """Le jour où les faits sont arrêtés, compris."""
    toutes: bool
    """Vrai pour la revue de toutes les opérations de la base."""
    operations: list[str] = Field(default_factory=list, sa_type=JSON)
    """Les codes des opérations couvertes."""
    chartes: list[str] = Field(default_factory=list, sa_type=JSON)
    """Par opération, sa charte et la version en vigueur au jour de l'arrêt : « BEL : charte, version »."""
    menages: int = Field(ge=0)
    decohabitants: int = Field(ge=0)
    douteuses: int = Field(ge=0)
    """Les fiches douteuses que le contrôle laissait ce jour-là."""
    levees: int = Field(default=0, ge=0)
    """Les anomalies bloquantes levées : l'inconnu y est dit, et pourquoi."""
    ajustements: int = Field(ge=0)
    """Les chiffres de revues émises avant, changés depuis, qu'elle dit : qui les garde avec ses chiffres."""
    reference_id: UUID | None = Field(default=None, foreign_key="revueemise.id")
    """La plus tardive des revues émises que celle-ci corrige ; None : la première."""
    financeur: str = Field(min_length=64, max_length=64)
    """L'empreinte de son classeur pour le financeur."""
    diffusable: str = Field(min_length=64, max_length=64)
    chiffres: str = Field(min_length=64, max_length=64)


class ExportRevue(Table, table=True):
    """Une sortie de données demandée ; qui et quand sont au journal, avec le geste."""

    genre: GenreExport = parmi(GenreExport, obligatoire=True)
    variante: VarianteRevue = parmi(VarianteRevue, obligatoire=True)
    moment: MomentRevue = parmi(MomentRevue, MomentRevue.TRIMESTRE)
    trimestre: str | None = Field(default=None, min_length=7, max_length=7)
    """Comme « 2026-T3 » ; None : un autre moment, arrêté au jour `au`."""
    au: date | None = None
    operations: list[str] = Field(default_factory=list, sa_type=JSON)
    """Les codes demandés ; vide : toutes."""
    motif: str | None = Field(default=None, max_length=TEXTE_LONG)
    """Pourquoi ; obligatoire pour une variante nominative."""
    revue_id: UUID | None = Field(default=None, foreign_key="revueemise.id")
    """La revue émise dont c'est une copie ; None : une revue calculée ce jour-là."""


class ObjectifLocal(Table, table=True):
    """Ce qu'une opération vise pour un chiffre de la revue (règlement général de l'ANRU, annexe § 2).

    `indicateur` : la clé du chiffre. `initiale` et `cible` : en dix-millièmes pour une part ou un taux, en centimes
    pour un montant, à l'unité sinon.
    """

    operation_id: UUID = Field(foreign_key="operation.id", index=True)
    le: date
    """Le jour où il est fixé."""
    indicateur: str = Field(min_length=1, max_length=60)
    initiale: int | None = None
    cible: int
    horizon: date
    source: str = Field(min_length=1, max_length=TEXTE_COURT)
    """Le texte qui le fixe : convention, charte de site."""
