"""L'organisation de la démonstration, telle que ses courriers la disent."""

from __future__ import annotations

import tomllib
from pathlib import Path

from relogement.services.organisation import regler_organisation
from sample_data.agenda import Agenda
from sample_data.ouverture import NADIA


def noter_organisation(agenda: Agenda) -> None:
    """Dite une fois, à l'ouverture de la base."""
    lue = tomllib.loads(Path(__file__).with_name("organisation.toml").read_text(encoding="utf-8"))
    agenda.noter(lue.pop("note"), NADIA, lambda base: regler_organisation(base, **lue))
