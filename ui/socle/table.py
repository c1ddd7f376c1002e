"""Les listes : colonnes déclarées, lignes figées, tri et filtre faits en Python ; réglages gardés dans la base."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QMenu, QTableView, QVBoxLayout, QWidget

from relogement.formats import pluriel
from ui.socle.elements import Texte
from ui.socle.modele import Colonne, ModeleLignes
from ui.socle.rendu import Rendu
from ui.socle.theme import HAUTEUR_LIGNE, PAS
from ui.socle.un_clic import SecondCoup

T = TypeVar("T")
_SERRE = 0.88
"""La part de sa largeur sous laquelle une colonne ne se lirait plus : en deçà, la liste défile de côté."""


class Preferences(Protocol):
    """Où la liste garde ses largeurs, son ordre et son tri : le contexte convient."""

    def preference(self, cle: str) -> str | None:
        """La valeur gardée, None si elle n'a jamais été écrite."""
        ...

    def ecrire_preference(self, cle: str, valeur: str) -> None:
        """Garde la valeur."""
        ...


class _Vue(QTableView):
    """La vue : copie en TSV, Entrée ouvre ; `elargie` : sa largeur change."""

    copier = Signal()
    ouvrir = Signal()
    elargie = Signal()
    clic = QPointF()
    """Où fut relâché le dernier clic, sur l'écran."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.clic = event.globalPosition()
        super().mouseReleaseEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.elargie.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copier.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.ouvrir.emit()
        else:
            super().keyPressEvent(event)


class TableLignes(QWidget, Generic[T]):
    """Une liste de lignes figées. `ouvrir(id)` : Entrée ou double clic ; `choisie(id)` : la ligne courante change.

    `mot` nomme ce que l'on compte (« ménage »). `cle` nomme les préférences de cette liste, gardées dans la base.
    `ajustee` : la hauteur suit le nombre de lignes, pour une petite liste dans une carte. `au_clic` : un seul clic
    ouvre, là où la liste ne sert qu'à cela.
    """

    ouvrir = Signal(object)
    choisie = Signal(object)

    def __init__(
        self,
        colonnes: Sequence[Colonne[T]],
        identifiant: Callable[[T], object],
        *,
        cle: str,
        mot: str = "ligne",
        preferences: Preferences | None = None,
        ajustee: bool = False,
        au_clic: bool = False,
    ) -> None:
        super().__init__()
        self._colonnes, self._identifiant, self._mot = tuple(colonnes), identifiant, mot
        self._cle, self._preferences = f"table/{cle}", preferences
        self._ajustee = ajustee
        self.modele: ModeleLignes[T] = ModeleLignes(colonnes)
        self._compte = Texte("", "petit")
        self.vue = self._construire_vue()
        if au_clic:
            self._second = SecondCoup(self)
            self.vue.clicked.connect(lambda _: self._ouvrir_au_clic())
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.setSpacing(PAS)
        boite.addWidget(self.vue, 1)
        boite.addWidget(self._compte)
        self.setFocusProxy(self.vue)
        # Une fois la liste peinte : le premier filtre n'attend pas.
        self._prepare = QTimer(self, singleShot=True, interval=50)
        self._prepare.timeout.connect(self.modele.preparer)
        if ajustee:
            self.vue.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._garde = QTimer(self, singleShot=True, interval=400)
        self._garde.timeout.connect(self.garder_preferences)
        self._a_la_main, self._ajuste = False, False
        self._reprendre_preferences()
        entete = self.vue.horizontalHeader()
        entete.sectionResized.connect(lambda rang, *_: self._retenir_largeur(rang))
        self.vue.elargie.connect(self._ajuster_largeurs)
        entete.sectionMoved.connect(lambda *_: self._garde.start())
        self._compter()

    def _construire_vue(self) -> _Vue:
        vue = _Vue()
        vue.setAccessibleName(f"Liste : {self._mot}")
        vue.setAccessibleDescription("Entrée ouvre la ligne, Ctrl+C la copie pour un tableur.")
        vue.setModel(self.modele)
        vue.setItemDelegate(Rendu(vue))
        vue.setFrameShape(QFrame.Shape.NoFrame)
        vue.setShowGrid(False)
        vue.setWordWrap(False)
        vue.setTabKeyNavigation(False)
        vue.setMinimumHeight(3 * HAUTEUR_LIGNE)
        vue.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        vue.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        vue.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        vue.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        vue.verticalHeader().hide()
        vue.verticalHeader().setDefaultSectionSize(HAUTEUR_LIGNE)
        entete = vue.horizontalHeader()
        entete.setSectionsMovable(True)
        entete.setHighlightSections(False)
        entete.setStretchLastSection(True)
        entete.setSectionsClickable(True)
        entete.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        entete.customContextMenuRequested.connect(self._menu_colonnes)
        entete.sectionClicked.connect(self._trier_au_clic)
        for rang, colonne in enumerate(self._colonnes):
            vue.setColumnWidth(rang, colonne.largeur)
        vue.doubleClicked.connect(lambda *_: self._ouvrir())
        vue.ouvrir.connect(self._ouvrir)
        vue.copier.connect(self.copier)
        vue.selectionModel().currentRowChanged.connect(lambda *_: self._annoncer())
        return vue

    def poser(self, lignes: Sequence[T]) -> None:
        """Remplace les lignes ; garde le tri, le filtre et, si elle y est encore, la ligne courante."""
        courante = self.identifiant_courant
        self.modele.poser(lignes)
        self._rafraichir(courante)
        self._prepare.start()

    def filtrer(self, texte: str) -> None:
        """Ne garde que les lignes qui contiennent chacun des mots, sans égard aux accents ni à la casse."""
        courante = self.identifiant_courant
        self.modele.filtrer(texte)
        self._rafraichir(courante)

    def trier(self, colonne: int, *, decroissant: bool = False) -> None:
        """Trie sur cette colonne (son rang dans la déclaration) ; l'inconnu est toujours à la fin."""
        courante = self.identifiant_courant
        self.modele.trier(colonne, decroissant=decroissant)
        self._rafraichir(courante)

    @property
    def lignes(self) -> list[T]:
        """Les lignes montrées, dans leur ordre."""
        return self.modele.visibles

    @property
    def identifiant_courant(self) -> object | None:
        """L'identifiant de la ligne courante, None s'il n'y en a pas."""
        rang = self.vue.currentIndex().row()
        return self._identifiant(self.lignes[rang]) if 0 <= rang < len(self.lignes) else None

    def choisir(self, identifiant: object) -> bool:
        """Rend courante la ligne de cet identifiant ; faux si elle n'est pas montrée."""
        for rang, ligne in enumerate(self.lignes):
            if self._identifiant(ligne) == identifiant:
                self.vue.selectRow(rang)
                return True
        return False

    def montrer_colonne(self, rang: int, *, visible: bool) -> None:
        """Montre ou cache une colonne."""
        self._ajuste = True
        self.vue.setColumnHidden(rang, not visible)
        self._ajuste = False
        self._ajuster_largeurs()
        self._garde.start()

    def copier(self) -> None:
        """Copie les lignes choisies, colonnes visibles dans l'ordre de l'écran, pour un tableur (TSV avec en-têtes)."""
        rangs = sorted({index.row() for index in self.vue.selectionModel().selectedRows()})
        colonnes = [self._colonnes[i] for i in self._ordre() if not self.vue.isColumnHidden(i)]
        tableau = [[colonne.nom or colonne.titre for colonne in colonnes]]
        tableau += [[colonne.entier(self.lignes[rang]) for colonne in colonnes] for rang in rangs]
        texte = "\n".join("\t".join(_cellule(valeur) for valeur in ligne) for ligne in tableau)
        QGuiApplication.clipboard().setText(texte)

    def _rafraichir(self, courante: object | None) -> None:
        if courante is not None:
            self.choisir(courante)
        self._compter()
        if self._ajustee:
            entete = self.vue.horizontalHeader().sizeHint().height()
            ascenseur = self.vue.horizontalScrollBar().sizeHint().height()
            self.vue.setFixedHeight(entete + max(1, len(self.lignes)) * HAUTEUR_LIGNE + ascenseur)

    def _compter(self) -> None:
        visibles, total = len(self.lignes), self.modele.total
        phrase = pluriel(visibles, self._mot)
        if visibles != total:
            phrase += f" sur {total}"
        sommes = [f"{c.titre} : {c.somme(self.lignes)}" for c in self._colonnes if c.somme is not None]
        self._compte.setText(" · ".join([phrase, *sommes]))

    def _ouvrir(self) -> None:
        identifiant = self.identifiant_courant
        if identifiant is not None:
            self.ouvrir.emit(identifiant)

    def _ouvrir_au_clic(self) -> None:
        """Un clic ouvre ; avec Maj ou Ctrl, il choisit des lignes à copier."""
        if QApplication.keyboardModifiers() == Qt.KeyboardModifier.NoModifier:
            self._second.guetter(self.vue.clic)
            self._ouvrir()

    def _annoncer(self) -> None:
        identifiant = self.identifiant_courant
        if identifiant is not None:
            self.choisie.emit(identifiant)

    def _trier_au_clic(self, colonne: int) -> None:
        meme = self.modele.tri is not None and self.modele.tri[0] == colonne
        self.trier(colonne, decroissant=meme and not self.modele.tri[1] if self.modele.tri else False)
        self._garde.start()

    def _menu_colonnes(self, ou: QPoint) -> None:
        menu = QMenu(self)
        for rang, colonne in enumerate(self._colonnes):
            action = menu.addAction(colonne.nom or colonne.titre)
            action.setCheckable(True)
            action.setChecked(not self.vue.isColumnHidden(rang))
            action.setEnabled(rang > 0)
            action.toggled.connect(lambda coche, r=rang: self.montrer_colonne(r, visible=coche))
        menu.popup(self.vue.horizontalHeader().mapToGlobal(ou))

    def _ordre(self) -> list[int]:
        entete = self.vue.horizontalHeader()
        return [entete.logicalIndex(place) for place in range(len(self._colonnes))]

    def _ajuster_largeurs(self) -> None:
        """Donne la largeur libre aux colonnes qui en prennent une part, tant que personne n'a réglé les largeurs.

        S'il manque peu, chacune cède un peu : mieux vaut cela qu'une barre qui cache la dernière.
        """
        if self._a_la_main:
            return
        visibles = [i for i in self._ordre() if not self.vue.isColumnHidden(i)]
        parts = sum(self._colonnes[i].part for i in visibles)
        total, place = sum(self._colonnes[i].largeur for i in visibles), self.vue.viewport().width()
        libre = max(0, place - total)
        echelle = place / total if total > place >= _SERRE * total else 1
        self._ajuste = True
        for i in visibles:
            colonne = self._colonnes[i]
            ajout = libre * colonne.part // parts if parts else 0
            self.vue.setColumnWidth(i, int(colonne.largeur * echelle) + ajout)
        self._ajuste = False

    def _retenir_largeur(self, rang: int) -> None:
        """Une largeur réglée à la main se garde ; celle de la dernière colonne suit seule la fenêtre."""
        derniere = [i for i in self._ordre() if not self.vue.isColumnHidden(i)][-1:]
        if not self._ajuste and [rang] != derniere:
            self._a_la_main = True
            self._garde.start()

    def garder_preferences(self) -> None:
        """Garde dans la base l'ordre, les largeurs, les colonnes cachées et le tri."""
        self._garde.stop()
        if self._preferences is None:
            return
        # Sans réglage à la main, la largeur reste celle de la fenêtre : zéro ne la fixe pas.
        largeurs = [self.vue.columnWidth(i) if self._a_la_main else 0 for i in range(len(self._colonnes))]
        colonnes = [
            {"titre": self._colonnes[i].titre, "largeur": largeurs[i], "cachee": self.vue.isColumnHidden(i)}
            for i in self._ordre()
        ]
        tri = [self._colonnes[self.modele.tri[0]].titre, self.modele.tri[1]] if self.modele.tri else None
        etat = {"colonnes": colonnes, "tri": tri}
        self._preferences.ecrire_preference(self._cle, json.dumps(etat, ensure_ascii=False))

    def _reprendre_preferences(self) -> None:
        """Reprend ce qui était gardé ; une colonne disparue est oubliée, une nouvelle garde sa place déclarée."""
        garde = self._preferences.preference(self._cle) if self._preferences is not None else None
        etat: dict[str, Any] = json.loads(garde) if garde else {}
        rangs = {colonne.titre: rang for rang, colonne in enumerate(self._colonnes)}
        entete = self.vue.horizontalHeader()
        for place, colonne in enumerate(c for c in etat.get("colonnes", []) if c["titre"] in rangs):
            rang = rangs[colonne["titre"]]
            entete.moveSection(entete.visualIndex(rang), place)
            # Une colonne cachée a une largeur nulle : garder alors celle de la déclaration.
            self.vue.setColumnWidth(rang, colonne["largeur"] or self._colonnes[rang].largeur)
            self.vue.setColumnHidden(rang, colonne["cachee"])
        self._a_la_main = any(c["largeur"] for c in etat.get("colonnes", []))
        tri = etat.get("tri")
        if tri and tri[0] in rangs:
            self.trier(rangs[tri[0]], decroissant=tri[1])


def _cellule(texte: str) -> str:
    """Une valeur sur une ligne : une tabulation ou un retour casserait le tableau collé."""
    return texte.replace("\t", " ").replace("\r", " ").replace("\n", " ").replace("\u00a0", " ")
