"""La table de base : clé UUID v7, horodatage, corbeille, et une validation qui a vraiment lieu."""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from typing import Annotated, Any, TypeVar
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import CheckConstraint, DateTime, Dialect, String, TypeDecorator
from sqlmodel import Field, SQLModel
from uuid_utils.compat import uuid7

E = TypeVar("E", bound=Enum)

TEXTE_COURT = 200
TEXTE_LONG = 20_000


class Instant(TypeDecorator[datetime]):
    """Un instant toujours avec fuseau, rangé en UTC : un moteur qui perd le fuseau rend quand même le bon instant."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse un instant sans fuseau."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("instant sans fuseau")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Rend l'instant en UTC."""
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


class Code(TypeDecorator[Enum]):
    """Une liste fermée rangée par sa valeur : renommer un membre en Python n'est pas une migration."""

    impl = String(40)
    cache_ok = True

    def __init__(self, liste: type[Enum]) -> None:
        super().__init__()
        self.liste = liste

    def process_bind_param(self, value: Enum | None, dialect: Dialect) -> str | None:
        """Le code écrit en base."""
        return None if value is None else str(self.liste(value).value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Enum | None:
        """Le membre de la liste ; une valeur hors liste est une erreur, jamais ignorée."""
        return None if value is None else self.liste(value)


def parmi(liste: type[E], defaut: E | None = None, **options: Any) -> Any:
    """Une colonne de liste fermée ; `defaut` None la rend facultative, sauf `obligatoire=True`."""
    obligatoire = options.pop("obligatoire", False)
    if obligatoire:
        return Field(sa_type=Code(liste), nullable=False, **options)
    return Field(default=defaut, sa_type=Code(liste), nullable=defaut is None, **options)


def centimes(minimum: int | None = 0) -> Any:
    """Un montant facultatif en centimes, `minimum` compris (None : sans borne)."""
    return Field(default=None, ge=minimum)


def maintenant_utc() -> datetime:
    """L'instant présent : seulement pour les horodatages techniques d'une ligne créée hors d'un geste."""
    return datetime.now(UTC)


class Table(SQLModel):
    """La base de toutes les tables : chaque affectation est validée, un champ obligatoire oublié est refusé."""

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    cree_le: datetime = Field(default_factory=maintenant_utc, sa_type=Instant)
    modifie_le: datetime = Field(default_factory=maintenant_utc, sa_type=Instant)
    supprime_le: datetime | None = Field(default=None, sa_type=Instant)
    """La corbeille : une fiche retirée reste dans la base jusqu'à la purge."""

    def __init__(self, **valeurs: Any) -> None:
        inconnus = valeurs.keys() - type(self).model_fields.keys()
        if inconnus:
            raise TypeError(f"{type(self).__name__} n'a pas de colonne {', '.join(sorted(inconnus))}")
        manquants = [n for n, c in type(self).model_fields.items() if c.is_required() and n not in valeurs]
        if manquants:
            raise TypeError(f"{type(self).__name__} : il manque {', '.join(manquants)}")
        super().__init__(**valeurs)

    def __setattr__(self, nom: str, valeur: Any) -> None:
        # Avant SQLAlchemy : sinon une valeur refusée resterait dans l'objet et partirait au prochain flush.
        if nom in type(self).model_fields:
            valeur = validateur(type(self), nom).validate_python(valeur)
        super().__setattr__(nom, valeur)


@cache
def validateur(table: type[Table], colonne: str) -> TypeAdapter[Any]:
    """Le validateur d'une colonne : son type et ses bornes."""
    champ = table.model_fields[colonne]
    genre: Any = champ.annotation
    return TypeAdapter(Annotated[(genre, *champ.metadata)] if champ.metadata else genre)


def periode(table: str) -> CheckConstraint:
    """Une période ne finit pas avant de commencer."""
    return CheckConstraint("au IS NULL OR au >= du", name=f"ck_{table}_periode")


class Periode(Table):
    """Ce qui change dans le temps : vrai de `du` à `au` compris ; `au` None : encore vrai."""

    du: date
    au: date | None = None
