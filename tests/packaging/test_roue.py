"""La roue emporte tout ce dont l'application a besoin, et rien de l'atelier."""

from __future__ import annotations

from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

DEPOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def contenu() -> set[str]:
    """Les noms que prendraient les fichiers dans la roue, qui n'est construite pour de bon que par `make test`."""
    return {fichier.distribution_path for fichier in WheelBuilder(str(DEPOT)).recurse_included_files()}


def _attendus(racine: str, destination: str) -> set[str]:
    """Les fichiers du dépôt sous `racine`, sous le nom qu'ils doivent porter dans la roue."""
    dossier = DEPOT / racine
    fichiers = (f for f in dossier.rglob("*") if f.is_file() and "__pycache__" not in f.parts)
    return {f"{destination}/{f.relative_to(dossier).as_posix()}" for f in fichiers}


def test_les_ressources_sont_dans_la_roue(contenu: set[str]) -> None:
    attendus = _attendus("resources", "relogement/_resources")
    assert attendus
    assert attendus - contenu == set()


@pytest.mark.parametrize("paquet", ["relogement", "ui", "sample_data"])
def test_tout_le_code_est_dans_la_roue(contenu: set[str], paquet: str) -> None:
    attendus = _attendus(paquet, paquet)
    assert attendus
    assert attendus - contenu == set()


def test_ni_les_tests_ni_l_atelier_ne_sont_dans_la_roue(contenu: set[str]) -> None:
    assert {nom.split("/")[0] for nom in contenu} == {"relogement", "ui", "sample_data"}
