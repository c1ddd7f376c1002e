"""Ce qui revient à chaque période : la revue d'un trimestre, la présentation d'une année."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from relogement.regles.calendrier import Trimestre, ajouter_jours, jour_fr
from relogement.regles.charte.constat import Cible, Constat, Manquement, Preuve, jours_en_lettres
from relogement.regles.charte.obligation import Obligation


@dataclass(frozen=True, slots=True)
class Periode:
    """Une période close, son échéance, et l'enregistrement daté qui la tient (None : rien encore)."""

    nom: str
    echeance: date
    preuve: Preuve | None

    @property
    def le(self) -> date | None:
        """Le jour où elle a été tenue."""
        return self.preuve.date if self.preuve else None


@dataclass(frozen=True, slots=True)
class Suite:
    """Une obligation périodique : ses périodes, de la plus ancienne à la plus récente (au moins une), et ses mots.

    Elle est tenue quand la dernière l'est ; une plus ancienne qui ne l'a pas été, ou trop tard, reste un manquement.
    Tant que la dernière manque, le retard court de la première qui manque depuis.
    """

    obligation: Obligation
    periodes: Sequence[Periode]
    cible: Cible
    nom: str
    """Ce qui est dû d'une période, au féminin : « Revue du trimestre »."""
    tenue: Callable[[Periode], str]
    a_tenir: Callable[[Sequence[str]], str]

    def juge(self, au: date) -> Constat:
        """Le constat au jour `au`."""
        manquantes = list(takewhile(lambda p: p.preuve is None, reversed(self.periodes)))[::-1]
        passees = self.periodes[: len(self.periodes) - (len(manquantes) or 1)]
        manquements = tuple(self._manquements(passees))
        preuves = tuple(p.preuve for p in self.periodes if p.preuve is not None)
        if manquantes:
            return self.obligation.a_faire(
                lambda: self.a_tenir([p.nom for p in manquantes]),
                self.cible,
                au,
                manquantes[0].echeance,
                preuves=preuves,
                manquements=manquements,
            )
        derniere = self.periodes[-1]
        return self.obligation.respectee(
            lambda: self.tenue(derniere),
            le=derniere.le,
            echeance=derniere.echeance,
            preuves=preuves,
            manquements=manquements,
        )

    def _manquements(self, passees: Sequence[Periode]) -> Iterator[Manquement]:
        """Du lendemain de l'échéance au jour où la période, ou une plus récente, a été tenue, compris."""
        for rang, p in enumerate(passees):
            fin = next((suivante.le for suivante in self.periodes[rang:] if suivante.le is not None), None)
            if fin is not None and fin > p.echeance:
                duree = jours_en_lettres((fin - p.echeance).days)
                quoi = f"faite le {jour_fr(fin)}, avec {duree} de retard" if p.le else "jamais faite"
                yield Manquement(ajouter_jours(p.echeance, 1), fin, f"{self.nom} {p.nom} {quoi}")


def trimestres_clos(depuis: date, au: date, cloture: date | None) -> list[Trimestre]:
    """Les trimestres clos avant le jour `au`, de celui de `depuis` à celui de la clôture de l'opération."""
    dernier = Trimestre.de(au).precedent
    if cloture is not None:
        dernier = min(dernier, Trimestre.de(max(cloture, depuis)))
    clos = []
    t = Trimestre.de(depuis)
    while t <= dernier:
        clos.append(t)
        t = t.suivant
    return clos
