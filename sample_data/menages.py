"""Les ménages de la démonstration : leurs récits, lus des fichiers TOML, et l'information donnée à tous."""

from __future__ import annotations

import tomllib
from pathlib import Path

from sample_data.accompagnement import completer, noter_accompagnement
from sample_data.agenda import Agenda
from sample_data.apres import noter_suivi
from sample_data.depart import noter_relogements
from sample_data.dossier import Dossier, Recit
from sample_data.foyer import noter_foyer
from sample_data.informations import noter_chez, noter_collectives
from sample_data.parcours import Vivier, noter_propositions
from sample_data.vie import Partenaires

ICI = Path(__file__).parent


def noter_menages(agenda: Agenda, dossier_pieces: Path, partenaires: Partenaires) -> None:
    """Tous les récits, puis les informations collectives que chacun a reçues tant qu'il était là.

    `partenaires` : ceux que ces réunions informent aussi.
    """
    vivier = Vivier(agenda, _lire("logements")["logement"], "Karim L.")
    recits = [r for batiment in "ab" for r in _lire(f"batiment_{batiment}")["menage"]]
    completer(recits, _lire("accompagnement")["menage"])
    dossiers = [Dossier(agenda, recit, recit["referent"]) for recit in recits]
    for dossier, recit in zip(dossiers, recits, strict=True):
        noter_foyer(dossier)
        noter_propositions(dossier, vivier, dossier_pieces)
        noter_relogements(dossier)
        noter_suivi(dossier)
        noter_accompagnement(dossier, vivier)
        for information in recit.get("information", []):
            noter_chez(dossier, information)
    noter_collectives(agenda, _lire("informations")["information"], dossiers, dossier_pieces, partenaires)


def _lire(nom: str) -> Recit:
    return tomllib.loads((ICI / f"{nom}.toml").read_text(encoding="utf-8"))
