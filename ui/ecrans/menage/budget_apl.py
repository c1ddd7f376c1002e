"""D'où vient une APL estimée, sous le tableau des budgets : le résumé, et tout le calcul à la demande."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from relogement.services.tableau_menage import ColonneBudget
from ui.ecrans.menage.grille import Grille
from ui.socle.elements import Bouton, Texte, rangee
from ui.socle.formats import euros
from ui.socle.theme import DEMI, PAS

POURQUOI = "Pourquoi ce montant ?"


class PourquoiApl(QWidget):
    """Le résumé d'une estimation, et, dépliée, chaque ligne du calcul."""

    def __init__(self, colonne: ColonneBudget) -> None:
        super().__init__()
        assert colonne.estimation is not None
        self.setProperty("transparent", True)
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, PAS, 0, 0)
        boite.setSpacing(DEMI)
        self._bouton = Bouton(POURQUOI, self.basculer, "lien", description=f"{POURQUOI} {colonne.titre}")
        ligne = rangee(Texte(f"{colonne.titre} : {_mensualite(colonne)}{colonne.estimation.resume}", "petit"),
                       self._bouton)
        ligne.setStretch(0, 1)
        boite.addLayout(ligne)
        lignes = [(x.libelle, x.valeur, x.pourquoi) for x in colonne.estimation.lignes]
        self.calcul = Grille(("Étape", "Montant", "Pourquoi"), lignes, parts=(3, 3, 6))
        self.calcul.hide()
        boite.addWidget(self.calcul)

    def basculer(self) -> None:
        """Montre tout le calcul, ou le replie."""
        self.calcul.setVisible(self.calcul.isHidden())
        self._bouton.setText(POURQUOI if self.calcul.isHidden() else "Replier le calcul")


def _mensualite(c: ColonneBudget) -> str:
    """« mensualité entre 128 € et 142 €. » ; vide si elle n'est pas connue ou ne varie pas."""
    if c.fourchette is None or c.fourchette[0] == c.fourchette[1]:
        return ""
    basse, haute = (euros(x, entier=True) for x in c.fourchette)
    return f"mensualité entre {basse} et {haute}. "
