"""Les ménages de la démonstration : leurs récits, lus des fichiers TOML, et l'information donnée à tous."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

from relogement.services.menages import noter_information
from relogement.vocabulaire import Moyen, NatureInformation
from sample_data.agenda import Agenda
from sample_data.apres import noter_suivi
from sample_data.depart import noter_relogements
from sample_data.dossier import Dossier, Recit
from sample_data.foyer import noter_foyer
from sample_data.parcours import Vivier, noter_propositions

ICI = Path(__file__).parent


def noter_menages(agenda: Agenda, dossier_pieces: Path) -> None:
    """Tous les récits, puis les informations collectives que chacun a reçues tant qu'il était là."""
    vivier = Vivier(agenda, _lire("logements")["logement"], "Karim L.")
    recits = [r for batiment in "ab" for r in _lire(f"batiment_{batiment}")["menage"]]
    informations = _lire("informations")["information"]
    for recit in recits:
        dossier = Dossier(agenda, recit, recit["referent"])
        noter_foyer(dossier)
        noter_propositions(dossier, vivier, dossier_pieces)
        noter_relogements(dossier)
        noter_suivi(dossier)
        for information in (*informations, *recit.get("information", [])):
            _informer(dossier, information)


def _lire(nom: str) -> Recit:
    return tomllib.loads((ICI / f"{nom}.toml").read_text(encoding="utf-8"))


def _informer(d: Dossier, i: Recit) -> None:
    """L'information atteint le ménage s'il est là ce jour ; les absents d'une réunion ont un courrier."""
    le, place = i["le"], d.recit["place"]
    if place in i.get("absents", []):
        le, moyen = i["courrier_le"], Moyen.COURRIER
    else:
        moyen = Moyen.de(i["moyen"])
    if not _present(d.recit, le):
        return
    natures = [NatureInformation.de(n) for n in i["natures"]]
    d.noter(le, lambda b: noter_information(
        b, d.menage(b), le=le, natures=natures, moyen=moyen, personne=i.get("personne"), note=i["note"],
    ))


def _present(recit: Recit, le: date) -> bool:
    depuis = recit.get("present_depuis", date.min)
    baux = [r["demenage"] for r in recit.get("relogement", []) if "demenage" in r and "retour" not in r]
    sorties = [recit["sortie"]["le"]] if "sortie" in recit else []
    fin: date = min([*baux, *sorties], default=date.max)
    return bool(depuis <= le < fin)
