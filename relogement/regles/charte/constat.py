"""Ce que rend une règle : un constat, ses preuves, sa cible ; la phrase n'est écrite que si on la lit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from relogement.regles.calendrier import jour_fr
from relogement.regles.charte.etats import Etat
from relogement.regles.faits import Derogation

Texte = str | Callable[[], str]
"""Une phrase sans point final, toute faite ou rédigée à la lecture ; elle peut finir par les mots de l'agent."""

_FINALES = " \u00a0\u202f\n\t.…,;:!?"


def sans_point(texte: str | None) -> str:
    """Les mots de l'agent sans leur ponctuation finale, pour les citer au milieu d'une phrase ; None : rien."""
    return (texte or "").rstrip(_FINALES)


def jours_en_lettres(jours: int) -> str:
    """« 1 jour », « 6 jours »."""
    return f"{jours} jour{'s' if jours > 1 else ''}"


def passes_en_lettres(nombre: int) -> str:
    """La fin de la phrase d'une obligation continue : « ; 2 manquements passés » ; vide s'il n'y en a pas eu."""
    s = "s" if nombre > 1 else ""
    return f" ; {nombre} manquement{s} passé{s}" if nombre else ""


@dataclass(frozen=True, slots=True)
class Preuve:
    """Un enregistrement qui prouve ou fonde le constat ; `date` None : fait sans date propre."""

    type: str
    id: str
    date: date | None
    libelle: str


@dataclass(frozen=True, slots=True)
class Cible:
    """Où cela se règle : la section de la page du ménage, le champ ou le formulaire, la fiche si elle existe."""

    section: str
    champ: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Manquement:
    """Un manquement passé d'une obligation continue, du `du` au `au` compris (None : encore ouvert)."""

    du: date
    au: date | None
    redige: Texte = field(compare=False, repr=False)

    @property
    def phrase(self) -> str:
        """La phrase, rédigée à chaque lecture."""
        return self.redige if isinstance(self.redige, str) else self.redige()


@dataclass(frozen=True, slots=True)
class Constat:
    """L'état d'une obligation pour un ménage, un jour donné.

    `jours` : jours de retard (EN_RETARD, ou RESPECTEE après l'échéance) ; None sinon.
    """

    article: int
    id: str
    libelle: str
    etat: Etat
    echeance: date | None = None
    jours: int | None = None
    preuves: tuple[Preuve, ...] = ()
    cible: Cible | None = None
    manquements: tuple[Manquement, ...] = ()
    derogation: Derogation | None = None
    redige: Texte = field(default="", compare=False, repr=False)
    limite_a_venir: bool = False
    """Vrai si sa limite est un événement (envoi, acceptation, déménagement) qui n'a pas eu lieu : rien n'est dû."""

    @property
    def phrase(self) -> str:
        """La phrase, rédigée à chaque lecture ; une raison de l'agent qui finit par un point n'en fait pas deux."""
        corps = self.redige if isinstance(self.redige, str) else self.redige()
        return f"{sans_point(corps)}{self._fin()}{sans_point(self._derogation())}."

    def _fin(self) -> str:
        limite = jour_fr(self.echeance) if self.echeance else ""
        if self.etat is Etat.A_FAIRE:
            return f", au plus tard le {limite}" if limite else ""
        if self.etat is Etat.EN_RETARD and self.jours is not None:
            return f", en retard de {jours_en_lettres(self.jours)} (échéance : {limite})"
        if self.etat is Etat.RESPECTEE and self.jours:
            return f", avec {jours_en_lettres(self.jours)} de retard (échéance : {limite})"
        return ""

    def _derogation(self) -> str:
        d = self.derogation
        return f" ; dérogation du {jour_fr(d.le)} par {d.auteur} : {d.raison}" if d else ""
