"""Ce que tous les gestes partagent : retrouver une fiche, la remplir, refuser en français."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any, TypeVar
from uuid import UUID

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from sqlalchemy import insert, select
from sqlmodel import Session, col

from relogement.commun import ErreurMetier
from relogement.modeles import Agent, Organisme
from relogement.modeles.table import Table, validateur
from relogement.tableur.doublons import forme
from relogement.vocabulaire import GenreBailleur

T = TypeVar("T", bound=Table)


class Absent(Enum):
    """Une valeur qui n'est pas donnée, à ne pas confondre avec une valeur vidée (None)."""

    ABSENT = "absent"


ABSENT = Absent.ABSENT


def donnee(quand: date | Absent | None) -> date | None:
    """La date, None si elle est vidée ou absente."""
    return None if quand is ABSENT else quand


def trouver(s: Session, table: type[T], cle: UUID) -> T:
    """La fiche, hors corbeille ; ErreurMetier si elle n'existe plus."""
    fiche = s.get(table, cle)
    if fiche is None or fiche.supprime_le is not None:
        raise ErreurMetier("Cette fiche n'existe plus : elle a été retirée ou son geste annulé. Rechargez la page.")
    return fiche


def creer(s: Session, table: type[T], **valeurs: Any) -> T:
    """Une fiche neuve, ajoutée à la session ; ErreurMetier sur le premier champ refusé."""
    try:
        fiche = table(**valeurs)
    except ValidationError as e:
        raise en_francais(e, _refuse(table, valeurs)) from e
    s.add(fiche)
    return fiche


def _refuse(table: type[Table], valeurs: Mapping[str, Any]) -> str | None:
    """Le premier champ dont la valeur est refusée : l'erreur d'une fiche entière ne le nomme pas."""
    for champ, valeur in valeurs.items():
        try:
            validateur(table, champ).validate_python(valeur)
        except ValidationError:
            return champ
    return None


def remplir(fiche: Table, valeurs: Mapping[str, Any]) -> None:
    """Affecte les valeurs données ; ErreurMetier sur le premier champ refusé, qui est nommé."""
    for champ, valeur in valeurs.items():
        if champ not in type(fiche).model_fields:
            raise TypeError(f"{type(fiche).__name__} n'a pas de colonne {champ}")
        try:
            setattr(fiche, champ, valeur)
        except ValidationError as e:
            raise en_francais(e, champ) from e


def en_francais(e: ValidationError, champ: str | None = None) -> ErreurMetier:
    """La première erreur de validation, dite à l'utilisateur."""
    detail = e.errors()[0]
    lieu = champ or (str(detail["loc"][0]) if detail["loc"] else None)
    return ErreurMetier(_phrase(detail), lieu)


def _phrase(detail: ErrorDetails) -> str:
    genre, bornes = detail["type"], detail.get("ctx", {})
    phrases = {
        "string_too_short": "Ce champ ne peut pas rester vide.",
        "string_too_long": f"Ce texte dépasse {bornes.get('max_length')} caractères : raccourcissez-le.",
        "greater_than_equal": f"La valeur doit être d'au moins {bornes.get('ge')}.",
        "greater_than": f"La valeur doit être supérieure à {bornes.get('gt')}.",
        "less_than_equal": f"La valeur doit être d'au plus {bornes.get('le')}.",
        "enum": "Cette valeur n'est pas dans la liste : choisissez-en une.",
    }
    if detail["input"] is None:
        return "Ce champ ne peut pas rester vide."
    if genre.startswith(("date", "int", "bool", "uuid")):
        return "Cette valeur n'a pas la forme attendue : corrigez-la."
    return phrases.get(genre, "Cette valeur n'est pas acceptée : corrigez-la.")


def exiger(texte: str | None, phrase: str, champ: str) -> str:
    """Le texte sans blancs autour ; ErreurMetier s'il est vide."""
    propre = (texte or "").strip()
    if not propre:
        raise ErreurMetier(phrase, champ)
    return propre


def pas_avant(quand: date | None, borne: date | None, phrase: str, champ: str) -> None:
    """ErreurMetier si `quand` est avant `borne` (les deux connues)."""
    if quand is not None and borne is not None and quand < borne:
        raise ErreurMetier(phrase, champ)


def pas_futur(quand: date | None, aujourd_hui: date, champ: str = "le") -> None:
    """ErreurMetier si un fait est daté après aujourd'hui."""
    if quand is not None and quand > aujourd_hui:
        raise ErreurMetier("Cette date est dans le futur : un fait se note une fois arrivé.", champ)


def agent_nomme(s: Session, nom: str) -> Agent:
    """L'agent de ce nom, inscrit à sa première venue, hors du journal.

    Annuler le geste qui le nomme ne le retire pas : il a pu agir depuis.
    """
    propre = exiger(nom, "Indiquez le nom de l'agent.", "agent")
    requete = select(Agent).where(col(Agent.nom) == propre)
    trouve = s.scalars(requete).first()
    if trouve is None:
        try:
            fiche = Agent(nom=propre)
        except ValidationError as e:
            raise en_francais(e, "agent") from e
        # Une insertion directe : le journal n'écoute que les fiches de la session.
        s.execute(insert(Agent).values(fiche.model_dump()))
        trouve = s.scalars(requete).one()
    return trouve


def organisme_nomme(s: Session, nom: str, genre: GenreBailleur | None = None) -> Organisme:
    """L'organisme de ce nom, inscrit à sa première venue ; `genre` None : inchangé, inconnu pour un nouveau."""
    propre = exiger(nom, "Indiquez le nom du bailleur.", "bailleur")
    trouve = organisme_connu(s, propre)
    if trouve is None:
        return creer(s, Organisme, nom=propre, genre=genre)
    if genre is not None and genre is not trouve.genre:
        trouve.genre = genre
    return trouve


def organisme_connu(s: Session, nom: str) -> Organisme | None:
    """L'organisme de ce nom, à la casse, aux accents et aux blancs près ; écrit exactement ainsi, il passe devant."""
    propre = nom.strip()
    requete = select(Organisme).order_by(col(Organisme.nom) != propre, col(Organisme.id))
    return next((o for o in s.scalars(requete) if forme(o.nom) == forme(propre)), None)
