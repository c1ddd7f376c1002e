"""La barre des sections d'une fiche : des mots soulignés, avec leurs comptes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget

from ui.socle.menu import BoutonMenu
from ui.socle.peint import BoutonPeint
from ui.socle.theme import CORPS, DOUBLE, couleur, police, theme

HAUTEUR = 36


def _etendue(largeurs: Sequence[int]) -> int:
    """La largeur d'éléments posés à la suite."""
    return sum(largeurs) + DOUBLE * max(0, len(largeurs) - 1)


class _Onglet(BoutonPeint):
    """Un mot de la barre, souligné quand il est choisi."""

    def __init__(self, mot: str) -> None:
        super().__init__(mot)
        self.compte: int | None = None
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def nommer(self) -> None:
        """Le nom lu par un lecteur d'écran dit aussi le compte."""
        self.setAccessibleName(self.text() if self.compte is None else f"{self.text()}, {self.compte}")
        self.setAccessibleDescription(f"Section {self.text()}")

    def _texte_compte(self) -> str:
        return "" if self.compte is None else f" {self.compte}"

    def sizeHint(self) -> QSize:
        mesure = QFontMetrics(police(CORPS, QFont.Weight.DemiBold))
        return QSize(mesure.horizontalAdvance(self.text() + self._texte_compte()) + 2, HAUTEUR)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme()
        peintre = QPainter(self)
        actif = self.isChecked()
        graisse = QFont.Weight.DemiBold if actif else QFont.Weight.Normal
        peintre.setFont(police(CORPS, graisse))
        peintre.setPen(couleur(t.accent if actif or self.underMouse() else t.douce))
        zone = QRectF(self.rect()).adjusted(0, 0, 0, -4)
        milieu = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        peintre.drawText(zone, milieu, self.text())
        avance = QFontMetrics(peintre.font()).horizontalAdvance(self.text())
        peintre.setFont(police(CORPS, QFont.Weight.DemiBold))
        peintre.setPen(couleur(t.accent))
        peintre.drawText(zone.adjusted(avance, 0, 0, 0), milieu, self._texte_compte())
        if actif:
            peintre.fillRect(QRectF(0, self.height() - 2, self.width(), 2), couleur(t.accent))
        if self.hasFocus():
            peintre.drawRect(QRectF(0.5, 4.5, self.width() - 1.5, self.height() - 13))
        peintre.end()


class Onglets(QWidget):
    """La barre des sections, sur une ligne ; `choisi` dit la clé. Flèches gauche et droite, Début et Fin au clavier.

    Ce qui ne tient pas dans la largeur passe dans le menu « Plus » ; la section choisie reste toujours dans la barre.
    """

    choisi = Signal(str)

    def __init__(self, sections: Sequence[tuple[str, str]], nom: str = "Sections") -> None:
        super().__init__()
        self.setAccessibleName(nom)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._cles = [cle for cle, _ in sections]
        self._groupe = QButtonGroup(self)
        self._onglets: list[_Onglet] = []
        for numero, (_, mot) in enumerate(sections):
            onglet = _Onglet(mot)
            onglet.setParent(self)
            onglet.nommer()
            self._onglets.append(onglet)
            self._groupe.addButton(onglet, numero)
        self.plus = BoutonMenu("Plus", (), genre="lien", description="Les autres sections")
        self.plus.setParent(self)
        self._groupe.idToggled.connect(self._bascule)
        if self._onglets:
            self._onglets[0].setChecked(True)

    @property
    def cle(self) -> str:
        """La clé de la section choisie."""
        return self._cles[self._groupe.checkedId()]

    def choisir(self, cle: str) -> None:
        """Choisit cette section et émet `choisi` si elle change."""
        self._onglets[self._cles.index(cle)].setChecked(True)

    def compter(self, cle: str, compte: int | None) -> None:
        """Montre un compte après le mot ; None l'efface."""
        onglet = self._onglets[self._cles.index(cle)]
        onglet.compte = compte
        onglet.nommer()
        onglet.update()
        self.updateGeometry()
        self._ranger()

    def sizeHint(self) -> QSize:
        return QSize(_etendue([o.sizeHint().width() for o in self._onglets]), HAUTEUR)

    def minimumSizeHint(self) -> QSize:
        seul = max((o.sizeHint().width() for o in self._onglets), default=0)
        return QSize(_etendue([seul, self.plus.sizeHint().width()]), HAUTEUR)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ranger()

    def _ranger(self) -> None:
        """Pose à la suite les onglets qui tiennent, puis « Plus » s'il en reste."""
        dedans = self._qui_tiennent([o.sizeHint().width() for o in self._onglets])
        x = 0
        for numero, onglet in enumerate(self._onglets):
            onglet.setVisible(numero in dedans)
            if numero in dedans:
                onglet.setGeometry(x, 0, onglet.sizeHint().width(), HAUTEUR)
                x += onglet.width() + DOUBLE
        dehors = [n for n in range(len(self._onglets)) if n not in dedans]
        self.plus.proposer([(self._onglets[n].accessibleName(), partial(self._prendre, n)) for n in dehors])
        self.plus.setVisible(bool(dehors))
        self.plus.setGeometry(x, 0, self.plus.sizeHint().width(), HAUTEUR - 4)

    def _qui_tiennent(self, largeurs: Sequence[int]) -> set[int]:
        """Tous si la largeur suffit ; sinon l'onglet choisi, et les premiers qui tiennent avec lui et « Plus »."""
        if _etendue(largeurs) <= self.width():
            return set(range(len(largeurs)))
        choisi = self._groupe.checkedId()
        place = self.width() - _etendue([self.plus.sizeHint().width(), largeurs[choisi]])
        dedans = {choisi}
        for numero, largeur in enumerate(largeurs):
            place -= 0 if numero == choisi else largeur + DOUBLE
            if place < 0:
                break
            dedans.add(numero)
        return dedans

    def _prendre(self, numero: int) -> None:
        self._onglets[numero].setChecked(True)
        self._onglets[numero].setFocus(Qt.FocusReason.TabFocusReason)

    def _bascule(self, numero: int, coche: bool) -> None:
        if coche:
            self._ranger()
            self.choisi.emit(self._cles[numero])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        dernier = len(self._onglets) - 1
        courant = self._groupe.checkedId()
        vers = {
            Qt.Key.Key_Left: max(0, courant - 1),
            Qt.Key.Key_Right: min(dernier, courant + 1),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: dernier,
        }.get(Qt.Key(event.key()))
        if vers is None:
            super().keyPressEvent(event)
            return
        self._prendre(vers)

    def paintEvent(self, event: QPaintEvent) -> None:
        peintre = QPainter(self)
        peintre.fillRect(QRectF(0, self.height() - 1, self.width(), 1), couleur(theme().ligne))
        peintre.end()
