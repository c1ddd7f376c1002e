"""D'où vient une APL estimée : son résumé sous le tableau des budgets, tout le calcul dans une carte à la demande."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from relogement.formats import euros
from relogement.services.tableau_menage import ColonneBudget
from ui.ecrans.menage.grille import Grille
from ui.socle.elements import Bouton, Carte, Geste, Texte, rangee

POURQUOI = "Pourquoi ce montant ?"


def resume_apl(colonne: ColonneBudget, ouvrir: Geste) -> QHBoxLayout:
    """La mensualité encadrée, la source de l'estimation, sa réserve, et le lien vers son calcul."""
    resume = colonne.estimation.resume if colonne.estimation else ""
    lien = Bouton(POURQUOI, ouvrir, "lien", description=f"{POURQUOI} {colonne.titre}")
    ligne = rangee(Texte(f"{colonne.titre} : {_mensualite(colonne)}{resume}", "petit"), lien)
    ligne.setStretch(0, 1)
    return ligne


def carte_pourquoi(colonne: ColonneBudget, fermer: Geste) -> Carte:
    """Chaque ligne du calcul, dans l'ordre où il se fait."""
    carte = Carte(f"{POURQUOI} {colonne.titre}")
    carte.a_droite(Bouton("Fermer le calcul", fermer, "lien"))
    lignes = colonne.estimation.lignes if colonne.estimation else ()
    etapes = [(x.libelle, x.valeur, x.pourquoi) for x in lignes]
    carte.ajouter(Grille(("Étape", "Montant", "Raison"), etapes, parts=(3, 3, 6)))
    return carte


def _mensualite(c: ColonneBudget) -> str:
    """« mensualité entre 128 € et 142 €. » ; vide si elle n'est pas connue ou ne varie pas."""
    if c.fourchette is None or c.fourchette[0] == c.fourchette[1]:
        return ""
    basse, haute = (euros(x, entier=True) for x in c.fourchette)
    rls = ", la RLS n'étant plus due au-delà de son plafond" if c.rls_incertaine else ""
    return f"mensualité entre {basse} et {haute}{rls}. "
