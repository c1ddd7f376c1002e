"""Les fiches du départ : visite technique, changement d'adresse (article 10)."""

from __future__ import annotations

from typing import Any

from relogement.commun import Changements
from relogement.services import indemnites
from relogement.services.accompagnement import noter_visite_technique
from relogement.services.corrections import corriger
from ui.fiches.demenagement import SANS_BAIL, dernier
from ui.fiches.dossier import Dossier
from ui.fiches.modele import Modele, Valeurs, fixes, jour, reprendre
from ui.socle.champs import Champ, Genre


def _visite_technique(base: Any, d: Dossier, v: Valeurs) -> Changements:
    if d.ligne is None:
        return noter_visite_technique(base, d.menage_id, **v)
    return corriger(base, "visitetechnique", d.cle, **v)


def _adresse(base: Any, d: Dossier, v: Valeurs) -> Changements:
    return indemnites.indemniser_adresse(base, d.cle, forfait=v["adresse_forfait"], le=v["adresse_paye_le"])


FICHES: dict[str, Modele] = {
    "visite_technique": Modele(
        "Visite technique du logement quitté",
        fixes(
            jour(libelle="Visite du"),
            Champ("constat", "Constat", Genre.TEXTE_LONG, aide="L'état du logement, ce qui a été convenu."),
        ),
        _visite_technique,
        valeurs=reprendre("le", "constat"),
        cible=lambda d: d.celle(d.fiche.visites_techniques),
        retrait="visitetechnique",
        intro="Elle précède la fin du bail (article 10). En démolition, aucune réparation n'est retenue.",
    ),
    "adresse": Modele(
        "Changement d'adresse",
        fixes(
            Champ("adresse_forfait", "Somme forfaitaire", Genre.MONTANT, obligatoire=True, demi=True,
                  manque="Indiquez le montant de la somme forfaitaire."),
            Champ("adresse_paye_le", "Payée le", Genre.DATE, passee=True, demi=True, aide="Vide : pas encore payée."),
        ),
        _adresse,
        valeurs=reprendre("adresse_forfait", "adresse_paye_le"),
        retrait="relogement",
        efface=("adresse_forfait", "adresse_paye_le"),
        cible=dernier,
        exige=SANS_BAIL,
        intro="Le bailleur indemnise le changement d'adresse de chaque ménage (article 10).",
    ),
}
