"""La charte d'une opération : celles qu'elle a suivies, et le choix d'une autre à partir d'un jour."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout

from relogement.formats import date_courte
from relogement.stockage.base import Base
from relogement.stockage.lectures_chartes import chartes_suivies, lignes_chartes
from ui.fiches.charte import FicheChoix
from ui.socle.contexte import Contexte
from ui.socle.elements import Bouton, Carte, Texte


class CarteCharte(Carte):
    """La fiche n'est refaite que si les chartes ou l'opération ont changé."""

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__("Charte de l'opération")
        self._contexte = contexte
        self._montre: object = None
        self.fiche: FicheChoix | None = None
        self._suivies = Texte()
        self._porteur = QVBoxLayout()
        voir = Bouton("Voir les chartes", lambda: contexte.naviguer("reglages", section="chartes"), "lien")
        self.a_droite(voir)
        self.ajouter(self._suivies)
        self.ajouter(self._porteur)

    def montrer(self, operation_id: UUID) -> None:
        """Relit les chartes suivies et celles que l'on peut choisir."""
        suivies = chartes_suivies(self._contexte.base, operation_id)
        self._suivies.setText("\n".join(f"{nom}, {_depuis(du)}" for du, _, nom in suivies))
        choix = [(c.charte.code, c.charte.nom) for c in lignes_chartes(self._contexte.base)]
        etat = (operation_id, suivies, choix)
        if etat != self._montre:
            self._montre = etat
            self._refaire(operation_id, choix)

    def _refaire(self, operation_id: UUID, choix: list[tuple[str, str]]) -> None:
        if self.fiche is not None:
            self.fiche.hide()
            self.fiche.deleteLater()
        self.fiche = FicheChoix(self._contexte, operation_id, choix)
        self._porteur.addWidget(self.fiche)


def _depuis(du: date | None) -> str:
    return "depuis sa création" if du is None else f"depuis le {date_courte(du)}"
