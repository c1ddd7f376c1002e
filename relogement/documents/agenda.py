"""L'agenda `.ics` : un jour entier par échéance, avec sa référence et son obligation, jamais un nom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta


@dataclass(frozen=True, slots=True)
class Rendez:
    """Une échéance de l'agenda. `cle` : stable d'un export à l'autre, pour que l'agenda remplace sans doubler."""

    cle: str
    le: date
    titre: str
    detail: str


def agenda(rendez: Sequence[Rendez], ecrit_a: datetime, nom: str) -> bytes:
    """Le fichier iCalendar (RFC 5545), daté de `ecrit_a` (avec fuseau) ; un rappel la veille de chaque échéance."""
    from icalendar import Alarm, Calendar, Event

    calendrier = Calendar()
    calendrier.add("prodid", "-//Relogement//Échéances//FR")
    calendrier.add("version", "2.0")
    calendrier.add("x-wr-calname", nom)
    for r in rendez:
        jour = Event()
        jour.add("uid", f"{r.cle}@relogement")
        jour.add("dtstamp", ecrit_a)
        jour.add("dtstart", r.le)
        jour.add("dtend", r.le + timedelta(days=1))
        jour.add("summary", r.titre)
        jour.add("description", r.detail)
        jour.add("transp", "TRANSPARENT")
        jour.add("class", "PRIVATE")
        rappel = Alarm()
        rappel.add("action", "DISPLAY")
        rappel.add("description", r.titre)
        rappel.add("trigger", timedelta(days=-1))
        jour.add_component(rappel)
        calendrier.add_component(jour)
    return bytes(calendrier.to_ical())
