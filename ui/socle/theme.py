"""Les jetons de l'interface : couleurs claires et sombres, espaces, tailles. Nul autre module n'a de couleur."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from relogement.commun import ressource

POLICE = "Inter"
GRAISSES = ("Regular", "Medium", "SemiBold", "Bold", "Italic")

# Le rythme de 8 pixels.
DEMI, PAS, DOUBLE, TRIPLE = 4, 8, 16, 24
RAYON_CARTE, RAYON_CONTROLE, RAYON_PASTILLE = 10, 8, 6
HAUTEUR_CONTROLE, HAUTEUR_PASTILLE, HAUTEUR_LIGNE = 36, 20, 36
LARGEUR_RAIL, HAUTEUR_BARRE, HAUTEUR_ETAT = 208, 56, 28

# Les tailles de texte, en pixels logiques.
PETIT, CORPS, SECTION, LARGE, TITRE, GRAND = 12, 14, 15, 17, 22, 24


class Ton(Enum):
    """Ce qu'une couleur veut dire ; toujours accompagné d'une forme et d'un mot."""

    NEUTRE = "neutre"
    ACCENT = "accent"
    RESPECTEE = "respectee"
    A_FAIRE = "a_faire"
    EN_RETARD = "en_retard"
    NON_RESPECTEE = "non_respectee"
    A_VENIR = "a_venir"


@dataclass(frozen=True, slots=True)
class Paire:
    """Une encre et le fond sur lequel elle se lit."""

    encre: str
    fond: str


@dataclass(frozen=True, slots=True)
class Theme:
    """Les couleurs d'un thème. `tons` : une paire encre et fond par ton ; `bord` : contour des champs de saisie."""

    nom: str
    fond: str
    carte: str
    ligne: str
    bord: str
    encre: str
    douce: str
    pale: str
    accent: str
    fond_accent: str
    sur_accent: str
    tons: dict[Ton, Paire]

    def paire(self, ton: Ton) -> Paire:
        """L'encre et le fond du ton."""
        return self.tons[ton]


CLAIR = Theme(
    nom="clair",
    fond="#F6F7F9",
    carte="#FFFFFF",
    ligne="#DFE3E8",
    bord="#8592A0",
    encre="#1B2430",
    douce="#5A6675",
    pale="#66717E",
    accent="#1D5C8C",
    fond_accent="#E6F0F7",
    sur_accent="#FFFFFF",
    tons={
        Ton.NEUTRE: Paire("#5A6675", "#FFFFFF"),
        Ton.ACCENT: Paire("#1D5C8C", "#E6F0F7"),
        Ton.RESPECTEE: Paire("#23724A", "#E3F3EA"),
        Ton.A_FAIRE: Paire("#8A5A00", "#FCF1DA"),
        Ton.EN_RETARD: Paire("#B3261E", "#FBE6E4"),
        Ton.NON_RESPECTEE: Paire("#6B1B44", "#F6E3EC"),
        Ton.A_VENIR: Paire("#44607C", "#E8EEF4"),
    },
)

SOMBRE = Theme(
    nom="sombre",
    fond="#14181D",
    carte="#1C2229",
    ligne="#2F3842",
    bord="#66727F",
    encre="#E8ECF1",
    douce="#A9B4C0",
    pale="#94A0AC",
    accent="#7DB8E2",
    fond_accent="#1E3344",
    sur_accent="#14181D",
    tons={
        Ton.NEUTRE: Paire("#A9B4C0", "#1C2229"),
        Ton.ACCENT: Paire("#7DB8E2", "#1E3344"),
        Ton.RESPECTEE: Paire("#7CCB9C", "#1C3427"),
        Ton.A_FAIRE: Paire("#E6B85C", "#3A2F17"),
        Ton.EN_RETARD: Paire("#F2938C", "#43211F"),
        Ton.NON_RESPECTEE: Paire("#E08FB4", "#3B1F2D"),
        Ton.A_VENIR: Paire("#A7BCD1", "#26313C"),
    },
)


def contraste(encre: str, fond: str) -> float:
    """Le rapport de contraste des deux couleurs, de 1 à 21 (définition des WCAG 2)."""
    clair, sombre = sorted((_luminance(encre), _luminance(fond)), reverse=True)
    return (clair + 0.05) / (sombre + 0.05)


def _luminance(couleur: str) -> float:
    composantes = [int(couleur[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, v, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in composantes)
    return 0.2126 * r + 0.7152 * v + 0.0722 * b


class Habillage(QObject):
    """Tient le thème courant de l'application ; suit le système tant qu'aucun thème n'est forcé."""

    change = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.theme = CLAIR
        self._force: Theme | None = None
        self._schema = Qt.ColorScheme.Unknown

    def installer(self, application: QApplication) -> None:
        """Charge la police embarquée, pose le style et le thème du système, puis suit ses changements."""
        installer_police()
        application.setStyle("Fusion")
        application.styleHints().colorSchemeChanged.connect(self.suivre)
        self.suivre(application.styleHints().colorScheme())

    def forcer(self, theme: Theme | None) -> None:
        """Impose ce thème ; None : de nouveau celui du système."""
        self._force = theme
        self.actualiser()

    def suivre(self, schema: Qt.ColorScheme) -> None:
        """Le système passe au clair ou au sombre (inconnu : clair)."""
        self._schema = schema
        self.actualiser()

    def actualiser(self) -> None:
        """Applique le thème forcé, ou celui du système, à toute l'application."""
        from ui.socle.style import feuille

        application = QApplication.instance()
        if not isinstance(application, QApplication):
            return
        self.theme = self._force or (SOMBRE if self._schema is Qt.ColorScheme.Dark else CLAIR)
        application.setFont(police())
        application.setPalette(_palette(self.theme))
        application.setStyleSheet(feuille(self.theme))
        self.change.emit(self.theme)


habillage = Habillage()


def theme() -> Theme:
    """Le thème courant, à lire au moment de peindre."""
    return habillage.theme


def couleur(valeur: str) -> QColor:
    """Un jeton de couleur pour QPainter."""
    return QColor(valeur)


def installer_police() -> None:
    """Charge la police embarquée, dont les chiffres sont tabulaires (voir resources/polices)."""
    if POLICE in QFontDatabase.families():
        return
    for graisse in GRAISSES:
        QFontDatabase.addApplicationFont(str(ressource(f"polices/Inter-{graisse}.ttf")))


def police(taille: int = CORPS, graisse: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """La police de l'interface à cette taille (pixels logiques)."""
    resultat = QFont(POLICE)
    resultat.setPixelSize(taille)
    resultat.setWeight(graisse)
    resultat.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return resultat


def _palette(t: Theme) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for cible, valeur in (
        (role.Window, t.fond),
        (role.Base, t.carte),
        (role.AlternateBase, t.fond),
        (role.Button, t.carte),
        (role.ToolTipBase, t.carte),
        (role.WindowText, t.encre),
        (role.Text, t.encre),
        (role.ButtonText, t.encre),
        (role.ToolTipText, t.encre),
        (role.PlaceholderText, t.pale),
        (role.Highlight, t.accent),
        (role.HighlightedText, t.sur_accent),
        (role.Link, t.accent),
        (role.LinkVisited, t.accent),
        (role.Mid, t.ligne),
    ):
        palette.setColor(cible, QColor(valeur))
    for texte in (role.Text, role.ButtonText, role.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, texte, QColor(t.pale))
    return palette
