"""Une réponse parmi quelques-unes, toutes visibles : oui ou non, un degré, une issue ; une touche chacune."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QRadioButton, QWidget

from ui.socle.champs import OUI_NON, Champ, Genre
from ui.socle.disposition import DispositionFlux
from ui.socle.saisies import Saisie
from ui.socle.theme import DOUBLE

_PAS: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
"""Où mène une flèche parmi les réponses."""
_TOUCHES = ("0à", "1&", "2é", '3"', "4'", "5(", "6-", "7è", "8_", "9ç")
"""Les signes de chaque réponse : le chiffre, et ce que sa touche donne sur un clavier français sans majuscule."""


class SaisieReponses(Saisie):
    """Des boutons dont un seul se coche ; s'il est facultatif, le dernier (touche 0) est l'inconnu, coché au départ.

    `repondu` : une touche vient de répondre, le clavier peut passer au champ suivant.
    """

    def __init__(self, champ: Champ) -> None:
        super().__init__()
        codes = [(mot, mot) for mot in OUI_NON] if champ.genre is Genre.OUI_NON_INCONNU else champ.codes
        vide = [] if champ.obligatoire else [("", "sans réponse" if champ.touches else "inconnu")]
        mots = [(code, f"{n} · {mot}" if champ.touches else mot) for n, (code, mot) in enumerate(codes, 1)]
        mots += [(code, f"0 · {mot}" if champ.touches else mot) for code, mot in vide]
        self._boutons = {code: QRadioButton(mot) for code, mot in mots}
        self._touches = {
            signe: code for code, mot in mots for signe in _TOUCHES[int(mot[0])]
        } if champ.touches else {}
        self._groupe = QButtonGroup(self)
        boite = DispositionFlux(self, espace=DOUBLE)
        for bouton in self._boutons.values():
            self._groupe.addButton(bouton)
            boite.addWidget(bouton)
            bouton.clicked.connect(lambda *_: self.modifie.emit())
        self.poser("")
        self._brancher()

    def eventFilter(self, surveille: QObject, event: QEvent) -> bool:  # noqa: N802 (surcharge de Qt)
        """Les flèches répondent, là où Qt ne ferait que déplacer le clavier depuis une case qui n'est pas cochée."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            boutons = list(self._boutons.values())
            if event.key() in _PAS:
                rang = next(r for r, bouton in enumerate(boutons) if bouton is surveille)
                _repondre(boutons[(rang + _PAS[event.key()]) % len(boutons)])
                return True
            if event.text() in self._touches:
                _repondre(self._boutons[self._touches[event.text()]])
                self.repondu.emit()
                return True
        return super().eventFilter(surveille, event)

    def texte(self) -> str:
        """Voir `Saisie`."""
        return next((code for code, bouton in self._boutons.items() if bouton.isChecked()), "")

    def poser(self, texte: str) -> None:
        """Voir `Saisie` ; un code inconnu ne se coche pas."""
        bouton = self._boutons.get(texte) or self._boutons.get("")
        if bouton is not None:
            bouton.setChecked(True)
            return
        # Un groupe exclusif ne se décoche pas autrement.
        self._groupe.setExclusive(False)
        for autre in self._boutons.values():
            autre.setChecked(False)
        self._groupe.setExclusive(True)

    def cibles(self) -> list[QWidget]:
        """Voir `Saisie`."""
        return list(self._boutons.values())


def _repondre(bouton: QAbstractButton) -> None:
    bouton.setFocus(Qt.FocusReason.TabFocusReason)
    bouton.click()
