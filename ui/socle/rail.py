"""Le rail des écrans : une icône, un mot, au besoin un compte."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QVBoxLayout

from ui.socle.icones import peindre_icone
from ui.socle.peint import BoutonPeint
from ui.socle.theme import CORPS, DOUBLE, LARGEUR_RAIL, PAS, PETIT, RAYON_CONTROLE, Ton, couleur, police, theme


class _Element(BoutonPeint):
    """Un écran du rail."""

    def __init__(self, mot: str, icone: str) -> None:
        super().__init__(mot)
        self._icone = icone
        self.compte = 0
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.compter(0)

    def compter(self, compte: int) -> None:
        """Montre un compte, 0 n'en montre pas."""
        self.compte = compte
        self.setAccessibleName(f"{self.text()}, {compte}" if compte else self.text())
        self.setAccessibleDescription(f"Ouvre l'écran {self.text()}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(LARGEUR_RAIL - 2 * PAS, 40)

    def paintEvent(self, event: QPaintEvent) -> None:
        t, actif = theme(), self.isChecked()
        peintre = QPainter(self)
        peintre.setRenderHint(QPainter.RenderHint.Antialiasing)
        zone = QRectF(self.rect())
        peintre.setPen(QPen(couleur(t.accent), 1.5) if self.hasFocus() else Qt.PenStyle.NoPen)
        if actif or self.underMouse():
            peintre.setBrush(couleur(t.fond_accent if actif else t.fond))
        if actif or self.underMouse() or self.hasFocus():
            peintre.drawRoundedRect(zone.adjusted(1, 1, -1, -1), RAYON_CONTROLE, RAYON_CONTROLE)
        peindre_icone(peintre, QRectF(12, 11, 18, 18), self._icone, t.accent if actif else t.douce)
        peintre.setPen(couleur(t.accent if actif else t.douce))
        peintre.setFont(police(CORPS, QFont.Weight.DemiBold if actif else QFont.Weight.Normal))
        milieu = Qt.AlignmentFlag.AlignVCenter
        peintre.drawText(zone.adjusted(40, 0, 0, 0), milieu, self.text())
        if self.compte:
            self._peindre_compte(peintre, zone)
        peintre.end()

    def _peindre_compte(self, peintre: QPainter, zone: QRectF) -> None:
        paire = theme().paire(Ton.EN_RETARD)
        peintre.setFont(police(PETIT, QFont.Weight.DemiBold))
        largeur = max(24, QFontMetrics(peintre.font()).horizontalAdvance(str(self.compte)) + 14)
        rond = QRectF(zone.right() - largeur - 12, zone.center().y() - 10, largeur, 20)
        peintre.setPen(Qt.PenStyle.NoPen)
        peintre.setBrush(couleur(paire.fond))
        peintre.drawRoundedRect(rond, 10, 10)
        peintre.setPen(couleur(paire.encre))
        peintre.drawText(rond, Qt.AlignmentFlag.AlignCenter, str(self.compte))


class Rail(QFrame):
    """La colonne des écrans ; `choisi(clé)`. Flèches haut et bas au clavier."""

    choisi = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(LARGEUR_RAIL)
        self.setAccessibleName("Écrans")
        self._elements: dict[str, _Element] = {}
        self._groupe = QButtonGroup(self)
        self._boite = QVBoxLayout(self)
        self._boite.setContentsMargins(PAS, DOUBLE, PAS, DOUBLE)
        self._boite.setSpacing(4)
        self._boite.addStretch(1)

    def ajouter(self, cle: str, mot: str, icone: str) -> None:
        """Ajoute un écran en bas du rail."""
        element = _Element(mot, icone)
        self._elements[cle] = element
        self._groupe.addButton(element)
        self._boite.insertWidget(self._boite.count() - 1, element)
        element.clicked.connect(lambda *_: self.choisi.emit(cle))

    def allumer(self, cle: str) -> None:
        """Marque l'écran courant, sans rien émettre."""
        if cle in self._elements:
            self._elements[cle].setChecked(True)

    def compter(self, cle: str, compte: int) -> None:
        """Montre un compte à droite du mot."""
        self._elements[cle].compter(compte)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pas = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        elements = list(self._elements.values())
        ici = next((rang for rang, element in enumerate(elements) if element.hasFocus()), None)
        if pas is None or ici is None:
            super().keyPressEvent(event)
            return
        elements[(ici + pas) % len(elements)].setFocus(Qt.FocusReason.TabFocusReason)
