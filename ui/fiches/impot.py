"""La fiche de l'avis d'impôt : le revenu fiscal de référence, que l'on compare aux plafonds de ressources."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from relogement.commun import Changements
from relogement.services.avis_impot import annee_de, noter_avis_impot
from relogement.services.corrections import corriger
from ui.fiches.dossier import Dossier
from ui.fiches.modele import Modele, Valeurs, fixes, jour
from ui.socle.champs import Champ, Genre, Valeur


def _noter(base: Any, d: Dossier, v: Valeurs) -> Changements:
    if d.ligne is None:
        return noter_avis_impot(base, d.menage_id, **v)
    return corriger(base, "avisimpot", d.cle, **(v | {"annee": annee_de(v["annee"], v["douze_mois_au"])}))


def _notees(d: Dossier) -> Mapping[str, Valeur]:
    """L'année n'est pas celle d'un avis quand ce sont douze mois qui sont notés."""
    notees = d.valeurs("le", "annee", "rfr", "invalidite", "douze_mois_au")
    return notees | {"annee": None} if notees.get("douze_mois_au") else notees


FICHES: dict[str, Modele] = {
    "avis_impot": Modele(
        "Avis d'impôt",
        fixes(
            jour(libelle="Avis vu le"),
            Champ("annee", "Année de l'avis", Genre.ENTIER, minimum=2000, maximum=2100, demi=True,
                  aide="« Avis d'impôt 2025 sur les revenus de 2024 » : 2025."),
            Champ("douze_mois_au", "Ou revenus des douze mois finis le", Genre.DATE, demi=True,
                  aide="Sans avis encore, justifiés et calculés comme le revenu fiscal de référence."),
            Champ("rfr", "Revenu fiscal de référence, par an", Genre.MONTANT, obligatoire=True, demi=True,
                  aide="Plusieurs avis au foyer : leur somme.", manque="Indiquez le revenu fiscal de référence."),
            Champ("invalidite", "Carte mobilité inclusion « invalidité » au foyer", Genre.OUI_NON_INCONNU,
                  aide="Elle relève les plafonds d'une catégorie. Notez la carte, jamais la raison."),
        ),
        _noter,
        valeurs=_notees,
        cible=lambda d: d.celle(d.fiche.avis_impot),
        retrait="avisimpot",
        intro="Il situe les ressources sous les plafonds du logement social (article 12). Les plafonds "
              "d'une année se comparent aux revenus de l'avant-dernière, sauf baisse d'un dixième depuis.",
    ),
}
