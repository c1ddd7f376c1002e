"""L'enquête de satisfaction : ses questions, et de plusieurs prises de contact celle qui vaut (article 14)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, TypeVar

from relogement.vocabulaire import DifficulteEnquete, Liste, ResultatEnquete, Satisfaction


class _Contact(Protocol):
    @property
    def le(self) -> date: ...

    @property
    def resultat(self) -> ResultatEnquete: ...


C = TypeVar("C", bound=_Contact)

PAS_JOINT = (ResultatEnquete.ABSENT, ResultatEnquete.INJOIGNABLE)
"""L'essai n'a rien donné : il est à refaire."""
PLUS_A_APPELER = (ResultatEnquete.DECEDE, ResultatEnquete.PARTI)
"""Il n'y a plus personne à interroger."""


class OuiNon(Liste):
    """La réponse à une question fermée."""

    OUI = "oui", "oui"
    NON = "non", "non"


@dataclass(frozen=True, slots=True)
class Question:
    """Une question du questionnaire : où va sa réponse, ses mots sur le papier, ce dont elle parle, son titre court.

    `degre` : sa réponse est un degré de satisfaction ; sinon oui ou non.
    """

    champ: str
    texte: str
    sujet: str
    titre: str
    degre: bool = True

    @property
    def reponses(self) -> type[Liste]:
        """Les réponses possibles."""
        return Satisfaction if self.degre else OuiNon

    def dire(self, reponse: Satisfaction | bool) -> str:
        """La réponse en mots."""
        return reponse.libelle if isinstance(reponse, Satisfaction) else ("oui" if reponse else "non")


QUESTIONS = (
    Question(
        "information", "L'information reçue sur les raisons de partir vous a-t-elle satisfait ?", "l'information",
        "Satisfait de l'information",
    ),
    Question(
        "interlocuteur", "Aviez-vous un interlocuteur dédié, toujours le même ?", "un interlocuteur dédié",
        "Interlocuteur dédié", degre=False,
    ),
    Question(
        "accompagnement", "L'accompagnement que vous avez reçu vous satisfait-il ?", "l'accompagnement",
        "Satisfait de l'accompagnement",
    ),
    Question(
        "demenagement", "L'aide reçue lors du déménagement vous satisfait-elle ?", "l'aide au déménagement",
        "Satisfait de l'aide au déménagement",
    ),
    Question("logement", "Votre nouveau logement vous satisfait-il ?", "le nouveau logement", "Satisfait du logement"),
    Question(
        "travaux", "Des travaux ont-ils été faits dans ce logement ?", "des travaux faits", "Travaux faits",
        degre=False,
    ),
    Question(
        "quartier", "Votre intégration dans le quartier vous satisfait-elle ?", "le nouveau quartier",
        "Satisfait du quartier",
    ),
)
"""Dans l'ordre du papier : l'annonce et son déroulement, puis le logement et le cadre de vie (d'après RIME)."""
CHAMPS = tuple(q.champ for q in QUESTIONS)
"""Les colonnes des réponses."""


def dites(reponses: Mapping[str, Any], difficultes: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Ce que le ménage a répondu, en mots : (ce dont on parle, la réponse), dans l'ordre du papier.

    `reponses` : par colonne de `CHAMPS`, None sans réponse ; `difficultes` : codes de DifficulteEnquete.
    """
    lues = [(q.sujet, q.dire(reponses[q.champ])) for q in QUESTIONS if reponses[q.champ] is not None]
    mots = ", ".join(DifficulteEnquete.de(code).libelle for code in difficultes)
    return (*lues, *((("une difficulté", mots),) if mots else ()))


def par_jour(contacts: Sequence[C]) -> list[C]:
    """Du premier au dernier ; le même jour, dans l'ordre de la saisie."""
    return sorted(contacts, key=lambda c: c.le)


def qui_vaut(contacts: Sequence[C]) -> C | None:
    """Le dernier questionnaire réalisé, sinon la dernière prise de contact ; None : personne ne l'a tentée.

    Un appel resté sans réponse n'efface pas ce que le ménage avait répondu.
    """
    ranges = par_jour(contacts)
    repondus = [c for c in ranges if c.resultat is ResultatEnquete.REPONDUE]
    return next(reversed(repondus or ranges), None)
