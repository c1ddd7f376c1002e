"""Les logements offerts aux relogements qui n'ont encore été proposés à personne, et ceux qui ont été repris."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from relogement.commun import Changements
from relogement.services.vivier import ajouter_logement_offert, reprendre_logement_offert
from relogement.stockage.base import Base
from relogement.stockage.lectures_vivier import lignes_vivier
from relogement.vocabulaire import Financement, Habitat, Reservataire
from sample_data.agenda import Agenda, Faire
from sample_data.dossier import sauf
from sample_data.ouverture import NADIA

_LISTES = {"reservataire": Reservataire, "habitat": Habitat, "financement": Financement}


def noter_vivier(agenda: Agenda) -> None:
    """Chaque logement se note le jour où il est communiqué, et le jour où il est repris."""
    lus = tomllib.loads(Path(__file__).with_name("vivier.toml").read_text(encoding="utf-8"))
    for fiche in lus["logement"]:
        agenda.noter(fiche["connu_le"], NADIA, _offrir(fiche))
        if "repris_le" in fiche:
            agenda.noter(fiche["repris_le"], NADIA, _reprendre(fiche))


def _offrir(fiche: dict[str, Any]) -> Faire:
    valeurs = sauf(fiche, "connu_le", "repris_le", "raison")
    valeurs |= {nom: liste.de(valeurs[nom]) for nom, liste in _LISTES.items() if nom in valeurs}

    def faire(base: Base) -> Changements:
        return ajouter_logement_offert(base, **valeurs)

    return faire


def _reprendre(fiche: dict[str, Any]) -> Faire:
    def faire(base: Base) -> Changements:
        lu = next(v for v in lignes_vivier(base, au=fiche["repris_le"])
                  if v.valeurs["reference"] == fiche["reference"])
        return reprendre_logement_offert(base, lu.id, le=fiche["repris_le"], raison=fiche["raison"])

    return faire
