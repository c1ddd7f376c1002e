"""L'information donnée à tous : chaque réunion, chaque courrier est un seul geste qui touche ceux qui sont là."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from relogement.services.evenements import noter_evenement
from relogement.services.menages import noter_information
from relogement.vocabulaire import Moyen, NatureInformation
from sample_data.agenda import Agenda
from sample_data.dossier import Dossier, Recit
from sample_data.ouverture import NADIA, operation_id
from sample_data.scans import feuille_emargement
from sample_data.vie import Partenaires


def noter_collectives(
    agenda: Agenda, informations: list[Recit], dossiers: list[Dossier], pieces: Path, partenaires: Partenaires
) -> None:
    """Les réunions et les lettres ; les absents d'une réunion ont un courrier ; un appel va à chacun."""
    for i in informations:
        if Moyen.de(i["moyen"]) is Moyen.APPEL:
            for d in dossiers:
                noter_chez(d, i)
            continue
        absents = set(i.get("absents", []))
        venus = [d for d in dossiers if d.recit["place"] not in absents]
        feuille = feuille_emargement(pieces, i["le"]) if i["moyen"] == "reunion" else None
        _collective(agenda, i | {"document": feuille}, venus, partenaires)
        if absents:
            lettre = {"le": i["courrier_le"], "moyen": "courrier", "note": f"Compte rendu aux absents. {i['note']}"}
            _collective(agenda, {"natures": i["natures"], **lettre}, [d for d in dossiers if d not in venus], {})


def _collective(agenda: Agenda, i: Recit, dossiers: list[Dossier], partenaires: Partenaires) -> None:
    le: date = i["le"]
    saisi: date = i.get("saisi", le)
    touches = [d for d in dossiers if present(d.recit, le)]
    agenda.noter(saisi, NADIA, lambda b: noter_evenement(
        b, operation_id(b), le=le, natures=_natures(i), moyen=Moyen.de(i["moyen"]), lieu=i.get("lieu"),
        note=i["note"], menages={d.menage(b) for d in touches}, document=i.get("document"),
        partenaires={partenaires[nom] for nom in i.get("partenaires", [])},
    ))


def noter_chez(d: Dossier, i: Recit) -> None:
    """L'information donnée à un seul ménage, s'il est là ce jour ; les absents d'une tournée ont un courrier."""
    absent = d.recit["place"] in i.get("absents", [])
    le, moyen = (i["courrier_le"], Moyen.COURRIER) if absent else (i["le"], Moyen.de(i["moyen"]))
    if present(d.recit, le):
        d.noter(le, lambda b: noter_information(
            b, d.menage(b), le=le, natures=_natures(i), moyen=moyen, personne=i.get("personne"), note=i["note"],
        ))


def _natures(i: Recit) -> list[NatureInformation]:
    return [NatureInformation.de(n) for n in i["natures"]]


def present(recit: Recit, le: date) -> bool:
    """Vrai si le ménage est dans l'opération ce jour et n'a pas encore déménagé pour de bon."""
    depuis = recit.get("present_depuis", date.min)
    baux = [r["demenage"] for r in recit.get("relogement", []) if "demenage" in r and "retour" not in r]
    sorties = [recit["sortie"]["le"]] if "sortie" in recit else []
    fin: date = min([*baux, *sorties], default=date.max)
    return bool(depuis <= le < fin)
