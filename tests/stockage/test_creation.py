"""Créer une base : deux à la fois, jamais de clés perdues ; un échec ne laisse rien."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from relogement.commun import ErreurMetier
from relogement.stockage import base as module
from relogement.stockage import fichiers
from relogement.stockage.base import creer_base, ouvrir_base
from relogement.stockage.chiffrement import chemin_cles
from tests.outils import POSTE, nouvelle_base, nouvelle_operation

PHRASE = "la maison bleue sur la colline"
CREER = """
import sys
from pathlib import Path
from uuid import UUID
from relogement.commun import ErreurMetier
from relogement.stockage.base import creer_base
print("prêt", flush=True)
sys.stdin.readline()
try:
    creer_base(Path(sys.argv[1]), sys.argv[2], agent="Nadia R.", poste=UUID(sys.argv[3])).fermer()
except ErreurMetier as e:
    print(e.phrase)
    sys.exit(1)
"""


def test_de_deux_creations_simultanees_une_seule_reussit_et_s_ouvre(tmp_path: Path) -> None:
    chemin, phrases = tmp_path / "essai.relogement", [f"phrase du programme {n}" for n in range(2)]
    programmes = [
        subprocess.Popen(
            [sys.executable, "-c", CREER, str(chemin), phrase, str(POSTE)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
            env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        )
        for phrase in phrases
    ]
    for p in programmes:
        assert p.stdout is not None
        assert p.stdout.readline() == "prêt\n"
    for p in programmes:
        assert p.stdin is not None
        p.stdin.write("\n")
        p.stdin.flush()
    sorties = [p.communicate()[0] for p in programmes]
    codes = [p.returncode for p in programmes]
    assert sorted(codes) == [0, 1]
    assert "existe déjà" in sorties[codes.index(1)]
    ouvrir_base(chemin, lambda: phrases[codes.index(0)], poste=POSTE).fermer()
    assert sorted(f.name for f in tmp_path.iterdir()) == ["essai.cles", "essai.relogement"]


def test_la_base_et_ses_cles_ne_sont_lues_que_de_soi(tmp_path: Path) -> None:
    base, _ = nouvelle_base(tmp_path, phrase=PHRASE)
    nouvelle_operation(base)
    assert {f.name: stat.S_IMODE(f.stat().st_mode) for f in tmp_path.iterdir()} == dict.fromkeys(
        ("essai.cles", "essai.relogement", "essai.relogement-shm", "essai.relogement-wal"), 0o600
    )
    base.fermer()


def test_des_cles_orphelines_ne_sont_ni_remplacees_ni_passees_sous_silence(tmp_path: Path) -> None:
    (tmp_path / "essai.cles").write_bytes(b"des cles d'une autre base")
    with pytest.raises(ErreurMetier, match=r"essai\.cles.*rangez-le ailleurs"):
        creer_base(tmp_path / "essai.relogement", PHRASE, poste=POSTE)
    assert [(f.name, f.read_bytes()) for f in tmp_path.iterdir()] == [("essai.cles", b"des cles d'une autre base")]


@pytest.mark.parametrize("phrase", [PHRASE, None])
def test_une_creation_qui_echoue_ne_laisse_rien(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, phrase: str | None
) -> None:
    def rater(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(module.Base, "preparer", rater)
    with pytest.raises(KeyboardInterrupt):
        creer_base(tmp_path / "essai.relogement", phrase, poste=POSTE)
    assert list(tmp_path.iterdir()) == []


def test_une_phrase_vide_ne_laisse_rien(tmp_path: Path) -> None:
    with pytest.raises(ErreurMetier) as refus:
        creer_base(tmp_path / "essai.relogement", "", poste=POSTE)
    assert refus.value.champ == "phrase"
    assert list(tmp_path.iterdir()) == []


def test_une_base_ne_prend_pas_le_nom_d_un_fichier_de_cles(tmp_path: Path) -> None:
    with pytest.raises(ErreurMetier, match="fichier de clés"):
        creer_base(tmp_path / "essai.cles", PHRASE, poste=POSTE)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("chemin", ["fichier/essai.relogement", "fichier/sous/essai.relogement", "é" * 200])
def test_un_emplacement_impossible_se_dit(tmp_path: Path, chemin: str) -> None:
    (tmp_path / "fichier").write_text("occupé", encoding="utf-8")
    with pytest.raises(ErreurMetier):
        creer_base(tmp_path / chemin, PHRASE, poste=POSTE)
    assert [f.name for f in tmp_path.iterdir()] == ["fichier"]


def test_sans_lien_dur_les_cles_sont_publiees_quand_meme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interdit(*_: object) -> None:
        raise PermissionError(1, "pas de lien dur ici")

    monkeypatch.setattr("relogement.stockage.fichiers.os.link", interdit)
    fichiers.publier(tmp_path / "a.cles", b"contenu")
    with pytest.raises(FileExistsError):
        fichiers.publier(tmp_path / "a.cles", b"autre")
    assert [(f.name, f.read_bytes()) for f in tmp_path.iterdir()] == [("a.cles", b"contenu")]


def test_une_cle_composee_ou_decomposee_est_la_meme(tmp_path: Path) -> None:
    base, _ = nouvelle_base(tmp_path, phrase="été à Rezé")
    base.fermer()
    ouvrir_base(base.chemin, lambda: "e\u0301te\u0301 a\u0300 Reze\u0301", poste=POSTE).fermer()
    assert chemin_cles(base.chemin).exists()
