"""La fiche de l'avis d'impôt : le revenu fiscal de référence, que l'on compare aux plafonds de ressources."""

from __future__ import annotations

from typing import Any

from relogement.commun import Changements
from relogement.services.avis_impot import noter_avis_impot
from relogement.services.corrections import corriger
from ui.fiches.dossier import Dossier
from ui.fiches.modele import Modele, Valeurs, fixes, jour, reprendre
from ui.socle.champs import Champ, Genre


def _noter(base: Any, d: Dossier, v: Valeurs) -> Changements:
    if d.ligne is None:
        return noter_avis_impot(base, d.menage_id, **v)
    return corriger(base, "avisimpot", d.cle, **v)


FICHES: dict[str, Modele] = {
    "avis_impot": Modele(
        "Avis d'impôt",
        fixes(
            jour(libelle="Avis vu le"),
            Champ("annee", "Année de l'avis", Genre.ENTIER, minimum=2000, maximum=2100, obligatoire=True, demi=True,
                  aide="« Avis d'impôt 2025 sur les revenus de 2024 » : 2025.", manque="Indiquez l'année de l'avis."),
            Champ("rfr", "Revenu fiscal de référence, par an", Genre.MONTANT, obligatoire=True, demi=True,
                  aide="Plusieurs avis au foyer : leur somme.", manque="Indiquez le revenu fiscal de référence."),
            Champ("invalidite", "Carte mobilité inclusion « invalidité » au foyer", Genre.OUI_NON_INCONNU,
                  aide="Elle relève les plafonds d'une catégorie. Notez la carte, jamais la raison."),
        ),
        _noter,
        valeurs=reprendre("le", "annee", "rfr", "invalidite"),
        cible=lambda d: d.celle(d.fiche.avis_impot),
        retrait="avisimpot",
        intro="Il situe les ressources sous les plafonds du logement social (article 12). Les plafonds "
              "d'une année se comparent aux revenus de l'avant-dernière.",
    ),
}
