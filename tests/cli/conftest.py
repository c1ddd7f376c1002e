"""Lancer la ligne de commande sur une base d'essai, vide ou remplie de la liste d'un bailleur."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from relogement.cli import principal
from tests.cli.outils import CREER, LISTE, PHRASE, Lancer


@pytest.fixture
def lancer(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Lancer:
    """Exécute `relogement --base essai …` et rend (code, sortie, erreur)."""
    monkeypatch.setenv("RELOGEMENT_PHRASE", PHRASE)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "donnees"))

    def lancer(*arguments: str) -> tuple[int, str, str]:
        code = principal(["--base", str(tmp_path / "essai.relogement"), "--agent", "Nadia R.", *arguments])
        lu = capsys.readouterr()
        return code, lu.out, lu.err

    return lancer


@pytest.fixture(scope="session")
def modele(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Une opération et la liste de son bailleur, faites une fois par la commande elle-même."""
    dossier = tmp_path_factory.mktemp("modele")
    with pytest.MonkeyPatch.context() as m:
        m.setenv("RELOGEMENT_PHRASE", PHRASE)
        m.setenv("XDG_DATA_HOME", str(dossier / "donnees"))
        for arguments in (CREER, ["importer", "etat-locatif", LISTE, "--operation", "BEL"]):
            assert principal(["--base", str(dossier / "essai.relogement"), "--agent", "Nadia R.", *arguments]) == 0
    return dossier


@pytest.fixture
def remplie(modele: Path, lancer: Lancer, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Lancer:
    """`lancer`, sur une copie du modèle."""
    shutil.copytree(modele, tmp_path, dirs_exist_ok=True)
    capsys.readouterr()  # ce qu'a dit la commande en faisant le modèle
    return lancer
