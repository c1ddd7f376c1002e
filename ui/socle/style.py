"""La feuille de style unique, composée à partir des jetons."""

from __future__ import annotations

from string import Template

from relogement.commun import ressource
from ui.socle import theme as j

_FEUILLE = Template("""
QWidget { color: $encre; font-family: "$police"; font-size: ${corps}px; }
QMainWindow, QDialog, QWidget#fond { background: $fond; }
QLabel, QCheckBox, QRadioButton { background: transparent; }
QToolTip { background: $carte; color: $encre; border: 1px solid $ligne; padding: 4px 8px; }

Titre { font-size: ${titre}px; font-weight: 600; }
Titre[niveau="section"] { font-size: ${section}px; font-weight: 600; }
Titre[niveau="grand"] { font-size: ${grand}px; font-weight: 600; }
Texte[ton="doux"] { color: $douce; }
Texte[ton="petit"] { color: $pale; font-size: ${petit}px; }
Texte[ton="erreur"] { color: $erreur; font-size: ${petit}px; }
Texte[ton="fort"] { font-weight: 600; }

FicheEntretien Rang QLabel, FicheEntretien QLineEdit, FicheEntretien QComboBox, FicheEntretien QPlainTextEdit,
FicheEntretien QCheckBox, FicheEntretien QRadioButton, FicheEntretien Texte[ton="fort"],
FicheEntretien Texte[ton=""] { font-size: ${large}px; }
FicheEntretien Rang Texte[ton="petit"], FicheEntretien Rang Texte[ton="erreur"] { font-size: ${corps}px; }

Carte, Bandeau { background: $carte; border: 1px solid $ligne; border-radius: ${rayon}px; }
ChoixRegard { background: $fond_accent; border: 1px solid $accent; border-radius: 8px; }
Bandeau[alerte="true"] { border-color: $erreur; }
QFrame[filet="true"] { background: $ligne; border: none; max-height: 1px; min-height: 1px; }

Bouton { background: $carte; border: 1px solid $ligne; border-radius: 8px; padding: 0 14px; font-weight: 500; }
Bouton:hover { background: $fond_accent; }
Bouton:focus { border: 2px solid $accent; padding: 0 13px; }
Bouton:disabled { color: $pale; background: $fond; }
Bouton[genre="primaire"] { background: $accent; border-color: $accent; color: $sur_accent; }
Bouton[genre="primaire"]:focus { border: 2px solid $encre; }
Bouton[genre="primaire"]:disabled { background: $ligne; border-color: $ligne; color: $pale; }
Bouton[genre="lien"] { background: transparent; border-color: transparent; color: $accent; padding: 0 4px; }
Bouton[genre="lien"]:focus { border: 2px solid $accent; padding: 0 3px; }
Bouton::menu-indicator { width: 0; }

QLineEdit, QPlainTextEdit, QComboBox { background: $carte; border: 1px solid $bord; border-radius: 8px;
  padding: 0 10px; selection-background-color: $accent; selection-color: $sur_accent; }
QLineEdit, QPlainTextEdit { placeholder-text-color: $pale; }
QLineEdit, QComboBox { min-height: 34px; }
QPlainTextEdit { padding: 6px 6px; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus { border: 2px solid $accent; padding: 0 9px; }
QLineEdit:focus, QComboBox:focus { min-height: 32px; }
QPlainTextEdit:focus { padding: 5px 5px; }
QLineEdit[erreur="true"], QPlainTextEdit[erreur="true"], QComboBox[erreur="true"] {
  border: 2px solid $erreur; padding: 0 9px; }
QLineEdit[erreur="true"], QComboBox[erreur="true"] { min-height: 32px; }
QPlainTextEdit[erreur="true"] { padding: 5px 5px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled {
  background: $fond; color: $pale; border-color: $ligne; }
QComboBox::drop-down { border: none; width: 28px; }
QComboBox::down-arrow { image: url("$chevron"); width: 16px; height: 16px; }
QAbstractItemView { background: $carte; border: 1px solid $ligne; outline: none;
  selection-background-color: $fond_accent; selection-color: $encre; }
QComboBox QAbstractItemView::item { min-height: 30px; padding: 0 8px; }
QMenu { background: $carte; border: 1px solid $ligne; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 6px; }
QMenu::item:selected { background: $fond_accent; }
QMenu::item:disabled { color: $pale; }
QMenu::separator { height: 1px; background: $ligne; margin: 4px 8px; }

QCheckBox, QRadioButton { spacing: 8px; min-height: 24px; padding: 0 4px;
  border: 1px solid transparent; border-radius: 6px; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox::indicator, QRadioButton::indicator, QListWidget::indicator { width: 16px; height: 16px;
  border: 1px solid $bord; background: $carte; }
QCheckBox::indicator, QListWidget::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 9px; }
QListWidget { border: 1px solid $bord; border-radius: 8px; padding: 4px; }
QListWidget:focus { border: 2px solid $accent; padding: 3px; }
QListWidget[erreur="true"] { border: 2px solid $erreur; padding: 3px; }
QListWidget::item { min-height: 26px; }
QCheckBox::indicator:checked, QListWidget::indicator:checked { background: $accent; border-color: $accent;
  image: url("$coche"); }
QRadioButton::indicator:checked { background: $carte; border: 5px solid $accent; width: 8px; height: 8px; }

QScrollArea, QScrollArea > QWidget, QWidget[transparent="true"] { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $bord; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QTableView { background: $carte; border: none; gridline-color: transparent; alternate-background-color: $carte; }
QHeaderView, QHeaderView::section { background: $carte; border: none; }
QHeaderView::section { color: $douce; font-size: ${petit}px; font-weight: 500; border: none;
  border-bottom: 1px solid $ligne; padding: 6px 8px; }
QTableCornerButton::section { background: $carte; border: none; }

QProgressBar { background: $ligne; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }

Rail { background: $carte; border: none; border-right: 1px solid $ligne; }
BarreHaute { background: $carte; border: none; border-bottom: 1px solid $ligne; }
BarreHaute Titre { font-size: 16px; }
BarreHaute QLineEdit { background: $fond; border-color: $ligne; }
BarreHaute QLineEdit:focus { border-color: $accent; }
QLabel[touche="true"] { color: $pale; font-size: ${petit}px; background: $carte;
  border: 1px solid $ligne; border-radius: 4px; padding: 1px 6px; }
BarreEtat { background: $carte; border: none; border-top: 1px solid $ligne; }
BarreEtat Bouton { font-size: ${petit}px; }
BarreEtat Texte { color: $douce; font-size: ${petit}px; }
Avis { background: $carte; border: none; border-top: 2px solid $erreur; }
""")


def feuille(t: j.Theme) -> str:
    """La feuille de style du thème."""
    return _FEUILLE.substitute(
        police=j.POLICE,
        corps=j.CORPS,
        petit=j.PETIT,
        section=j.SECTION,
        titre=j.TITRE,
        large=j.LARGE,
        grand=j.GRAND,
        rayon=j.RAYON_CARTE,
        fond=t.fond,
        carte=t.carte,
        ligne=t.ligne,
        bord=t.bord,
        encre=t.encre,
        douce=t.douce,
        pale=t.pale,
        accent=t.accent,
        fond_accent=t.fond_accent,
        sur_accent=t.sur_accent,
        erreur=t.paire(j.Ton.EN_RETARD).encre,
        chevron=_fichier(f"chevron-{t.nom}.svg"),
        coche=_fichier(f"coche-{t.nom}.svg"),
    )


def _fichier(nom: str) -> str:
    """Une image de contrôle : les feuilles de style de Qt n'acceptent que des fichiers, un par thème."""
    return ressource(f"icones/controles/{nom}").as_posix()
