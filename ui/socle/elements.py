"""Les briques des écrans : titres, textes, boutons, cartes, bandeau d'action, écran vide, zone qui défile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from PySide6.QtCore import QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from relogement.regles.charte.etats import Etat
from ui.socle.disposition import DispositionFlux
from ui.socle.etats import Style
from ui.socle.icones import icone
from ui.socle.pastille import Pastille
from ui.socle.theme import DOUBLE, HAUTEUR_CONTROLE, PAS, TRIPLE, habillage, theme

Geste = Callable[[], object]
GenreBouton = Literal["secondaire", "primaire", "lien"]


class Titre(QLabel):
    """Un titre : d'écran (22 px), de `section` (15 px) ou `grand` (24 px, mode entretien)."""

    def __init__(self, texte: str, niveau: Literal["ecran", "section", "grand"] = "ecran") -> None:
        super().__init__(texte)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("niveau", niveau)
        self.setWordWrap(niveau != "ecran")


class Texte(QLabel):
    """Un texte courant, `doux`, `petit`, `fort` ou d'`erreur` ; jamais lu comme du balisage, copiable à la souris."""

    def __init__(self, texte: str = "", ton: Literal["", "doux", "petit", "fort", "erreur"] = "") -> None:
        super().__init__(texte)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("ton", ton)


class TexteCoupe(Texte):
    """Un texte d'une ligne, coupé par « … » quand la place manque ; le texte entier est dans la bulle."""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def setText(self, texte: str) -> None:  # noqa: N802 (surcharge de Qt)
        """Change le texte et sa bulle."""
        super().setText(texte)
        self.setToolTip(texte)

    def paintEvent(self, event: QPaintEvent) -> None:
        peintre = QPainter(self)
        peintre.setPen(self.palette().windowText().color())
        montre = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        peintre.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, montre)
        peintre.end()


COMMENCE = "commencé, reprendre"


class Bouton(QPushButton):
    """Un bouton de 36 px : `primaire` (un seul par écran), secondaire, ou `lien`."""

    def __init__(
        self,
        texte: str,
        geste: Geste | None = None,
        genre: GenreBouton = "secondaire",
        *,
        icone: str | None = None,
        description: str = "",
    ) -> None:
        # Qt colle le mot à l'icône : une espace les sépare.
        super().__init__(f" {texte}" if icone else texte)
        self.setProperty("genre", genre)
        self.setFixedHeight(HAUTEUR_CONTROLE)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(texte)
        self.setAccessibleDescription(description or texte)
        self.setToolTip(description)
        self.geste, self._mot, self._genre = geste, texte, genre
        self._icone, self._primaire = icone, genre == "primaire"
        if icone is not None:
            self._teinter()
            habillage.change.connect(self._teinter)
        if geste is not None:
            # Qt donnerait au geste l'état coché du bouton.
            self.clicked.connect(lambda *_: geste())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Hors d'une boîte de dialogue, Qt ne répond qu'à la barre d'espace.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def commencer(self, commence: bool) -> None:
        """Dit, à côté du mot du bouton (à sa place pour un lien), que ce qu'il ouvre est commencé."""
        dit = self._mot if not commence else COMMENCE if self._genre == "lien" else f"{self._mot} : {COMMENCE}"
        texte = f" {dit}" if self._icone else dit
        if texte != self.text():
            self.setText(texte)
            suffixe = f" ({COMMENCE})"
            self.setAccessibleDescription(self.accessibleDescription().removesuffix(suffixe) + suffixe * commence)

    def _teinter(self) -> None:
        if self._icone is not None:
            self.setIcon(icone(self._icone, theme().sur_accent if self._primaire else theme().encre))


