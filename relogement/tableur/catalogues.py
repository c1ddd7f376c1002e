"""Les genres de listes que l'on importe, et le catalogue des colonnes de chacun."""

from __future__ import annotations

from collections.abc import Mapping

from relogement.tableur.colonnes import ETATS_LOCATIFS, Catalogue
from relogement.vocabulaire import Liste

VIVIERS = Catalogue("viviers/colonnes.toml")
SUIVIS = Catalogue("suivis/colonnes.toml")


class GenreListe(Liste):
    """Ce qu'une liste contient."""

    ETAT_LOCATIF = "etat_locatif", "état locatif"
    VIVIER = "vivier", "logements offerts"
    SUIVI = "suivi", "suivi des relogements"


CATALOGUES: Mapping[GenreListe, Catalogue] = {
    GenreListe.ETAT_LOCATIF: ETATS_LOCATIFS, GenreListe.VIVIER: VIVIERS, GenreListe.SUIVI: SUIVIS,
}
