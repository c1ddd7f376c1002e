"""Les fiches de la situation du ménage : employeur, numéro unique, congé, motifs de priorité."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from relogement.commun import Changements
from relogement.services import accompagnement, menages
from relogement.vocabulaire import MotifPriorite
from ui.fiches.dossier import Dossier
from ui.fiches.modele import Modele, Valeurs, fixes
from ui.socle.champs import Champ, Genre, Valeur


def _du_menage(*noms: str) -> Any:
    return lambda d: {nom: d.fiche.menage[nom] for nom in noms}


def _employeur(base: Any, d: Dossier, v: Valeurs) -> Changements:
    return accompagnement.dire_employeur(
        base, d.menage_id, action_logement=v["action_logement"], le=v["action_logement_le"]
    )


def _conge(base: Any, d: Dossier, v: Valeurs) -> Changements:
    return menages.enregistrer_bail(base, d.menage_id, **v)


def _priorites(d: Dossier) -> Mapping[str, Valeur]:
    return {"priorites": tuple(MotifPriorite.de(code) for code in d.fiche.menage["priorites"])}


FICHES: dict[str, Modele] = {
    "employeur": Modele(
        "Employeur et Action Logement",
        fixes(
            Champ("action_logement", "Un adulte travaille pour une entreprise qui cotise à Action Logement",
                  Genre.OUI_NON_INCONNU),
            Champ("action_logement_le", "Réponse donnée le", Genre.DATE, passee=True,
                  aide="Vide : connue depuis l'origine."),
        ),
        _employeur,
        valeurs=_du_menage("action_logement", "action_logement_le"),
        intro="Une entreprise privée d'au moins dix salariés cotise le plus souvent. Si oui, Action Logement est "
              "sollicité (article 12).",
    ),
    "nur": Modele(
        "Numéro unique de la demande",
        fixes(
            Champ("nur", "Numéro unique (NUR)", obligatoire=True, demi=True,
                  manque="Indiquez le numéro unique de la demande."),
            Champ("nur_le", "Dernier renouvellement", Genre.DATE, passee=True, demi=True),
        ),
        lambda base, d, v: accompagnement.renouveler_nur(base, d.menage_id, **v),
        valeurs=_du_menage("nur", "nur_le"),
        intro="La demande se renouvelle chaque année ; la date est celle de la dernière attestation.",
    ),
    "conge": Modele(
        "Congé et fin du bail d'origine",
        fixes(
            Champ("conge_le", "Congé donné le", Genre.DATE, passee=True, demi=True),
            Champ("fin", "Fin du bail", Genre.DATE, demi=True, aide="Vide : un mois après le congé."),
        ),
        _conge,
        valeurs=lambda d: {nom: (d.fiche.bail or {}).get(nom) for nom in ("conge_le", "fin")},
        intro="Une visite technique du logement précède la fin du bail (article 10).",
    ),
    "priorites": Modele(
        "Motifs de priorité",
        fixes(Champ("priorites", "Prioritaire aussi pour", Genre.CHOIX_MULTIPLE, choix=MotifPriorite)),
        lambda base, d, v: accompagnement.fixer_priorites(base, d.menage_id, **v),
        valeurs=_priorites,
        intro="Un ménage à reloger pour le renouvellement urbain est déjà prioritaire : cochez ce qui s'y ajoute.",
    ),
}
