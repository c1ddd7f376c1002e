"""Une ligne du panneau de la charte : un clic règle le constat, d'autres montrent ses preuves ou y dérogent."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from relogement.regles.charte.constat import Constat
from relogement.regles.charte.etats import Etat
from ui.ecrans.menage.cibles import destination
from ui.ecrans.menage.constats import mot_etat
from ui.socle.elements import Bouton, Texte, flux
from ui.socle.etats import Style
from ui.socle.formats import date_courte
from ui.socle.pastille import Pastille
from ui.socle.theme import DEMI, PAS, RAYON_CONTROLE, Ton, couleur, theme

MANQUEMENTS = (Etat.EN_RETARD, Etat.NON_RESPECTEE)
DEROGATION = Style("dérogation", Ton.ACCENT)
_ENTREE = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


def lignes_preuves(constat: Constat) -> list[str]:
    """Les preuves datées, puis les manquements passés, en phrases."""
    return [*_preuves(constat), *(f"Manquement : {m.phrase}" for m in constat.manquements)]


def _preuves(constat: Constat) -> Iterator[str]:
    for preuve in constat.preuves:
        yield f"{date_courte(preuve.date)} · {preuve.libelle}" if preuve.date else preuve.libelle


class LigneConstat(QWidget):
    """Un constat. `choisi` : clic, Entrée ou Espace ; flèche droite ou le bouton « Preuves » déplie les preuves.

    `deroge` : on veut motiver, ou corriger, une dérogation à ce constat.
    """

    choisi = Signal()
    deroge = Signal()

    def __init__(self, constat: Constat, *, depliee: bool = False) -> None:
        super().__init__()
        self.constat = constat
        self._cliquable = constat.cible is not None
        self._preuves = self._boite_preuves()
        self.bouton_preuves = self._bouton()
        self._disposer()
        self.deplier(depliee)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"Article {constat.article}, {constat.libelle} : {mot_etat(constat)}")
        suite = f" Entrée : {destination(constat.cible).geste}." if constat.cible else ""
        self.setAccessibleDescription(constat.phrase + suite)
        if constat.cible is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setToolTip(f"{destination(constat.cible).geste[:1].upper()}{destination(constat.cible).geste[1:]}")

    def _disposer(self) -> None:
        article = Texte(f"art. {self.constat.article}", "petit")
        article.setWordWrap(False)
        article.setFixedWidth(40)
        libelle = Texte(self.constat.libelle)
        libelle.setFont(_medium(libelle.font()))
        corps = QVBoxLayout()
        corps.setSpacing(DEMI)
        corps.addWidget(libelle)
        etat: list[QWidget] = [Pastille(self.constat.etat, mot_etat(self.constat))]
        if self.bouton_preuves is not None:
            etat.append(self.bouton_preuves)
        etat += self._derogation()
        corps.addWidget(flux(*etat, centre=True))
        corps.addWidget(Texte(self.constat.phrase, "petit"))
        corps.addWidget(self._preuves)
        boite = QHBoxLayout(self)
        boite.setContentsMargins(DEMI, PAS, DEMI, PAS)
        boite.setSpacing(0)
        boite.addWidget(article, 0, Qt.AlignmentFlag.AlignTop)
        boite.addLayout(corps, 1)

    def _derogation(self) -> list[QWidget]:
        """Pour un manquement : la dérogation s'il y en a une, et de quoi la motiver ou la corriger."""
        if self.constat.etat not in MANQUEMENTS:
            return []
        motivee = self.constat.derogation is not None
        mot = "Corriger la dérogation" if motivee else "Déroger"
        bouton = Bouton(mot, self.deroge.emit, "lien", description=f"Dérogation motivée : {self.constat.libelle}")
        bouton.setAccessibleName(f"{mot} : {self.constat.libelle}")
        bouton.setFixedHeight(24)
        return [Pastille(DEROGATION), bouton] if motivee else [bouton]

    def _bouton(self) -> Bouton | None:
        if not lignes_preuves(self.constat):
            return None
        bouton = Bouton("Preuves", self.basculer, "lien", description=f"Preuves : {self.constat.libelle}")
        bouton.setAccessibleName(f"Preuves : {self.constat.libelle}")
        bouton.setFixedHeight(24)
        return bouton

    def _boite_preuves(self) -> QWidget:
        porteur = QWidget()
        porteur.setProperty("transparent", True)
        boite = QVBoxLayout(porteur)
        boite.setContentsMargins(0, DEMI, 0, 0)
        boite.setSpacing(DEMI)
        for phrase in lignes_preuves(self.constat):
            boite.addWidget(Texte(phrase, "petit"))
        return porteur

    @property
    def depliee(self) -> bool:
        """Vrai si les preuves sont montrées."""
        return self._preuves.isVisibleTo(self)

    def deplier(self, oui: bool) -> None:
        """Montre ou cache les preuves."""
        self._preuves.setVisible(oui and self.bouton_preuves is not None)
        if self.bouton_preuves is not None:
            self.bouton_preuves.setText("Masquer" if oui else "Preuves")

    def basculer(self) -> None:
        """Déplie ou replie les preuves."""
        self.deplier(not self.depliee)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTREE and self._cliquable:
            self.choisi.emit()
        elif event.key() == Qt.Key.Key_Right:
            self.deplier(True)
        elif event.key() == Qt.Key.Key_Left:
            self.deplier(False)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        dedans = self.rect().contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and dedans and self._cliquable:
            self.choisi.emit()
        else:
            super().mouseReleaseEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        peintre = QPainter(self)
        peintre.setRenderHint(QPainter.RenderHint.Antialiasing)
        zone = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self._cliquable and self.underMouse():
            peintre.setPen(Qt.PenStyle.NoPen)
            peintre.setBrush(couleur(theme().fond_accent))
            peintre.drawRoundedRect(zone, RAYON_CONTROLE, RAYON_CONTROLE)
        if self.hasFocus():
            peintre.setBrush(Qt.BrushStyle.NoBrush)
            peintre.setPen(QPen(couleur(theme().accent), 2))
            peintre.drawRoundedRect(zone, RAYON_CONTROLE, RAYON_CONTROLE)
        peintre.end()


def _medium(police: QFont) -> QFont:
    police.setWeight(QFont.Weight.Medium)
    return police
