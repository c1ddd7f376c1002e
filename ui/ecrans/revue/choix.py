"""Ce qu'on veut voir : une opération, plusieurs, toutes ; et à quel moment."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from relogement.stockage.base import Base
from relogement.stockage.lectures import LigneOperation
from ui.ecrans.revue.lecture import Demande
from ui.ecrans.revue.moment import ChoixMoment
from ui.socle.contexte import Contexte
from ui.socle.elements import Texte, ZoneDefilante, colonne, flux, rangee
from ui.socle.theme import DOUBLE, HAUTEUR_CONTROLE, PAS

TOUTES, PLUSIEURS = "*", "+"
AUCUNE = "Cochez au moins une opération."
RANG, PAR_LIGNE, LIGNES = 32, 3, 3
"""La hauteur d'une ligne de cases, combien y tiennent dans la plus petite fenêtre, combien de lignes se montrent."""
_PAUSE = 600
"""Le temps de cocher plusieurs cases avant que le calcul ne parte, en millisecondes."""


class ChoixRevue(QWidget):
    """`change` : la demande n'est plus la même."""

    change = Signal()

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__()
        self.operations, self.moment = QComboBox(), ChoixMoment(contexte)
        self.operations.setAccessibleName("Opérations de la revue")
        self.operations.setFixedHeight(HAUTEUR_CONTROLE)
        self.operations.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.cases: dict[str, QCheckBox] = {}
        self._zone, self._manque = ZoneDefilante(QWidget()), Texte(AUCUNE, "doux")
        self._plusieurs = QWidget()
        self._plusieurs.setProperty("transparent", True)
        plusieurs = colonne(self._zone, self._manque, espace=PAS)
        plusieurs.setContentsMargins(0, 0, 0, 0)
        self._plusieurs.setLayout(plusieurs)
        self._plusieurs.hide()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.change)
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.addLayout(rangee(self.operations, self.moment, None, espace=DOUBLE))
        boite.addWidget(self._plusieurs)
        self.operations.currentIndexChanged.connect(self._choisir)
        self.moment.change.connect(self.change)

    def proposer(self, lignes: Sequence[LigneOperation]) -> None:
        """Les opérations de la base ; ce qui est choisi le reste."""
        choisi, coches = self.operations.currentData(), self._coches()
        connus = [(f"{o.code} · {o.nom}", o.code) for o in lignes]
        deja = [(self.operations.itemText(i), self.operations.itemData(i)) for i in range(self.operations.count())]
        if deja[1:-1] == connus:
            return
        self.operations.blockSignals(True)
        self.operations.clear()
        for mot, code in (("Toutes les opérations", TOUTES), *connus, ("Plusieurs opérations…", PLUSIEURS)):
            self.operations.addItem(mot, code)
        self.operations.setCurrentIndex(max(0, self.operations.findData(choisi)))
        self.operations.blockSignals(False)
        self.operations.setVisible(len(connus) > 1)
        self._faire_cases(connus, coches)

    def poser(self, demande: Demande) -> None:
        """Choisit ces opérations (vide : toutes) et ce moment."""
        codes = demande.operations
        for code, case in self.cases.items():
            case.blockSignals(True)
            case.setChecked(code in codes)
            case.blockSignals(False)
        voulu = TOUTES if not codes else codes[0] if len(codes) == 1 else PLUSIEURS
        self.operations.setCurrentIndex(max(0, self.operations.findData(voulu)))
        self.moment.poser(demande.arret)

    def _faire_cases(self, connus: Sequence[tuple[str, str]], coches: set[str]) -> None:
        self.cases = {code: QCheckBox(mot) for mot, code in connus}
        for code, case in self.cases.items():
            case.setChecked(code in coches)
            case.toggled.connect(lambda _: self._pause.start())
        self._zone.remplacer(flux(*self.cases.values(), espace=DOUBLE))
        # Trente opérations ne prennent pas la place des chiffres : au-delà de trois lignes, elles défilent.
        self._zone.setFixedHeight(RANG * min(LIGNES, -(-len(connus) // PAR_LIGNE)))

    def _coches(self) -> set[str]:
        return {code for code, case in self.cases.items() if case.isChecked()}

    def _choisir(self) -> None:
        self._plusieurs.setVisible(self.operations.currentData() == PLUSIEURS)
        self.change.emit()

    @property
    def demande(self) -> Demande | None:
        """Ce qui est choisi ; None : plusieurs opérations mais aucune encore, ou une date qui ne se lit pas."""
        arret, choisie = self.moment.arret, self.operations.currentData()
        if arret is None:
            return None
        if choisie == PLUSIEURS:
            coches = self._coches()
            self._manque.setVisible(not coches)
            return Demande(arret, tuple(code for code in self.cases if code in coches)) if coches else None
        return Demande(arret, () if choisie in (None, TOUTES) else (str(choisie),))

