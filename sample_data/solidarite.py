"""La solidarité de la démonstration : ce que les partenaires promettent et visent, leur bilan, une alerte examinée."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from relogement.services.alertes import regler_alerte
from relogement.services.objectifs import noter_objectif
from relogement.services.solidarite import noter_accord, noter_total_annuel
from relogement.stockage.lectures import menage_de_reference
from relogement.vocabulaire import GenreActeur
from sample_data.agenda import Agenda, Faire
from sample_data.ouverture import NADIA, operation_id


def noter_solidarite(agenda: Agenda) -> None:
    """Chaque accord et chaque total au jour où il est connu, chaque examen à son jour."""
    lues = tomllib.loads(Path(__file__).with_name("solidarite.toml").read_text(encoding="utf-8"))
    for accord in lues["accord"]:
        agenda.noter(accord.pop("note"), NADIA, _accord(_typees(accord)))
    for total in lues["total"]:
        agenda.noter(total.pop("note"), NADIA, _total(_typees(total)))
    for objectif in lues["objectif"]:
        agenda.noter(objectif["le"], NADIA, _objectif(objectif))
    for examen in lues["alerte"]:
        agenda.noter(examen["le"], NADIA, _examen(examen))


def _typees(brut: dict[str, Any]) -> dict[str, Any]:
    return {**brut, "genre": GenreActeur.de(brut["genre"])}


def _accord(valeurs: dict[str, Any]) -> Faire:
    return lambda base: noter_accord(base, operation_id(base), **valeurs)


def _total(valeurs: dict[str, Any]) -> Faire:
    return lambda base: noter_total_annuel(base, **valeurs)


def _objectif(valeurs: dict[str, Any]) -> Faire:
    return lambda base: noter_objectif(base, operation_id(base), **valeurs)


def _examen(e: dict[str, Any]) -> Faire:
    return lambda base: regler_alerte(
        base, menage_de_reference(base, e["menage"]), e["alerte"], le=e["le"], qui=e["qui"], note=e["note"]
    )
