"""Les boîtes de fichiers : en français, chez la personne, puis là où elle était la dernière fois."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QFileDialog, QInputDialog, QLabel
from pytestqt.qtbot import QtBot

from tests.ui.socle.faux import FausseBase
from ui.socle.invites import InvitesQt

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def invites() -> InvitesQt:
    faites = InvitesQt()
    faites.preferences = FausseBase()
    return faites


def _choisir(monkeypatch: pytest.MonkeyPatch, chemin: Path | None) -> list[Path]:
    """Répond à la boîte ; rend les dossiers où elle s'est ouverte."""
    ouverts: list[Path] = []

    def executer(boite: QFileDialog) -> QFileDialog.DialogCode:
        ouverts.append(Path(boite.directory().absolutePath()))
        return QFileDialog.DialogCode.Rejected if chemin is None else QFileDialog.DialogCode.Accepted

    monkeypatch.setattr(QFileDialog, "exec", executer)
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _: [str(chemin)] if chemin else [])
    return ouverts


def test_la_boite_ne_s_ouvre_jamais_dans_le_dossier_du_programme(
    invites: InvitesQt, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    ouverts = _choisir(monkeypatch, None)
    assert invites.ouvrir_fichier("Importer", "Tout (*)") is None
    assert tmp_path not in ouverts
    assert ouverts[0] == Path.home() or Path.home() in ouverts[0].parents


def test_la_boite_se_rouvre_dans_le_dernier_dossier(
    invites: InvitesQt, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    liste = tmp_path / "liste.xlsx"
    ouverts = _choisir(monkeypatch, liste)
    assert invites.ouvrir_fichier("Importer", "Tout (*)") == liste
    assert invites.enregistrer_fichier("Exporter", "revue.xlsx", "Classeur (*.xlsx)") == liste
    assert ouverts[1] == tmp_path


def test_un_dossier_choisi_est_retenu_lui_meme_et_un_dossier_disparu_oublie(
    invites: InvitesQt, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    sous = tmp_path / "dossiers"
    sous.mkdir()
    ouverts = _choisir(monkeypatch, sous)
    assert invites.choisir_dossier("Imprimer") == sous
    invites.choisir_dossier("Imprimer")
    sous.rmdir()
    invites.choisir_dossier("Imprimer")
    assert ouverts[1] == sous
    assert ouverts[2] != sous


def test_la_boite_ne_dit_rien_en_anglais_que_qt_ne_traduit_pas(invites: InvitesQt, qtbot: QtBot) -> None:
    boite = invites.boite("Importer", filtre="Classeurs (*.xlsx)")
    qtbot.addWidget(boite)
    boite.setOption(QFileDialog.Option.DontUseNativeDialog)
    textes = {t.text().replace("&", "") for t in boite.findChildren(QLabel)}
    assert {"Regarder dans :", "Fichiers de type :"} <= textes


def test_de_deux_choix_du_meme_nom_c_est_celui_que_l_on_designe(
    invites: InvitesQt, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Deux logements d'une résidence, deux ménages homonymes : le premier n'est pas pris pour l'autre."""
    reponse = QInputDialog.DialogCode.Accepted

    def executer(boite: QInputDialog) -> QInputDialog.DialogCode:
        (liste,) = boite.findChildren(QComboBox)
        assert [liste.itemText(i) for i in range(liste.count())] == ["Les Quais", "Les Quais", "Les Pins"]
        liste.setCurrentIndex(1)
        return reponse

    monkeypatch.setattr(QInputDialog, "exec", executer)
    choix = [("a", "Les Quais"), ("b", "Les Quais"), ("c", "Les Pins")]
    assert invites.choisir("Lequel ?", choix) == "b"
    reponse = QInputDialog.DialogCode.Rejected
    assert invites.choisir("Lequel ?", choix) is None
