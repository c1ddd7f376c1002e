"""L'avis d'impôt du ménage, et la part des plafonds de ressources qu'il fait."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from relogement.formats import date_courte, euros
from relogement.services.avis_impot import parts_du_menage
from relogement.stockage.lectures import FicheMenage, Ligne
from ui.ecrans.menage.grille import Cellule, Grille, gestes, lien
from ui.socle.elements import Bouton, Carte, EtatVide, Texte

if TYPE_CHECKING:
    from ui.ecrans.menage.section import Section


def carte_plafonds(section: Section, fiche: FicheMenage, au: date) -> Carte:
    """Chaque avis vu, du plus récent au plus ancien ; dessous, ce que fait le dernier des plafonds."""
    carte = Carte("Avis d'impôt et plafonds de ressources")
    carte.a_droite(Bouton("Noter un avis d'impôt", section.vers("avis_impot", None, "annee"), icone="plus"))
    if not fiche.avis_impot:
        carte.ajouter(EtatVide(
            "Le revenu fiscal de référence, ou celui des douze derniers mois s'il a baissé : il se compare aux "
            "plafonds PLAI, PLUS et PLS."
        ))
        return carte
    rangs = [_rang(section, a) for a in reversed(fiche.avis_impot)]
    colonnes = ("Avis", "Revenu fiscal de référence", "Carte d'invalidité", "Vu le", "")
    carte.ajouter(Grille(colonnes, rangs, parts=(3, 4, 3, 3, 0), droite=frozenset({1})))
    for ligne in parts_du_menage(section.contexte.base, fiche.menage["id"], au):
        carte.ajouter(Texte(ligne, "doux"))
    return carte


def _rang(section: Section, a: Ligne) -> list[Cellule]:
    avis = str(a["annee"]) if a["douze_mois_au"] is None else f"Douze mois au {date_courte(a['douze_mois_au'])}"
    corriger = lien("Corriger", section.vers("avis_impot", a["id"], None), f"Corriger l'avis d'impôt : {avis}")
    carte = {True: "oui", False: "non", None: "non renseignée"}[a["invalidite"]]
    return [avis, euros(a["rfr"]), carte, date_courte(a["le"]), gestes(corriger)]
