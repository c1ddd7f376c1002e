"""Le compte rendu d'incident situe le défaut sans rien dire des personnes."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.socle.incident import FenetreIncident, compte_rendu, installer
from ui.socle.lectures import lire_montant


@pytest.fixture
def crochet() -> Iterator[None]:
    ancien = sys.excepthook
    yield
    sys.excepthook = ancien


def casser(nom: str) -> None:
    raise ValueError(f"impossible pour {nom}")


def rapport() -> str:
    try:
        casser("BENALI Leïla")
    except ValueError as erreur:
        return compte_rendu(type(erreur), erreur.__traceback__)
    raise AssertionError


def test_le_compte_rendu_situe_le_defaut_sans_message_ni_valeur() -> None:
    texte = rapport()
    assert "builtins.ValueError" in texte
    assert "test_incident.py" in texte
    assert "casser" in texte
    assert "BENALI" not in texte
    assert "impossible" not in texte


def test_le_dossier_personnel_n_y_parait_pas() -> None:
    try:
        lire_montant(None)  # type: ignore[arg-type]  # le défaut voulu
    except AttributeError as erreur:
        texte = compte_rendu(type(erreur), erreur.__traceback__)
    assert "  ui/socle/lectures.py:" in texte
    assert "/ui/socle" not in texte


@pytest.mark.usefixtures("crochet")
def test_un_incident_se_montre_une_fois_puis_ferme(capsys: pytest.CaptureFixture[str]) -> None:
    vus: list[str] = []
    installer(lambda: vus.append("fermé"), vus.append)
    for _ in range(2):
        sys.excepthook(ValueError, ValueError("secret"), None)
    assert len(vus) == 2
    assert "ValueError" in vus[0]
    assert vus[1] == "fermé"
    assert "secret" not in capsys.readouterr().err


@pytest.mark.usefixtures("crochet")
def test_la_fermeture_suit_meme_si_la_fenetre_echoue(capsys: pytest.CaptureFixture[str]) -> None:
    vus: list[str] = []

    def echouer(_rapport: str) -> None:
        raise RuntimeError

    installer(lambda: vus.append("fermé"), echouer)
    with pytest.raises(RuntimeError):
        sys.excepthook(ValueError, ValueError(), None)
    assert vus == ["fermé"]
    assert capsys.readouterr().err


def test_le_compte_rendu_se_copie(qtbot: QtBot) -> None:
    fenetre = FenetreIncident("Erreur : X")
    qtbot.addWidget(fenetre)
    fenetre.copier()
    assert QApplication.clipboard().text() == "Erreur : X"
