"""La fiche d'un ménage que l'on ajoute à la main : son nom et le logement qu'il quitte."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from relogement.commun import Changements
from relogement.services.menages import creer_menage
from ui.fiches.dossier_operation import DossierOperation
from ui.fiches.foyer import LOGEMENT, NOM
from ui.fiches.modele import ModeleDe, Valeurs, fixes
from ui.socle.champs import Valeur

NOUVEAU_MENAGE = "nouveau_menage"


def _depart(d: DossierOperation) -> Mapping[str, Valeur]:
    """La commune, si l'opération n'en a qu'une."""
    communes = d.vie.operation["communes"]
    return {} if "," in communes else {"commune": communes}


def _creer(base: Any, d: DossierOperation, v: Valeurs) -> Changements:
    return creer_menage(base, d.operation_id, **v)


FICHES: dict[str, ModeleDe[DossierOperation]] = {
    NOUVEAU_MENAGE: ModeleDe(
        "Nouveau ménage", fixes(NOM, *LOGEMENT), _creer, valeurs=_depart, action="Créer le dossier",
        titres={LOGEMENT[0].nom: "Le logement quitté"},
        intro="Pour un ménage que la liste du bailleur ne montre pas. Son dossier s'ouvre ensuite : foyer, bail, loyer "
        "et ressources s'y notent.",
    ),
}
