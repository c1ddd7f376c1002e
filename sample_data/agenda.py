"""L'agenda de la démonstration : chaque geste est fait à son jour, aux heures de bureau, par son agent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from itertools import groupby

from relogement.commun import Changements
from relogement.stockage.base import Base

FUSEAU = timezone(timedelta(hours=1))
MATIN, APRES_MIDI = time(9, 0), time(13, 45)
MATINEE_S, JOURNEE_S = 195 * 60, 420 * 60
SAMEDI = 5

Faire = Callable[[Base], Changements | None]


@dataclass(frozen=True, slots=True)
class _Geste:
    saisi: date
    le: date
    rang: int
    agent: str
    faire: Faire


@dataclass
class Agenda:
    """Les gestes à faire, notés dossier par dossier puis joués dans l'ordre des jours."""

    _gestes: list[_Geste] = field(default_factory=list)

    def noter(self, le: date, agent: str, faire: Faire) -> None:
        """Un geste saisi le jour du fait, ou le lundi s'il tombe un samedi ou un dimanche."""
        self._gestes.append(_Geste(_ouvre(le), le, len(self._gestes), agent, faire))

    def jouer(self, base: Base) -> int:
        """Fait tous les gestes, chacun à son heure ; rend leur nombre. L'horloge et l'agent restent les derniers."""
        ordre = sorted(self._gestes, key=lambda g: (g.saisi, g.le, g.rang))
        for jour, du_jour in groupby(ordre, key=lambda g: g.saisi):
            gestes = list(du_jour)
            for i, geste in enumerate(gestes):
                _regler(base, _heure(jour, i, len(gestes)))
                if base.agent_nom != geste.agent:
                    base.agir_comme(geste.agent, base.poste_id)
                geste.faire(base)
        return len(ordre)


def _regler(base: Base, instant: datetime) -> None:
    base.horloge = lambda: instant


def _ouvre(jour: date) -> date:
    return jour + timedelta(days=max(0, 7 - jour.weekday())) if jour.weekday() >= SAMEDI else jour


def _heure(jour: date, i: int, combien: int) -> datetime:
    """L'heure du geste n° `i` parmi `combien`, répartis entre 9 h et 17 h 30, la pause de midi exceptée."""
    ecoule = JOURNEE_S * (i + 1) // (combien + 1)
    depart, reste = (MATIN, ecoule) if ecoule < MATINEE_S else (APRES_MIDI, ecoule - MATINEE_S)
    return datetime.combine(jour, depart, FUSEAU) + timedelta(seconds=reste)
