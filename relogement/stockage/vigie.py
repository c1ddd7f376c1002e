"""Repérer ce qu'un autre programme (la ligne de commande) écrit dans la base pendant qu'une fenêtre l'a ouverte."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import SQLModel, col

from relogement.modeles import Geste
from relogement.stockage.base import Base

TABLES = frozenset(SQLModel.metadata.tables)
"""Le nom de toutes les tables : ce qui a pu changer quand on ne sait pas quoi."""


class Vigie:
    """Regarde le journal du poste ; sa connexion reste ouverte, car SQLite compte les écritures vues d'une autre."""

    def __init__(self, base: Base) -> None:
        self._base = base
        self._connexion = base.moteur.raw_connection()
        self._version = self._lire_version()
        with base.session() as s:
            requete = select(func.max(col(Geste.numero))).where(col(Geste.poste_id) == base.poste_id)
            self._numero: int = s.scalar(requete) or 0

    def nouveaux(self) -> list[UUID]:
        """Les gestes inscrits depuis l'appel précédent, ceux de ce programme compris ; presque gratuit s'il n'y en a
        pas.
        """
        version = self._lire_version()
        if version == self._version:
            return []
        self._version = version
        with self._base.session() as s:
            lignes = s.execute(
                select(col(Geste.id), col(Geste.numero))
                .where(col(Geste.poste_id) == self._base.poste_id, col(Geste.numero) > self._numero)
                .order_by(col(Geste.numero))
            ).all()
        if lignes:
            self._numero = lignes[-1][1]
        return [cle for cle, _ in lignes]

    def _lire_version(self) -> int:
        curseur = self._connexion.cursor()
        try:
            curseur.execute("PRAGMA data_version")
            ligne = curseur.fetchone()
            assert ligne is not None
            return int(ligne[0])
        finally:
            curseur.close()

    def fermer(self) -> None:
        """Rend la connexion."""
        self._connexion.close()
