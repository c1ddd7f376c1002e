"""La pose de l'environnement dit en clair ce qui manque à la machine, et ne refait pas ce qui est fait."""

from __future__ import annotations

import subprocess
import venv
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "packaging" / "installer.sh"


def _faux_python(dossier: Path, refuse: str) -> str:
    """Un Python dont échoue toute vérification qui parle de `refuse` ; les autres passent."""
    fichier = dossier / "python factice"
    fichier.write_text(
        f'#!/bin/sh\ncase "$*" in --version) echo Python 3.9.2;; *{refuse}*) exit 1;; esac\n', encoding="utf-8"
    )
    fichier.chmod(0o755)
    return str(fichier)


def _poser(python: str, dossier: Path) -> subprocess.CompletedProcess[str]:
    """Lance la pose d'un verrou vide dans `dossier`."""
    (dossier / "verrou.txt").touch()
    commande = ["sh", str(SCRIPT), python, str(dossier / "venv"), str(dossier / "verrou.txt")]
    return subprocess.run(commande, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("refuse", "phrase"),
    [("version_info", "Relogement demande Python 3.11 ou plus récent ; Python 3.9.2"), ("ensurepip", "python3-venv")],
)
def test_un_python_insuffisant_est_refuse_en_clair(tmp_path: Path, refuse: str, phrase: str) -> None:
    pose = _poser(_faux_python(tmp_path, refuse), tmp_path)
    assert pose.returncode == 1
    assert phrase in pose.stderr
    assert not (tmp_path / "venv").exists()


def test_un_python_introuvable_est_nomme(tmp_path: Path) -> None:
    pose = _poser("python-qui-n-existe-pas", tmp_path)
    assert pose.returncode == 1
    assert "python-qui-n-existe-pas" in pose.stderr


@pytest.fixture
def environnement(tmp_path: Path) -> Path:
    """Un environnement sain en apparence : un vrai venv, où pip n'est qu'un dossier vide."""
    chemin = tmp_path / "venv"
    venv.create(chemin, with_pip=False)
    (paquets,) = chemin.glob("lib/python*/site-packages")
    (paquets / "pip").mkdir()
    (paquets / "pip" / "__init__.py").touch()
    return chemin


def test_une_pose_a_jour_n_est_pas_refaite(tmp_path: Path, environnement: Path) -> None:
    (environnement / ".verrou-pose").touch()
    pose = _poser("python-qui-n-existe-pas", tmp_path)
    assert (pose.returncode, pose.stdout) == (0, ""), pose.stderr


def test_une_pose_dont_le_verrou_a_change_est_refaite(tmp_path: Path, environnement: Path) -> None:
    (environnement / ".verrou-pose").write_text("autre==1\n", encoding="utf-8")
    pose = _poser("python-qui-n-existe-pas", tmp_path)
    assert "Pose de" in pose.stdout
