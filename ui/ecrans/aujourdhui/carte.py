"""Une carte d'échéances : les premières, et le reste sur demande."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout

from relogement.services.echeances import Echeance
from ui.ecrans.aujourdhui.ligne import LigneEcheance
from ui.socle.elements import Bouton, Carte, Filet, Texte, Titre, vider

PREMIERES, SUITE = 8, 40


class CarteEcheances(Carte):
    """Un titre, son compte, ses lignes ; `vide` se lit quand il n'y en a aucune."""

    def __init__(self, vide: str, ouvrir: Callable[[Echeance], object]) -> None:
        super().__init__()
        self._vide, self._ouvrir = vide, ouvrir
        self._echeances: Sequence[Echeance] = ()
        self._montrees = PREMIERES
        self._etroit = False
        self.lignes: list[LigneEcheance] = []
        self.titre = Titre("", "section")
        self.ajouter(self.titre)
        self._liste = QVBoxLayout()
        self._liste.setSpacing(0)
        self.ajouter(self._liste)
        self.suite = Bouton("", self._montrer_la_suite, "lien")
        self.ajouter(self.suite)

    def poser(self, titre: str, echeances: Sequence[Echeance]) -> None:
        """Change le contenu ; ce que l'on avait déplié le reste."""
        self.titre.setText(f"{titre} ({len(echeances)})" if echeances else titre)
        self.setAccessibleName(self.titre.text())
        self._echeances = echeances
        self._refaire()

    def _montrer_la_suite(self) -> None:
        rang = len(self.lignes)
        self._montrees += SUITE
        self._refaire()
        if rang < len(self.lignes):
            self.lignes[rang].bouton.setFocus()

    def _refaire(self) -> None:
        vider(self._liste)
        self.lignes = [LigneEcheance(e, self._ouvrir) for e in self._echeances[: self._montrees]]
        self.ajuster(etroit=self._etroit)
        for rang, ligne in enumerate(self.lignes):
            if rang:
                self._liste.addWidget(Filet())
            self._liste.addWidget(ligne)
        if not self._echeances:
            self._liste.addWidget(Texte(self._vide, "doux"))
        reste = len(self._echeances) - len(self.lignes)
        self.suite.setText(f"Voir les {min(reste, SUITE)} suivantes" if reste > 1 else "Voir la suivante")
        self.suite.setVisible(reste > 0)

    def ajuster(self, *, etroit: bool) -> None:
        """Serre ou desserre les lignes, selon la largeur de l'écran."""
        self._etroit = etroit
        for ligne in self.lignes:
            ligne.ajuster(etroit=etroit)
