"""Les filtres d'Aujourd'hui : de qui, de quelle opération, de quel article."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from relogement.regles.charte.parametres import charger_charte
from relogement.stockage.base import Base
from relogement.stockage.lectures import lignes_operations
from relogement.stockage.lectures_referents import noms_referents
from ui.socle.contexte import Contexte
from ui.socle.theme import DOUBLE, HAUTEUR_CONTROLE

_PREFERENCE = "aujourdhui/agent"
_TOUS = "*"


class Filtres(QWidget):
    """Trois listes. L'agent montré d'abord est celui qui travaille, s'il est référent ; son dernier choix est gardé."""

    change = Signal()

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__()
        self._contexte = contexte
        self.agents, self.operations, self.articles = QComboBox(), QComboBox(), QComboBox()
        self.articles.addItem("Tous les articles", None)
        for article in charger_charte().articles:
            self.articles.addItem(f"Article {article.numero}", article.numero)
        boite = QHBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.setSpacing(DOUBLE)
        for liste, nom in ((self.agents, "De qui"), (self.operations, "Opération"), (self.articles, "Article")):
            liste.setAccessibleName(nom)
            liste.setFixedHeight(HAUTEUR_CONTROLE)
            liste.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            liste.currentIndexChanged.connect(self._choisir)
            boite.addWidget(liste)

    def relire(self) -> None:
        """Relit les référents et les opérations ; les choix restent."""
        moi, base = self._contexte.seance.agent, self._contexte.base
        noms = noms_referents(base)
        garde = self._contexte.preference(_PREFERENCE)
        voulu = self.agents.currentData() or garde or (moi if moi in noms else _TOUS)
        choix = [("Mes ménages", moi)] if moi in noms else []
        choix += [("Tous les agents", _TOUS), *((nom, nom) for nom in noms if nom != moi)]
        _remplir(self.agents, choix, voulu if voulu in {agent for _, agent in choix} else _TOUS)
        operations: list[tuple[str, str | None]] = [("Toutes les opérations", None)]
        operations += [(f"{o.code} · {o.nom}", str(o.id)) for o in lignes_operations(base)]
        _remplir(self.operations, operations, self.operations.currentData())
        self.operations.setVisible(len(operations) > 2)

    @property
    def agent(self) -> str | None:
        """L'agent choisi ; None : tous."""
        choisi = self.agents.currentData()
        return None if choisi in (None, _TOUS) else str(choisi)

    @property
    def operation(self) -> UUID | None:
        """L'opération choisie ; None : toutes."""
        choisie = self.operations.currentData()
        return None if choisie is None else UUID(choisie)

    @property
    def article(self) -> int | None:
        """L'article choisi ; None : tous."""
        choisi = self.articles.currentData()
        return None if choisi is None else int(choisi)

    def _choisir(self) -> None:
        if self.sender() is self.agents and self.agents.currentData():
            self._contexte.ecrire_preference(_PREFERENCE, str(self.agents.currentData()))
        self.change.emit()


def _remplir(liste: QComboBox, choix: Sequence[tuple[str, str | None]], voulu: str | None) -> None:
    liste.blockSignals(True)
    liste.clear()
    for mot, valeur in choix:
        liste.addItem(mot, valeur)
    liste.setCurrentIndex(max(0, liste.findData(voulu)))
    liste.blockSignals(False)
