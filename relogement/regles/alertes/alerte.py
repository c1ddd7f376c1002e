"""Une alerte de la loi : un fait ou une date à vérifier, ses preuves, où la suivre, et qui l'a examinée."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from relogement.regles.calendrier import jour_fr
from relogement.regles.charte.constat import Cible, Preuve, Texte, sans_point
from relogement.regles.charte.contexte import Contexte
from relogement.regles.charte.contexte_operation import ContexteOperation
from relogement.regles.charte.obligation import Portee
from relogement.regles.faits_accompagnement import AlerteReglee
from relogement.regles.loi import Loi
from relogement.vocabulaire import Liste

A_VERIFIER = "à vérifier par le service juridique"
"""Ce que dit toute alerte : l'application montre, une personne décide."""


class Niveau(Liste):
    """Ce qui presse : un fait à connaître, une date qui approche, une date passée ou un fait contraire à la loi."""

    INFO = "info", "pour information"
    BIENTOT = "bientot", "bientôt"
    ECHUE = "echue", "échue"


@dataclass(frozen=True, slots=True)
class NatureAlerte:
    """Une ligne du tableau des alertes ; `source` : l'article de la loi."""

    id: str
    libelle: str
    regle: str
    source: str
    portee: Portee = Portee.MENAGE

    def alerte(
        self,
        niveau: Niveau,
        redige: Texte,
        *,
        cible: Cible | None = None,
        le: date | None = None,
        depuis: date = date.min,
        preuves: tuple[Preuve, ...] = (),
    ) -> Alerte:
        """L'alerte à ce niveau ; les arguments sont les champs d'`Alerte`."""
        return Alerte(self, niveau, le, depuis, preuves, cible, redige=redige)


@dataclass(frozen=True, slots=True)
class Alerte:
    """Une alerte, un jour donné.

    `le` : la date qu'elle montre (None : elle montre un fait). `depuis` : le jour où elle est arrivée à ce niveau ; un
    examen plus ancien ne la règle pas, car ce qu'il a vu a changé depuis.
    """

    nature: NatureAlerte
    niveau: Niveau
    le: date | None = None
    depuis: date = date.min
    preuves: tuple[Preuve, ...] = ()
    cible: Cible | None = None
    examens: tuple[AlerteReglee, ...] = ()
    """Tous les examens de cette alerte, du plus ancien au plus récent."""
    redige: Texte = field(default="", compare=False, repr=False)

    @property
    def id(self) -> str:
        """« L4 »."""
        return self.nature.id

    @property
    def libelle(self) -> str:
        """Son nom."""
        return self.nature.libelle

    @property
    def reglee(self) -> AlerteReglee | None:
        """L'examen qui la règle : le dernier, s'il a vu l'alerte à ce niveau. None : elle reste à examiner."""
        dernier = self.examens[-1] if self.examens else None
        return dernier if dernier is not None and dernier.le >= self.depuis else None

    @property
    def phrase(self) -> str:
        """Le fait ou la date, « à vérifier par le service juridique », puis le dernier examen s'il y en a un."""
        corps = self.redige if isinstance(self.redige, str) else self.redige()
        return f"{sans_point(corps)}, {A_VERIFIER}.{self._examen()}"

    def _examen(self) -> str:
        if not self.examens:
            return ""
        e = self.examens[-1]
        suite = "" if self.reglee else " ; à examiner de nouveau, elle a changé depuis"
        return f" Examinée le {jour_fr(e.le)} par {e.qui} : {sans_point(e.note)}{suite}."


def _toujours(_: object) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class RegleAlerte:
    """Une alerte d'un ménage et la fonction qui la montre (None : rien à montrer).

    `concerne` faux : elle ne se montre jamais pour ce ménage, pas même la trace d'un examen.
    """

    nature: NatureAlerte
    juge: Callable[[Contexte, Loi], Alerte | None]
    concerne: Callable[[Contexte], bool] = _toujours


@dataclass(frozen=True, slots=True)
class RegleAlerteOperation:
    """Une alerte d'une opération et la fonction qui la montre."""

    nature: NatureAlerte
    juge: Callable[[ContexteOperation, Loi], Alerte | None]
