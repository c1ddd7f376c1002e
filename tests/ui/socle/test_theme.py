"""Les couleurs se lisent, le thème suit le système, la police embarquée est là."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo, QFontMetrics, QRawFont
from PySide6.QtWidgets import QApplication

from relogement.regles.charte.etats import Etat
from ui.socle.etats import STYLES, Forme
from ui.socle.theme import CLAIR, SOMBRE, Theme, Ton, contraste, habillage, police, theme

SEUIL = 4.5
DEUX = pytest.mark.parametrize("t", [CLAIR, SOMBRE], ids=lambda t: t.nom)


@DEUX
@pytest.mark.parametrize("ton", list(Ton))
def test_chaque_etat_se_lit_sur_son_fond(t: Theme, ton: Ton) -> None:
    assert contraste(t.paire(ton).encre, t.paire(ton).fond) >= SEUIL


@DEUX
def test_les_textes_se_lisent_sur_tous_les_fonds(t: Theme) -> None:
    for encre in (t.encre, t.douce, t.pale, t.accent, t.paire(Ton.EN_RETARD).encre):
        for fond in (t.fond, t.carte):
            assert contraste(encre, fond) >= SEUIL, (encre, fond)
    assert contraste(t.sur_accent, t.accent) >= SEUIL
    assert contraste(t.encre, t.fond_accent) >= SEUIL


@DEUX
def test_le_contour_d_un_champ_se_voit(t: Theme) -> None:
    assert contraste(t.bord, t.carte) >= 3


def test_le_contraste_est_celui_des_wcag() -> None:
    assert contraste("#000000", "#FFFFFF") == pytest.approx(21)
    assert contraste("#FFFFFF", "#FFFFFF") == pytest.approx(1)
    assert contraste("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_chaque_etat_de_la_charte_a_une_forme_et_un_mot_a_lui() -> None:
    assert set(STYLES) == set(Etat)
    assert len({style.forme for style in STYLES.values()}) == len(Etat)
    assert len({style.mot for style in STYLES.values()}) == len(Etat)
    assert all(style.forme is not Forme.AUCUNE for style in STYLES.values())
    assert STYLES[Etat.INDETERMINEE].ton is not Ton.RESPECTEE


def test_aucun_autre_module_ne_porte_une_couleur() -> None:
    racine = Path(__file__).resolve().parents[3] / "ui"
    fautifs = [
        chemin.name
        for chemin in racine.rglob("*.py")
        if chemin.name != "theme.py"
        and re.search(r"#[0-9A-Fa-f]{6}\b|QColor\(\s*\d", chemin.read_text(encoding="utf-8"))
    ]
    assert fautifs == []


def test_la_police_embarquee_sert_et_ses_chiffres_sont_tabulaires(qapp: QApplication) -> None:
    assert QFontInfo(qapp.font()).family() == "Inter"
    mesure = QFontMetrics(police(200))
    assert {mesure.horizontalAdvance(chiffre) for chiffre in "0123456789"} == {mesure.horizontalAdvance("0")}
    brute = QRawFont.fromFont(police(200))
    for signe in "éèàçùœŒ€²\u00a0\u202f\u2212≈–’ŞğİΩ✓▲↑↓":
        assert brute.glyphIndexesForString(signe) != [0], signe
    assert brute.glyphIndexesForString("漢") == [0]


def test_le_theme_force_change_toute_l_application_puis_revient(qapp: QApplication) -> None:
    recus: list[Theme] = []
    habillage.change.connect(recus.append)
    habillage.forcer(SOMBRE)
    assert theme() is SOMBRE
    assert SOMBRE.fond in qapp.styleSheet()
    assert qapp.palette().window().color().name().upper() == SOMBRE.fond
    habillage.forcer(CLAIR)
    habillage.change.disconnect(recus.append)
    assert recus == [SOMBRE, CLAIR]
    assert SOMBRE.fond not in qapp.styleSheet()


def test_sans_theme_force_on_suit_le_systeme(qapp: QApplication) -> None:
    habillage.forcer(None)
    vus = []
    for schema in (Qt.ColorScheme.Dark, Qt.ColorScheme.Light, Qt.ColorScheme.Unknown):
        qapp.styleHints().colorSchemeChanged.emit(schema)
        vus.append(theme())
    habillage.forcer(CLAIR)
    assert vus == [SOMBRE, CLAIR, CLAIR]
