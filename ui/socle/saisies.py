"""Les contrôles de saisie : chacun rend et reprend un texte brut, dit quand il change et quand on le quitte."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ui.socle.champs import SEPARATEUR, Champ, Genre
from ui.socle.disposition import DispositionFlux
from ui.socle.frappe import LigneTexte, ZoneTexte
from ui.socle.theme import DOUBLE

_EXEMPLES = {
    Genre.DATE: "JJ/MM/AAAA",
    Genre.MONTANT: "en euros",
    Genre.SURFACE: "en m²",
    Genre.TELEPHONE: "06 00 00 00 00",
}
_LARGEURS = {Genre.DATE: 140, Genre.MONTANT: 140, Genre.SURFACE: 140, Genre.ENTIER: 140, Genre.TELEPHONE: 180}


def _parti(event: QFocusEvent) -> bool:
    """Vrai quand le clavier s'en va pour de bon, et non vers le menu du contrôle."""
    return event.type() == QEvent.Type.FocusOut and event.reason() is not Qt.FocusReason.PopupFocusReason


class Saisie(QWidget):
    """Un contrôle de saisie. `modifie` : à chaque frappe ; `quitte` : le clavier le quitte (hors menu ouvert).

    `repondu` : une seule touche l'a rempli, rien de plus n'y est attendu.
    """

    modifie = Signal()
    quitte = Signal()
    repondu = Signal()

    def texte(self) -> str:
        """Le texte brut (un code pour un choix)."""
        raise NotImplementedError

    def poser(self, texte: str) -> None:
        """Reprend un texte brut."""
        raise NotImplementedError

    def cibles(self) -> list[QWidget]:
        """Les contrôles qui prennent le clavier ; le premier est celui du libellé."""
        raise NotImplementedError

    def _brancher(self) -> None:
        for cible in self.cibles():
            cible.installEventFilter(self)
        self.setFocusProxy(self.cibles()[0])

    def eventFilter(self, surveille: QObject, event: QEvent) -> bool:  # noqa: N802 (surcharge de Qt)
        """Repère le départ du clavier."""
        if isinstance(event, QFocusEvent) and _parti(event):
            self.quitte.emit()
        return super().eventFilter(surveille, event)

    def nommer(self, nom: str, description: str) -> None:
        """Ce que lit un lecteur d'écran."""
        for cible in self.cibles():
            mot = cible.text() if isinstance(cible, QCheckBox | QRadioButton) else ""
            cible.setAccessibleName(f"{nom} : {mot}" if mot else nom)
            cible.setAccessibleDescription(description)

    def marquer(self, *, erreur: bool) -> None:
        """Borde le contrôle de rouge, ou non."""
        for cible in self.cibles():
            if cible.property("erreur") != erreur:
                cible.setProperty("erreur", erreur)
                cible.style().unpolish(cible)
                cible.style().polish(cible)


class SaisieLigne(Saisie):
    """Une ligne : texte, date, montant, entier, surface, téléphone."""

    def __init__(self, champ: Champ) -> None:
        super().__init__()
        self._ligne = LigneTexte()
        self._ligne.setPlaceholderText(_EXEMPLES.get(champ.genre, ""))
        if champ.genre in _LARGEURS:
            self._ligne.setFixedWidth(_LARGEURS[champ.genre])
        boite = QHBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.addWidget(self._ligne)
        if champ.genre in _LARGEURS:
            boite.addStretch(1)
        self._brancher()
        self._ligne.textEdited.connect(lambda *_: self.modifie.emit())
        self._ligne.returnPressed.connect(self.quitte)

    def texte(self) -> str:
        """Voir `Saisie`."""
        return self._ligne.text()

    def poser(self, texte: str) -> None:
        """Voir `Saisie`."""
        if texte != self._ligne.text():
            self._ligne.setText(texte)

    def cibles(self) -> list[QWidget]:
        """Voir `Saisie`."""
        return [self._ligne]


class SaisieLongue(Saisie):
    """Un texte de plusieurs lignes ; Tab passe au champ suivant."""

    def __init__(self) -> None:
        super().__init__()
        self._zone = ZoneTexte()
        self._zone.setTabChangesFocus(True)
        self._zone.setFixedHeight(92)
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.addWidget(self._zone)
        self._brancher()
        self._zone.textChanged.connect(self.modifie)

    def texte(self) -> str:
        """Voir `Saisie`."""
        return self._zone.toPlainText()

    def poser(self, texte: str) -> None:
        """Voir `Saisie`."""
        if texte != self._zone.toPlainText():
            self._zone.setPlainText(texte)

    def cibles(self) -> list[QWidget]:
        """Voir `Saisie`."""
        return [self._zone]


class _Deroulant(QComboBox):
    """Une liste déroulante que la molette ne change pas en passant, et qui laisse Échap au formulaire."""

    def wheelEvent(self, e: QWheelEvent) -> None:
        e.ignore()

    def keyPressEvent(self, e: QKeyEvent) -> None:
        # Qt y verrait la première lettre d'un choix : le formulaire ne se refermerait jamais d'ici.
        if e.key() == Qt.Key.Key_Escape:
            e.ignore()
        else:
            super().keyPressEvent(e)


class SaisieChoix(Saisie):
    """Une liste fermée ; la première ligne, vide, est l'inconnu. Un code disparu est gardé et montré."""

    def __init__(self, champ: Champ) -> None:
        super().__init__()
        self._liste = _Deroulant()
        self._liste.addItem("à renseigner", "")
        for code, libelle in champ.codes:
            self._liste.addItem(libelle, code)
        boite = QHBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.addWidget(self._liste)
        self._liste.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._liste.setMinimumContentsLength(12)
        self._brancher()
        self._liste.activated.connect(lambda *_: self.modifie.emit())

    def texte(self) -> str:
        """Voir `Saisie`."""
        return str(self._liste.currentData() or "")

    def poser(self, texte: str) -> None:
        """Voir `Saisie`."""
        rang = self._liste.findData(texte)
        if rang < 0:
            self._liste.addItem(texte, texte)
            rang = self._liste.count() - 1
        self._liste.setCurrentIndex(rang)

    def cibles(self) -> list[QWidget]:
        """Voir `Saisie`."""
        return [self._liste]


class SaisieCases(Saisie):
    """Plusieurs choix : des cases à cocher."""

    def __init__(self, champ: Champ) -> None:
        super().__init__()
        self._cases = {code: QCheckBox(libelle) for code, libelle in champ.codes}
        boite = DispositionFlux(self, espace=DOUBLE)
        for case in self._cases.values():
            boite.addWidget(case)
            case.clicked.connect(lambda *_: self.modifie.emit())
        self._brancher()

    def texte(self) -> str:
        """Voir `Saisie`."""
        return SEPARATEUR.join(code for code, case in self._cases.items() if case.isChecked())

    def poser(self, texte: str) -> None:
        """Voir `Saisie`."""
        coches = set(texte.split(SEPARATEUR))
        for code, case in self._cases.items():
            case.setChecked(code in coches)

    def cibles(self) -> list[QWidget]:
        """Voir `Saisie`."""
        return list(self._cases.values())


def saisie_de(champ: Champ) -> Saisie:
    """Le contrôle qui convient au genre du champ."""
    match champ.genre:
        case Genre.TEXTE_LONG:
            return SaisieLongue()
        case Genre.CHOIX:
            return SaisieChoix(champ)
        case Genre.CHOIX_MULTIPLE:
            return SaisieCases(champ)
        case _:
            return SaisieLigne(champ)
