"""Un tableau de chiffres : on s'y déplace aux flèches, un clic ou Entrée ouvre les ménages de la case."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QSizePolicy, QTableView

from ui.ecrans.revue.blocs import BlocVu, Case
from ui.socle.rendu import Rendu
from ui.socle.theme import CORPS, DOUBLE, PAS, PETIT, couleur, police, theme

HAUTEUR = 30
LIBELLE = 190
"""La largeur sous laquelle un libellé ne se lirait plus : le tableau défile alors de côté."""
_CENTRE = Qt.AlignmentFlag.AlignVCenter
_DROITE, _GAUCHE = Qt.AlignmentFlag.AlignRight | _CENTRE, Qt.AlignmentFlag.AlignLeft | _CENTRE
ROLE_CASE = Qt.ItemDataRole.UserRole + 3
Index = QModelIndex | QPersistentModelIndex
_AU_CLAVIER = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class ModeleChiffres(QAbstractTableModel):
    """Les cases d'un bloc ; chacune se lit avec le nom de sa ligne et de sa colonne."""

    def __init__(self, bloc: BlocVu) -> None:
        super().__init__()
        self.bloc = bloc

    def case(self, index: Index) -> Case:
        """La case de cet index."""
        return self.bloc.rangees[index.row()][index.column()]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.bloc.rangees)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.bloc.colonnes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Le texte, la bulle, le nom lu, l'alignement, la case elle-même."""
        case = self.case(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return case.texte
            case Qt.ItemDataRole.ToolTipRole:
                return _bulle(case)
            case Qt.ItemDataRole.AccessibleTextRole:
                ligne = self.bloc.rangees[index.row()][0].texte.strip()
                return f"{ligne}, {self.bloc.colonnes[index.column()]} : {case.texte or 'sans objet'}"
            case Qt.ItemDataRole.TextAlignmentRole:
                return self._cote(index.column())
            case _ if role == ROLE_CASE:
                return case
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.bloc.colonnes[section]
        return self._cote(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _cote(self, colonne: int) -> Qt.AlignmentFlag:
        return _GAUCHE if colonne in self.bloc.textes else _DROITE


def _bulle(case: Case) -> str:
    """La définition du chiffre, ou le texte entier s'il est coupé."""
    if case.choix is None:
        return case.texte
    i = case.choix.chiffre.indicateur
    return f"{i.libelle.strip()} : {i.definition}"


class _Rendu(Rendu):
    """Une valeur qui s'ouvre est de la couleur d'un lien ; une part est soulignée d'une barre."""

    def _ecrire(self, painter: QPainter, zone: QRectF, index: Index) -> None:
        case = index.data(ROLE_CASE)
        if not isinstance(case, Case):
            return
        if case.part is not None:
            t, large = theme(), (zone.width() - 2 * PAS) * min(1, max(0, case.part))
            painter.fillRect(QRectF(zone.left() + PAS, zone.bottom() - 5, zone.width() - 2 * PAS, 3), couleur(t.ligne))
            painter.fillRect(QRectF(zone.left() + PAS, zone.bottom() - 5, large, 3), couleur(t.accent))
        valeur = index.column() == 1 or (index.column() and case.part is None)
        painter.setFont(police(CORPS, QFont.Weight.Medium if valeur and case.choix else QFont.Weight.Normal))
        painter.setPen(couleur(theme().accent if valeur and case.choix else theme().encre))
        large_texte = zone.adjusted(PAS, 0, -PAS, -1)
        montre = QFontMetrics(painter.font()).elidedText(
            case.texte, Qt.TextElideMode.ElideRight, int(large_texte.width())
        )
        painter.drawText(large_texte, index.data(Qt.ItemDataRole.TextAlignmentRole), montre)


class TableauChiffres(QTableView):
    """`choisi(Choix)` : un clic sur une case qui ouvre un chiffre, ou Entrée. Sa hauteur suit ses lignes."""

    choisi = Signal(object)
    ici = Signal(object)
    """Le rectangle de la case où est le clavier : la page défile jusqu'à lui."""

    def __init__(self, bloc: BlocVu) -> None:
        super().__init__()
        self._modele = ModeleChiffres(bloc)
        self.setModel(self._modele)
        self.setItemDelegate(_Rendu(self))
        self.setAccessibleName(bloc.titre)
        self.setAccessibleDescription("Les flèches vont d'un chiffre à l'autre, Entrée ouvre ses ménages.")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(HAUTEUR)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        entete = self.horizontalHeader()
        entete.setHighlightSections(False)
        entete.setMinimumSectionSize(40)
        entete.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.clicked.connect(self._ouvrir)
        self._largeurs = [self._largeur(rang) for rang in range(len(bloc.colonnes))]
        self._elargir()

    def _largeur(self, rang: int) -> int:
        """Ce que demandent le titre de la colonne et ses textes ; un long texte est coupé, sa bulle le dit."""
        mesure, titre = (QFontMetrics(police(t, QFont.Weight.Medium)) for t in (CORPS, PETIT))
        textes = (mesure.horizontalAdvance(r[rang].texte) for r in self._modele.bloc.rangees)
        return min(max(titre.horizontalAdvance(self._modele.bloc.colonnes[rang]), *textes) + 2 * PAS + 2, 260)

    def _elargir(self) -> None:
        libre, libelle = self.viewport().width() - sum(self._largeurs[1:]), min(LIBELLE, self._largeurs[0])
        for rang, largeur in enumerate(self._largeurs):
            self.setColumnWidth(rang, max(libelle, libre) if rang == 0 else largeur)
        deborde = max(libelle, libre) + sum(self._largeurs[1:]) > self.viewport().width()
        barre = self.horizontalScrollBar().sizeHint().height() if deborde else 0
        entete = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(entete + HAUTEUR * self._modele.rowCount() + barre + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elargir()

    def minimumSizeHint(self) -> QSize:
        return QSize(LIBELLE + DOUBLE, self.height())

    def _ouvrir(self, index: QModelIndex) -> None:
        choix = self._modele.case(index).choix if index.isValid() else None
        if choix is not None:
            self.choisi.emit(choix)

    def aller(self, rang: int, colonne: int, *, clavier: bool = True) -> None:
        """Rend cette case courante, si elle existe encore ; `clavier` : elle le prend."""
        index = self._modele.index(rang, colonne)
        if not index.isValid():
            return
        self.setCurrentIndex(index)
        if clavier:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Qt prendrait la première case, qui n'est qu'un titre.
        if event.reason() in _AU_CLAVIER and not self.currentIndex().isValid():
            self.setCurrentIndex(self._modele.index(0, min(1, self._modele.columnCount() - 1)))
        super().focusInEvent(event)
        if event.reason() in _AU_CLAVIER:
            self.ici.emit(self.visualRect(self.currentIndex()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        ouvre = index.isValid() and self._modele.case(index).choix is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if ouvre else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copier()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ouvrir(self.currentIndex())
        else:
            super().keyPressEvent(event)
            self.ici.emit(self.visualRect(self.currentIndex()))

    def copier(self) -> None:
        """Copie les cases choisies pour un tableur, titres compris."""
        choisies = sorted((i.row(), i.column()) for i in self.selectedIndexes())
        colonnes = sorted({c for _, c in choisies})
        lignes = [[self._modele.bloc.colonnes[c] for c in colonnes]]
        rangs = sorted({r for r, _ in choisies})
        lignes += [[self._modele.bloc.rangees[r][c].texte.strip() for c in colonnes] for r in rangs]
        QGuiApplication.clipboard().setText("\n".join("\t".join(x) for x in lignes).replace("\u00a0", " "))


