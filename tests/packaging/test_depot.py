"""Le dépôt se suffit à lui-même : des verrous sans adresse, aucun chemin de machine, une racine qui ne grossit pas."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

DEPOT = Path(__file__).resolve().parents[2]
VERROU = DEPOT / "packaging" / "requirements.txt"
VERROU_ATELIER = DEPOT / "packaging" / "requirements-dev.txt"
PROJET = tomllib.loads((DEPOT / "pyproject.toml").read_text(encoding="utf-8"))

RACINES = ("pyproject.toml", "relogement", "ui", "resources", "sample_data", "tests", "packaging", "README.md")
ATELIER = ("Makefile", ".ci", ".gitignore")

# Écrits en morceaux : ce fichier aussi est relu par le test.
CHEMINS = tuple("/" + debut for debut in ("work" + "/", "tmp" + "/notes", "root" + "/", "opt" + "/pypi"))
SERVEURS = ("pypi" + ".org", "pythonhosted" + ".org", "deb.debian" + ".org", "registry" + ".npmjs")


def _fichiers() -> Iterator[Path]:
    """Tous les fichiers du dépôt qui sont à nous : ni l'environnement, ni ce qui se refabrique."""
    for racine in map(DEPOT.joinpath, (*RACINES, *ATELIER)):
        trouves = [racine] if racine.is_file() else racine.rglob("*")
        yield from (f for f in trouves if f.is_file() and "__pycache__" not in f.parts)


def _verrouilles(verrou: Path) -> dict[str, str]:
    """Chaque paquet d'un verrou, sous son nom canonique, avec sa version."""
    trouves = re.findall(r"^([A-Za-z0-9._-]+)==([^\s;]+)", verrou.read_text(encoding="utf-8"), re.MULTILINE)
    return {canonicalize_name(nom): version for nom, version in trouves}


@pytest.mark.parametrize("verrou", [VERROU, VERROU_ATELIER], ids=lambda v: v.name)
def test_un_verrou_ne_nomme_aucun_serveur(verrou: Path) -> None:
    texte = verrou.read_text(encoding="utf-8")
    options = r"^\s*-{1,2}(?:i|f|index|extra-index|find-links|trusted-host)\b.*"
    assert not re.findall(rf"\w+://\S*|{options}", texte, re.MULTILINE)
    assert not re.findall(r"\b[\w-]+\.(?:org|com|io|net|fr)\b", texte)


@pytest.mark.parametrize("verrou", [VERROU, VERROU_ATELIER], ids=lambda v: v.name)
def test_chaque_paquet_verrouille_porte_une_empreinte(verrou: Path) -> None:
    blocs = re.split(r"^(?=[A-Za-z0-9])", verrou.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    assert blocs
    assert [bloc.splitlines()[0] for bloc in blocs if "--hash=sha256:" not in bloc] == []


def test_le_verrou_livre_satisfait_les_dependances_declarees() -> None:
    verrouilles = _verrouilles(VERROU)
    for demande in map(Requirement, PROJET["project"]["dependencies"]):
        assert demande.specifier.contains(verrouilles[canonicalize_name(demande.name)]), demande


def test_l_atelier_a_tout_ce_qui_est_livre_aux_memes_versions_et_ses_propres_outils() -> None:
    livre, atelier = _verrouilles(VERROU), _verrouilles(VERROU_ATELIER)
    assert {nom: atelier.get(nom) for nom in livre} == livre
    outils = [*PROJET["project"]["optional-dependencies"]["dev"], *PROJET["build-system"]["requires"]]
    for demande in map(Requirement, outils):
        assert demande.specifier.contains(atelier[canonicalize_name(demande.name)]), demande


def test_aucun_fichier_ne_nomme_un_chemin_de_machine_ni_un_serveur_de_paquets() -> None:
    fautes = []
    for fichier in _fichiers():
        texte = fichier.read_bytes().decode("utf-8", errors="ignore")
        fautes += [f"{fichier.relative_to(DEPOT)} : {nom}" for nom in CHEMINS + SERVEURS if nom in texte]
    assert fautes == []


def test_packaging_n_est_pas_un_paquet_python_qui_cacherait_celui_de_l_outillage() -> None:
    assert not (DEPOT / "packaging" / "__init__.py").exists()


def test_la_racine_ne_porte_que_les_noms_convenus() -> None:
    liste = subprocess.run(["git", "ls-files", "-z"], cwd=DEPOT, capture_output=True, text=True, check=False)
    if liste.returncode != 0:
        pytest.skip("livré sans son historique git : rien ne dit ce qui est suivi")
    suivis = {nom.split("/")[0] for nom in liste.stdout.split("\0") if nom}
    assert suivis - {*RACINES, *ATELIER} == set()
