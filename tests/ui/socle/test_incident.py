"""Le compte rendu d'incident situe le défaut sans rien dire des personnes."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from relogement.commun import ErreurMetier
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
    installer(lambda: vus.append("fermé"), lambda rapport, _garde: vus.append(rapport))
    for _ in range(2):
        sys.excepthook(ValueError, ValueError("secret"), None)
    assert len(vus) == 2
    assert "ValueError" in vus[0]
    assert vus[1] == "fermé"
    assert "secret" not in capsys.readouterr().err


@pytest.mark.usefixtures("crochet")
def test_la_fermeture_suit_meme_si_la_fenetre_echoue(capsys: pytest.CaptureFixture[str]) -> None:
    vus: list[str] = []

    def echouer(_rapport: str, _garde: bool | None) -> None:
        raise RuntimeError

    installer(lambda: vus.append("fermé"), echouer)
    with pytest.raises(RuntimeError):
        sys.excepthook(ValueError, ValueError(), None)
    assert vus == ["fermé"]
    assert capsys.readouterr().err


def test_le_compte_rendu_se_copie(qtbot: QtBot) -> None:
    fenetre = FenetreIncident("Erreur : X", garde=True)
    qtbot.addWidget(fenetre)
    fenetre.copier()
    assert QApplication.clipboard().text() == "Erreur : X"


@pytest.mark.parametrize(
    ("garde", "dit", "tu"),
    [
        (True, "Ce que vous avez tapé est gardé", "n'a pas pu"),
        (False, "n'a pas pu être enregistré", "est gardé"),
        (None, "L'application va se fermer", "tapé"),
    ],
)
def test_la_fenetre_d_incident_ne_promet_que_ce_qui_est_fait(
    qtbot: QtBot, garde: bool | None, dit: str, tu: str
) -> None:
    fenetre = FenetreIncident("Erreur : X", garde=garde)
    qtbot.addWidget(fenetre)
    textes = " ".join(t.text() for t in fenetre.findChildren(QLabel))
    assert dit in textes
    assert tu not in textes


@pytest.mark.usefixtures("crochet")
@pytest.mark.parametrize("garde", [True, False, None])
def test_l_incident_garde_d_abord_la_frappe_et_dit_ce_qu_il_en_est(
    garde: bool | None, capsys: pytest.CaptureFixture[str]
) -> None:
    vus: list[object] = []

    def garder() -> bool | None:
        vus.append("garder")
        return garde

    installer(lambda: vus.append("fermé"), lambda _, g: vus.append(g), garder=garder)
    sys.excepthook(ValueError, ValueError(), None)
    assert vus == ["garder", garde, "fermé"]
    assert capsys.readouterr().err


@pytest.mark.usefixtures("crochet")
def test_une_frappe_que_l_incident_ne_sait_pas_garder_n_est_pas_promise(capsys: pytest.CaptureFixture[str]) -> None:
    vus: list[object] = []

    def garder() -> bool | None:
        raise RuntimeError

    installer(lambda: vus.append("fermé"), lambda _, g: vus.append(g), garder=garder)
    sys.excepthook(ValueError, ValueError(), None)
    assert vus == [False, "fermé"]
    assert "RuntimeError" in capsys.readouterr().err


@pytest.mark.usefixtures("crochet")
def test_une_phrase_qu_aucun_ecran_n_attendait_se_lit_sans_fermer() -> None:
    vus: list[object] = []
    installer(lambda: vus.append("fermé"), lambda *_: vus.append("incident"), dire=lambda e: vus.append(e.phrase))
    sys.excepthook(ErreurMetier, ErreurMetier("Le disque est plein."), None)
    assert vus == ["Le disque est plein."]
