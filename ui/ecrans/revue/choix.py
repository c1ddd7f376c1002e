"""Ce qu'on veut voir : une opération, plusieurs, toutes ; et à la fin de quel trimestre."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from relogement.stockage.base import Base
from relogement.stockage.lectures import LigneOperation
from ui.ecrans.operation.sorties import trimestres
from ui.ecrans.revue.lecture import Demande
from ui.socle.contexte import Contexte
from ui.socle.elements import Texte, flux, rangee, vider
from ui.socle.theme import DOUBLE, HAUTEUR_CONTROLE

TOUTES, PLUSIEURS = "*", "+"
AUCUNE = "Cochez au moins une opération."
_PAUSE = 600
"""Le temps de cocher plusieurs cases avant que le calcul ne parte, en millisecondes."""


class ChoixRevue(QWidget):
    """`change` : la demande n'est plus la même."""

    change = Signal()

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__()
        self.operations, self.trimestres = _liste("Opérations de la revue"), _liste("Trimestre de la revue")
        for code, mot in trimestres(contexte.aujourd_hui()):
            self.trimestres.addItem(mot, code)
        self.cases: dict[str, QCheckBox] = {}
        self._cases = QVBoxLayout()
        self._plusieurs = QWidget()
        self._plusieurs.setProperty("transparent", True)
        self._plusieurs.setLayout(self._cases)
        self._cases.setContentsMargins(0, 0, 0, 0)
        self._plusieurs.hide()
        self._manque = Texte(AUCUNE, "doux")
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.change)
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.addLayout(rangee(self.operations, self.trimestres, None, espace=DOUBLE))
        boite.addWidget(self._plusieurs)
        self.operations.currentIndexChanged.connect(self._choisir)
        self.trimestres.currentIndexChanged.connect(lambda *_: self.change.emit())

    def proposer(self, lignes: Sequence[LigneOperation]) -> None:
        """Les opérations de la base ; ce qui est choisi le reste."""
        choisi, coches = self.operations.currentData(), self._coches()
        connus = [(f"{o.code} · {o.nom}", o.code) for o in lignes]
        if [self.operations.itemData(i) for i in range(1, self.operations.count() - 1)] == [c for _, c in connus]:
            return
        self.operations.blockSignals(True)
        self.operations.clear()
        for mot, code in (("Toutes les opérations", TOUTES), *connus, ("Plusieurs opérations…", PLUSIEURS)):
            self.operations.addItem(mot, code)
        self.operations.setCurrentIndex(max(0, self.operations.findData(choisi)))
        self.operations.blockSignals(False)
        self.operations.setVisible(len(connus) > 1)
        self._faire_cases(connus, coches)

    def poser(self, operation: str | None, trimestre: str | None) -> None:
        """Choisit cette opération et ce trimestre, s'ils sont proposés ; None : n'y touche pas."""
        for liste, voulu in ((self.operations, operation), (self.trimestres, trimestre)):
            rang = liste.findData(voulu)
            if voulu is not None and rang >= 0:
                liste.setCurrentIndex(rang)

    def _faire_cases(self, connus: Sequence[tuple[str, str]], coches: set[str]) -> None:
        vider(self._cases)
        self.cases = {code: QCheckBox(mot) for mot, code in connus}
        for code, case in self.cases.items():
            case.setChecked(code in coches)
            case.toggled.connect(lambda _: self._pause.start())
        self._cases.addWidget(flux(*self.cases.values(), espace=DOUBLE))
        self._manque = Texte(AUCUNE, "doux")
        self._cases.addWidget(self._manque)

    def _coches(self) -> set[str]:
        return {code for code, case in self.cases.items() if case.isChecked()}

    def _choisir(self) -> None:
        self._plusieurs.setVisible(self.operations.currentData() == PLUSIEURS)
        self.change.emit()

    @property
    def demande(self) -> Demande | None:
        """Ce qui est choisi ; None : plusieurs opérations, mais aucune encore."""
        trimestre, choisie = str(self.trimestres.currentData()), self.operations.currentData()
        if choisie == PLUSIEURS:
            coches = self._coches()
            self._manque.setVisible(not coches)
            return Demande(trimestre, tuple(code for code in self.cases if code in coches)) if coches else None
        return Demande(trimestre, () if choisie in (None, TOUTES) else (str(choisie),))


def _liste(nom: str) -> QComboBox:
    liste = QComboBox()
    liste.setAccessibleName(nom)
    liste.setFixedHeight(HAUTEUR_CONTROLE)
    liste.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return liste
