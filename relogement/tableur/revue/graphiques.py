"""La feuille « Graphiques » : la courbe de l'avancement, l'avant et l'après, les lieux ; des graphiques du tableur."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from relogement.regles.revue.pages.impact import AVANT_APRES
from relogement.regles.revue.revue import Revue
from relogement.tableur.revue.avancement import COURBE
from relogement.tableur.revue.cellules import Reperes, Zone
from relogement.tableur.revue.feuille import LIGNES_GRAPHIQUE, Feuille
from relogement.tableur.revue.notes import notes_page

TITRE = "Graphiques"
LIEUX = "Localisation"
_LARGEURS = (9,) * 18
_TAILLE = {"width": 585, "height": 380}
_BLEU, _ORANGE, _GRIS, _VERT = "#1D4E89", "#C2410C", "#6B7280", "#3F7D58"
_EN_EUROS = range(5)
"""Les lignes du tableau avant-après qui sont des euros par mois : un taux ne se dessine pas à côté."""


def ecrire(feuille: Feuille, revue: Revue, reperes: Reperes, classeur: Any) -> None:
    """Écrit les graphiques dont les données sont là ; à appeler après les feuilles qui les portent."""
    feuille.largeurs(_LARGEURS)
    feuille.titre("Graphiques", [*notes_page(revue), "Les chiffres dessinés sont dans les feuilles nommées."])
    haut = feuille.ligne
    faits = [
        faire(classeur, reperes.series[serie])
        for serie, faire in ((COURBE, _courbe), (AVANT_APRES, _avant_apres), (LIEUX, _lieux))
        if serie in reperes.series
    ]
    if not faits:
        feuille.note("Rien à dessiner à cette date.")
    for rang, graphique in enumerate(faits):
        feuille.poser(graphique, haut + LIGNES_GRAPHIQUE * (rang // 2), 9 * (rang % 2))
    feuille.finir()


def _habiller(graphique: Any, titre: str, axe: str, nombres: str) -> Any:
    graphique.set_title({"name": titre, "name_font": {"size": 12, "bold": True}, "overlay": False})
    graphique.set_legend({"position": "bottom"})
    graphique.set_y_axis({"name": axe, "num_format": nombres, "major_gridlines": {"visible": True,
                          "line": {"color": "#E5E7EB"}}, "min": 0})
    graphique.set_size(_TAILLE)
    return graphique


def _serie(nom: str, etiquettes: Zone, valeurs: Zone, couleur: str, **options: Any) -> dict[str, Any]:
    return {
        "name": nom, "categories": f"={etiquettes.reference}", "values": f"={valeurs.reference}",
        "categories_data": list(etiquettes.lues), "values_data": list(valeurs.lues),
        "fill": {"color": couleur}, "line": {"color": couleur, "width": 2}, **options,
    }


def _courbe(classeur: Any, zones: Sequence[Zone]) -> Any:
    graphique = classeur.add_chart({"type": "line"})
    repere = {"type": "circle", "size": 4, "fill": {"color": _BLEU}, "border": {"color": _BLEU}}
    graphique.add_series(_serie("Restant à reloger", zones[0], zones[1], _BLEU, marker=repere))
    graphique.set_x_axis({"date_axis": True, "num_format": "mm/yyyy", "major_unit": 3, "major_unit_type": "months"})
    return _habiller(graphique, "Ménages restant à reloger", "ménages", "0")


def _avant_apres(classeur: Any, zones: Sequence[Zone]) -> Any:
    graphique = classeur.add_chart({"type": "column"})
    lus = [
        replace(z, derniere=z.premiere + len(_EN_EUROS) - 1, lues=z.lues[: len(_EN_EUROS)]) for z in zones
    ]
    for nom, valeurs, couleur in (("Avant", lus[1], _GRIS), ("Après", lus[2], _ORANGE)):
        graphique.add_series(_serie(nom, lus[0], valeurs, couleur))
    return _habiller(graphique, "Budget avant et après le relogement (médianes)", "euros par mois", r"0\ [$€-40C]")


def _lieux(classeur: Any, zones: Sequence[Zone]) -> Any:
    graphique = classeur.add_chart({"type": "column"})
    etiquette = {"value": True}
    graphique.add_series(_serie("Ménages relogés", zones[0], zones[1], _VERT, data_labels=etiquette))
    return _habiller(graphique, "Où vivent les ménages relogés", "ménages", "0")
