"""Le calcul en cours dans la page : où il en est, de quoi l'arrêter ; arrêté ou dépassé, de quoi le refaire."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from relogement.formats import nombre
from ui.socle.elements import Bouton, Texte
from ui.socle.taches import Suivi
from ui.socle.theme import DOUBLE

PREMIERE = "Les chiffres de la revue se calculent ; le reste de la fenêtre répond."
ENCORE = "La revue se recalcule ; les chiffres montrés sont ceux d'avant."


class Attente(QWidget):
    """`renoncer` : arrêter le calcul ; `recalculer` : le demander."""

    renoncer = Signal()
    recalculer = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._suivi: Suivi | None = None
        self.phrase, self.barre = Texte("", "doux"), QProgressBar()
        self.barre.setTextVisible(False)
        self.barre.setFixedWidth(200)
        self.arret = Bouton("Arrêter le calcul", self.renoncer.emit)
        self.refaire = Bouton("Calculer la revue", self.recalculer.emit, "primaire")
        boite = QHBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.setSpacing(DOUBLE)
        boite.addWidget(self.phrase, 1)
        for element in (self.barre, self.arret, self.refaire):
            boite.addWidget(element)
        self.hide()

    def suivre(self, suivi: Suivi, *, premiere: bool) -> None:
        """Suit ce calcul ; `premiere` : rien n'est encore montré."""
        self._suivi = suivi
        suivi.avance.connect(self._avancer)
        self._montrer(PREMIERE if premiere else ENCORE, en_cours=True)
        self.barre.setRange(0, 0)

    def _avancer(self, fait: int, total: int, _phrase: str) -> None:
        if self.sender() is self._suivi:
            self.barre.setRange(0, total)
            self.barre.setValue(fait)
            self.barre.setAccessibleName(f"Calcul : {nombre(fait)} sur {nombre(total)}")

    def proposer(self, phrase: str) -> None:
        """Dit pourquoi il n'y a pas, ou plus, de calcul juste, et propose de le refaire."""
        self._suivi = None
        self._montrer(phrase, en_cours=False)

    def finir(self) -> None:
        """Rien n'est plus à attendre."""
        self._suivi = None
        self.hide()

    def _montrer(self, phrase: str, *, en_cours: bool) -> None:
        self.phrase.setText(phrase)
        for element in (self.barre, self.arret):
            element.setVisible(en_cours)
        self.refaire.setVisible(not en_cours)
        self.show()
