"""Les listes du bailleur et les suivis tenus à la main : ce qui fut importé, ce qui reste à compléter."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

from relogement.modeles.table import TEXTE_COURT, TEXTE_LONG, Table


class ListeImportee(Table, table=True):
    """Une liste importée : son empreinte et la date à laquelle elle est arrêtée."""

    operation_id: UUID = Field(foreign_key="operation.id", index=True)
    empreinte: str = Field(min_length=64, max_length=64)
    arretee_le: date
    logements: int = Field(ge=0)
    menages: int = Field(ge=0)


class LigneImportee(Table, table=True):
    """La dernière version d'une ligne telle que le bailleur l'a donnée : elle dit ce que l'agent a changé depuis."""

    __table_args__ = (UniqueConstraint("operation_id", "cle"),)

    operation_id: UUID = Field(foreign_key="operation.id", index=True)
    cle: str = Field(min_length=1, max_length=TEXTE_COURT)
    logement_id: UUID = Field(foreign_key="logement.id")
    menage_id: UUID | None = Field(default=None, foreign_key="menage.id")
    valeurs: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class ACompleter(Table, table=True):
    """Une valeur illisible, douteuse ou en conflit, gardée telle quelle jusqu'à ce qu'on la règle."""

    menage_id: UUID | None = Field(default=None, foreign_key="menage.id", index=True)
    logement_id: UUID | None = Field(default=None, foreign_key="logement.id")
    nature: str = Field(max_length=20)
    """illisible, douteux, conflit ou absence."""
    champ: str = Field(max_length=60)
    texte: str = Field(max_length=TEXTE_LONG)
    raison: str = Field(max_length=TEXTE_LONG)
    feuille: str | None = Field(default=None, max_length=TEXTE_COURT)
    ligne: int | None = None
    colonne: str | None = Field(default=None, max_length=TEXTE_COURT)
    regle_le: date | None = None


class SuiviRepris(Table, table=True):
    """Un suivi tenu à la main, importé : son empreinte, la date où il était à jour, et ce qui n'a pas pu s'écrire."""

    operation_id: UUID = Field(foreign_key="operation.id", index=True)
    empreinte: str = Field(min_length=64, max_length=64)
    arretee_le: date
    menages: int = Field(ge=0)
    restes: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    """À reprendre à la main : feuille, ligne, cellule, colonne, valeur, raison."""


class LigneReprise(Table, table=True):
    """Ce que le dernier suivi disait d'un ménage : le suivant n'apporte que ce qui en diffère.

    `valeurs` : champ → valeur lue ; `fiches` : ce que l'import a écrit (« proposition_1 » → la clé de la fiche), avec
    la cellule d'où vient chacune dans `cellules`.
    """

    __table_args__ = (UniqueConstraint("menage_id"),)

    operation_id: UUID = Field(foreign_key="operation.id", index=True)
    menage_id: UUID = Field(foreign_key="menage.id")
    arretee_le: date
    valeurs: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    fiches: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    cellules: dict[str, str] = Field(default_factory=dict, sa_type=JSON)


class ColonnesRetenues(Table, table=True):
    """Ce qu'une personne a dit des colonnes des listes d'un émetteur : reprises à sa liste suivante."""

    __table_args__ = (UniqueConstraint("genre", "emetteur"),)

    genre: str = Field(min_length=1, max_length=40)
    """Le genre de liste : état locatif, vivier."""
    emetteur: str = Field(min_length=1, max_length=TEXTE_COURT)
    """Le bailleur ou le réservataire qui envoie la liste."""
    le: date
    choix: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    """Clé de colonne → champ ; vide : colonne à ne pas reprendre."""
