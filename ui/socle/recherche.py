"""Le champ de recherche, toujours là : `Ctrl+K`, des résultats à mesure, Entrée ouvre."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QKeySequence, QPainter, QResizeEvent, QShortcut, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QCompleter,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.socle.frappe import LigneTexte
from ui.socle.theme import CORPS, PETIT, couleur, police, theme

DELAI = 120
_ID, _SOUS = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class Resultat:
    """Un résultat : son identifiant, son titre, ce qui le situe."""

    id: str
    titre: str
    sous_titre: str = ""


Chercher = Callable[[str], Sequence[Resultat]]


class _Rendu(QStyledItemDelegate):
    """Deux lignes par résultat."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, 48)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Le titre, et dessous ce qui le situe."""
        t = theme()
        zone = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(zone, couleur(t.fond_accent))
        painter.setPen(couleur(t.encre))
        painter.setFont(police(CORPS, QFont.Weight.DemiBold))
        painter.drawText(zone.adjusted(12, 5, -12, -22), Qt.AlignmentFlag.AlignVCenter, str(index.data()))
        painter.setPen(couleur(t.douce))
        painter.setFont(police(PETIT))
        painter.drawText(zone.adjusted(12, 25, -12, -5), Qt.AlignmentFlag.AlignVCenter, str(index.data(_SOUS)))
        painter.restore()


class ChampRecherche(LigneTexte):
    """Le champ ; `trouve(id)` quand un résultat est choisi, `recherche(texte)` quand Entrée n'en trouve aucun."""

    trouve = Signal(str)
    recherche = Signal(str)

    def __init__(self, chercher: Chercher, invite: str) -> None:
        super().__init__()
        self._chercher = chercher
        self.setPlaceholderText(invite)
        self.setAccessibleName("Recherche")
        self.setAccessibleDescription(f"{invite}. Ctrl+K y revient.")
        self.setTextMargins(0, 0, 56, 0)
        self._touche = QLabel("Ctrl K", self)
        self._touche.setProperty("touche", True)
        self._touche.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._modele = QStandardItemModel(0, 1, self)
        self._completeur = QCompleter(self._modele, self)
        self._completeur.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completeur.setMaxVisibleItems(8)
        self._liste = QListView()
        self._liste.setAccessibleName("Résultats de la recherche")
        self._completeur.setPopup(self._liste)
        # Après setPopup, qui pose son propre rendu.
        self._liste.setItemDelegate(_Rendu(self))
        self._completeur.setWidget(self)
        # L'index émis est celui du modèle interne du compléteur : celui de la liste porte les données.
        self._completeur.activated.connect(lambda *_: self._choisir(self._liste.currentIndex()))
        self._attente = QTimer(self, singleShot=True, interval=DELAI)
        self._attente.timeout.connect(self._proposer)
        self.textEdited.connect(lambda *_: self._attente.start())
        self.returnPressed.connect(self._entree)

    def raccourci(self, fenetre: QWidget) -> None:
        """`Ctrl+K`, partout dans la fenêtre, vient ici."""
        QShortcut(QKeySequence("Ctrl+K"), fenetre).activated.connect(self._venir)

    def _venir(self) -> None:
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def resultats(self) -> list[str]:
        """Les titres proposés."""
        return [self._modele.item(rang).text() for rang in range(self._modele.rowCount())]

    def _remplir(self) -> None:
        self._attente.stop()
        self._modele.clear()
        texte = self.text().strip()
        for resultat in self._chercher(texte) if texte else ():
            element = QStandardItem(resultat.titre)
            element.setData(resultat.id, _ID)
            element.setData(resultat.sous_titre, _SOUS)
            element.setAccessibleText(f"{resultat.titre}, {resultat.sous_titre}")
            self._modele.appendRow(element)

    def _proposer(self) -> None:
        self._remplir()
        if self._modele.rowCount():
            self._completeur.complete()
        else:
            self._liste.hide()

    def _entree(self) -> None:
        """Entrée ouvre le résultat choisi aux flèches ; sans choix, le premier."""
        if self._liste.isVisible() and self._liste.currentIndex().isValid():
            self._choisir(self._liste.currentIndex())
            return
        self._remplir()
        if self._modele.rowCount():
            self._choisir(self._modele.index(0, 0))
        elif self.text().strip():
            self.recherche.emit(self.text().strip())

    def _choisir(self, index: QModelIndex) -> None:
        """Ouvre ce résultat ; le compléteur peut le redire une fois la liste vidée, c'est sans effet."""
        if not index.isValid():
            return
        identifiant = str(index.data(_ID))
        self._liste.hide()
        self._modele.clear()
        # setText, et non clear : un `Ctrl+Z` de plus ne doit pas rappeler une recherche finie.
        self.setText("")
        self.trouve.emit(identifiant)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        taille = self._touche.sizeHint()
        self._touche.setGeometry(
            self.width() - taille.width() - 12, (self.height() - taille.height()) // 2, taille.width(), taille.height()
        )
