"""La vie de l'opération : pilote, partenaires, jalons, revues remises, présentation à la CIL."""

from __future__ import annotations

import tomllib
from pathlib import Path
from uuid import UUID

from relogement.commun import Changements
from relogement.services.evaluations import noter_presentation_cil, noter_revue_remise
from relogement.services.jalons import noter_jalon
from relogement.services.partenaires import designer_pilote, informer_partenaires, noter_partenaire
from relogement.stockage.base import Base
from relogement.vocabulaire import GenrePartenaire, Moyen, NatureJalon, Pilote
from sample_data.agenda import Agenda
from sample_data.dossier import Recit
from sample_data.ouverture import NADIA, operation_id
from sample_data.scans import document_operation

Partenaires = dict[str, UUID]
"""La clé de chaque partenaire, par son nom, une fois noté."""


def noter_vie(agenda: Agenda, pieces: Path) -> Partenaires:
    """Tout ce que dit `operation.toml` ; rend les partenaires, que les réunions informent aussi."""
    recit = tomllib.loads(Path(__file__).with_name("operation.toml").read_text(encoding="utf-8"))
    connus: Partenaires = {}
    pilote = recit["pilote"]
    agenda.noter(pilote["saisi"], NADIA, lambda b: designer_pilote(
        b, operation_id(b), pilote=Pilote.de(pilote["pilote"]), le=pilote["le"],
    ))
    for p in recit["partenaire"]:
        _partenaire(agenda, p, connus)
    for lettre in recit["lettre"]:
        _lettre(agenda, lettre, connus)
    for jalon in recit["jalon"]:
        _jalon(agenda, jalon, pieces)
    for revue in recit["revue"]:
        _revue(agenda, revue)
    for presentation in recit["cil"]:
        _presentation(agenda, presentation)
    return connus


def _partenaire(agenda: Agenda, p: Recit, connus: Partenaires) -> None:
    def geste(base: Base) -> Changements:
        valeurs = p | {"genre": GenrePartenaire.de(p["genre"])}
        fait = noter_partenaire(base, operation_id(base), **valeurs)
        assert fait.id is not None
        connus[p["nom"]] = fait.id
        return fait

    agenda.noter(p["le"], NADIA, geste)


def _lettre(agenda: Agenda, i: Recit, connus: Partenaires) -> None:
    agenda.noter(i["le"], NADIA, lambda b: informer_partenaires(
        b, operation_id(b), partenaires={connus[nom] for nom in i["partenaires"]}, le=i["le"],
        moyen=Moyen.de(i["moyen"]), note=i["note"],
    ))


def _jalon(agenda: Agenda, j: Recit, pieces: Path) -> None:
    nature = NatureJalon.de(j["nature"])
    document = document_operation(pieces, nature.libelle, nature.value, j["le"]) if j.get("document") else None
    agenda.noter(j["le"], NADIA, lambda b: noter_jalon(
        b, operation_id(b), nature=nature, le=j["le"], note=j.get("note"), document=document,
    ))


def _revue(agenda: Agenda, r: Recit) -> None:
    agenda.noter(r["le"], NADIA, lambda b: noter_revue_remise(b, operation_id(b), **r))


def _presentation(agenda: Agenda, p: Recit) -> None:
    agenda.noter(p["le"], NADIA, lambda b: noter_presentation_cil(b, **p))
