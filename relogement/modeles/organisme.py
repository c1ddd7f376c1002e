"""Qui agit et pour qui : organismes, agents, postes."""

from __future__ import annotations

from sqlmodel import Field

from relogement.modeles.table import TEXTE_COURT, Table, parmi
from relogement.vocabulaire import GenreBailleur


class Organisme(Table, table=True):
    """Un bailleur social, de départ ou d'accueil."""

    nom: str = Field(min_length=1, max_length=TEXTE_COURT, unique=True)
    genre: GenreBailleur | None = parmi(GenreBailleur)
    """None : personne ne l'a dit, la réduction de loyer de solidarité y est inconnue."""


class Agent(Table, table=True):
    """Une personne qui agit dans l'application : chargée de relogement, responsable."""

    nom: str = Field(min_length=1, max_length=TEXTE_COURT, unique=True)
    fonction: str | None = Field(default=None, max_length=TEXTE_COURT)


class Poste(Table, table=True):
    """Un ordinateur : son `code` entre dans les références qu'il crée hors de ses propres opérations."""

    code: str = Field(min_length=4, max_length=8, unique=True)
