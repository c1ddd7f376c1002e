"""Lancer la ligne de commande sur une base d'essai, vide ou remplie de la liste d'un bailleur."""

from __future__ import annotations

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


@pytest.fixture
def remplie(lancer: Lancer) -> Lancer:
    assert lancer(*CREER)[0] == 0
    assert lancer("importer", "etat-locatif", LISTE, "--operation", "BEL")[0] == 0
    return lancer