class Filet(QFrame):
    """Un trait horizontal d'un pixel."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("filet", True)


class Carte(QFrame):
    """Une carte bordée d'un trait ; on y ajoute avec `ajouter`, et à droite du titre avec `a_droite`."""

    def __init__(self, titre: str = "", *contenu: QWidget | QLayout) -> None:
        super().__init__()
        self._boite = QVBoxLayout(self)
        self._boite.setContentsMargins(DOUBLE, DOUBLE, DOUBLE, DOUBLE)
        self._boite.setSpacing(PAS)
        self._tete = QHBoxLayout()
        self._tete.setSpacing(PAS)
        self._boite.addLayout(self._tete)
        if titre:
            self._tete.addWidget(Titre(titre, "section"), 1)
            self.setAccessibleName(titre)
        for element in contenu:
            self.ajouter(element)

    def ajouter(self, element: QWidget | QLayout, part: int = 0) -> None:
        """Ajoute un élément sous les précédents ; `part` : sa part de la hauteur libre."""
        if isinstance(element, QWidget):
            self._boite.addWidget(element, part)
        else:
            self._boite.addLayout(element, part)

    def a_droite(self, element: QWidget) -> None:
        """Place un élément à droite du titre."""
        self._tete.addWidget(element, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def pousser(self) -> None:
        """Laisse le vide en bas de la carte."""
        self._boite.addStretch(1)


class Bandeau(QFrame):
    """La « prochaine action » : un état, une phrase forte, sa raison, ses gestes ; bordée de rouge si en retard."""

    def __init__(
        self, etat: Etat | Style, titre: str, raison: str = "", *boutons: QWidget, mot: str | None = None
    ) -> None:
        super().__init__()
        self.setProperty("alerte", etat is Etat.EN_RETARD)
        self.setAccessibleName(titre)
        self.setAccessibleDescription(raison)
        tete = QHBoxLayout()
        tete.setSpacing(DOUBLE)
        tete.addWidget(Pastille(etat, mot), 0, Qt.AlignmentFlag.AlignVCenter)
        tete.addWidget(Texte(titre, "fort"), 1)
        for bouton in boutons:
            tete.addWidget(bouton, 0, Qt.AlignmentFlag.AlignVCenter)
        # La raison prend toute la largeur, sous les boutons : à côté d'eux, elle se tasserait.
        self._boite = QVBoxLayout(self)
        self._boite.setContentsMargins(DOUBLE, 12, DOUBLE, 12)
        self._boite.setSpacing(PAS)
        self._boite.addLayout(tete)
        if raison:
            self._boite.addWidget(Texte(raison, "doux"))

    def ajouter(self, texte: Texte, *boutons: Bouton) -> None:
        """Ajoute une ligne au bas du bandeau, ses gestes à droite."""
        ligne = rangee(texte, *boutons, espace=DOUBLE)
        ligne.setStretch(0, 1)
        self._boite.addLayout(ligne)


class EnTete(QWidget):
    """La tête d'un écran : titre, pastilles, texte qui situe, ses gestes à droite (à la ligne s'il le faut)."""

    def __init__(self, titre: str, situe: str = "", pastilles: Sequence[Pastille] = (), *boutons: Bouton) -> None:
        super().__init__()
        self.titre, self.situe = Titre(titre), Texte(situe, "doux")
        haut = QHBoxLayout()
        haut.setSpacing(DOUBLE)
        haut.addWidget(flux(self.titre, *pastilles, espace=12, centre=True), 1, Qt.AlignmentFlag.AlignVCenter)
        if boutons:
            haut.addWidget(flux(*boutons, espace=12), 0, Qt.AlignmentFlag.AlignVCenter)
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.setSpacing(PAS)
        boite.addLayout(haut)
        if situe:
            boite.addWidget(self.situe)


class EtatVide(QWidget):
    """Un écran vide : ce qui viendra ici, et le geste qui le commence, ou les deux qui se valent."""

    def __init__(self, phrase: str, *boutons: Bouton) -> None:
        super().__init__()
        self.setAccessibleName(phrase)
        boite = QVBoxLayout(self)
        boite.setContentsMargins(TRIPLE, TRIPLE, TRIPLE, TRIPLE)
        boite.setSpacing(DOUBLE)
        boite.addStretch(1)
        texte = Texte(phrase, "doux")
        texte.setAlignment(Qt.AlignmentFlag.AlignCenter)
        boite.addWidget(texte)
        if boutons:
            boite.addLayout(rangee(None, *boutons, None))
        boite.addStretch(1)


class ZoneDefilante(QScrollArea):
    """Une zone qui défile, sans cadre ; `marge` autour d'un contenu donné comme disposition."""

    def __init__(self, contenu: QWidget | QLayout, marge: int = 0) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.remplacer(contenu, marge)

    def remplacer(self, contenu: QWidget | QLayout, marge: int = 0) -> None:
        """Change le contenu. L'ancien disparaît au tour suivant : le champ dont le geste nous appelle peut en être."""
        if isinstance(contenu, QLayout):
            porteur = QWidget()
            porteur.setProperty("transparent", True)
            porteur.setLayout(contenu)
            contenu.setContentsMargins(marge, marge, marge, marge)
            contenu = porteur
        self.setWidget(contenu)

    def setWidget(self, widget: QWidget) -> None:  # noqa: N802 (surcharge de Qt)
        """Comme Qt, qui détruirait l'ancien contenu sur-le-champ."""
        ancien = self.takeWidget()
        if ancien is not None:
            ancien.hide()
            ancien.deleteLater()
        super().setWidget(widget)


def flux(*elements: QWidget, espace: int = PAS, centre: bool = False) -> QWidget:
    """Des éléments au fil, qui passent à la ligne : pastilles, boutons. `centre` : alignés sur leur milieu."""
    porteur = QWidget()
    porteur.setProperty("transparent", True)
    disposition = DispositionFlux(porteur, espace=espace, centre=centre)
    for element in elements:
        disposition.addWidget(element)
    return porteur


def rangee(*elements: QWidget | None, espace: int = PAS) -> QHBoxLayout:
    """Des éléments côte à côte ; None y met le vide qui pousse."""
    boite = QHBoxLayout()
    boite.setSpacing(espace)
    for element in elements:
        if element is None:
            boite.addStretch(1)
        else:
            boite.addWidget(element)
    return boite


def colonne(*elements: QWidget | QLayout | None, espace: int = DOUBLE) -> QVBoxLayout:
    """Des éléments les uns sous les autres ; None y met le vide qui pousse."""
    boite = QVBoxLayout()
    boite.setSpacing(espace)
    for element in elements:
        if element is None:
            boite.addStretch(1)
        elif isinstance(element, QWidget):
            boite.addWidget(element)
        else:
            boite.addLayout(element)
    return boite


def lisible(element: QWidget, largeur: int = 720) -> QHBoxLayout:
    """L'élément à une largeur qui se lit bien, le vide à droite ; sa hauteur reste juste quand il va à la ligne."""
    element.setMaximumWidth(largeur)
    boite = QHBoxLayout()
    boite.addWidget(element, 1000)
    boite.addStretch(1)
    return boite


def vider(boite: QLayout, *gardes: QWidget) -> None:
    """Ôte tout de la disposition ; ce qui n'est pas à garder se cache et disparaît au tour suivant."""
    while (element := boite.takeAt(0)) is not None:
        ancien = element.widget()
        if ancien is not None and ancien not in gardes:
            ancien.hide()
            ancien.deleteLater()


def amener(widget: QWidget) -> None:
    """Fait défiler jusqu'à ce widget, une fois la page disposée."""

    def defiler() -> None:
        parent = widget.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                _faire_voir(parent, widget)
            parent = parent.parentWidget()

    QTimer.singleShot(0, widget, defiler)


def _faire_voir(zone: QScrollArea, widget: QWidget) -> None:
    """Plus haut que la zone, un widget se lit depuis son début."""
    contenu = zone.widget()
    if contenu is not None and widget.height() > zone.viewport().height():
        zone.verticalScrollBar().setValue(widget.mapTo(contenu, QPoint(0, 0)).y())
    else:
        zone.ensureWidgetVisible(widget)


def dire_erreur(texte: Texte, phrase: str) -> None:
    """Montre la phrase, ou cache le texte si elle est vide."""
    texte.setText(phrase)
    texte.setVisible(bool(phrase))
