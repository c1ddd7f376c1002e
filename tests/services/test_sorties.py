"""Une sortie ne prend jamais la place de la base, s'écrit d'un coup et n'est lue que de soi."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from relogement.commun import ErreurMetier
from relogement.services.sorties import CLASSEUR, PDF, ecrire_sortie, verifier_sortie
from relogement.stockage.base import Base
from tests.outils import nouvelle_base


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    ouverte, _ = nouvelle_base(tmp_path, phrase="la maison bleue")
    yield ouverte
    ouverte.fermer()


def etat(dossier: Path) -> dict[str, bytes]:
    return {f.name: f.read_bytes() for f in dossier.iterdir() if f.is_file()}


@pytest.mark.parametrize("fin", [".relogement", ".cles", ".relogement-wal", ".relogement-shm", ".relogement-journal"])
@pytest.mark.parametrize("extension", [PDF, CLASSEUR, None])
def test_les_fichiers_de_la_base_sont_refuses(base: Base, tmp_path: Path, fin: str, extension: str | None) -> None:
    avant = etat(tmp_path)
    with pytest.raises(ErreurMetier, match="appartient à la base ouverte") as refus:
        verifier_sortie(base, tmp_path / f"essai{fin}", extension)
    assert refus.value.champ == "sortie"
    assert etat(tmp_path) == avant


@pytest.mark.parametrize("fin", [".relogement", ".cles"])
def test_un_autre_chemin_du_meme_fichier_est_refuse_aussi(base: Base, tmp_path: Path, fin: str) -> None:
    (tmp_path / "lien.pdf").symlink_to(tmp_path / f"essai{fin}")
    os.link(tmp_path / f"essai{fin}", tmp_path / "double.pdf")
    (tmp_path / "sous").mkdir()
    for chemin in ("lien.pdf", "double.pdf", f"sous/../essai{fin}"):
        with pytest.raises(ErreurMetier, match="appartient à la base ouverte"):
            verifier_sortie(base, tmp_path / chemin, PDF)


def test_un_chemin_relatif_vers_la_base_est_refuse(
    base: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ErreurMetier, match="appartient à la base ouverte"):
        verifier_sortie(base, Path("essai.cles"), None)


@pytest.mark.parametrize(("nom", "extension"), [("d", PDF), ("d.xlsx", PDF), ("d.pdf", CLASSEUR), ("d.pdf.txt", PDF)])
def test_un_document_a_son_extension(base: Base, tmp_path: Path, nom: str, extension: str) -> None:
    with pytest.raises(ErreurMetier, match=f"finit par {extension}"):
        verifier_sortie(base, tmp_path / nom, extension)


@pytest.mark.parametrize("nom", ["autre.relogement", "autre.cles", "autre.CLES"])
def test_la_copie_d_une_piece_ne_remplace_pas_une_autre_base(base: Base, tmp_path: Path, nom: str) -> None:
    with pytest.raises(ErreurMetier, match="celle des bases"):
        verifier_sortie(base, tmp_path / nom, None)


@pytest.mark.parametrize(("nom", "extension"), [("d.PDF", PDF), ("d.pdf", PDF), ("r.xlsx", CLASSEUR), ("photo", None)])
def test_une_sortie_ordinaire_est_acceptee(base: Base, tmp_path: Path, nom: str, extension: str | None) -> None:
    verifier_sortie(base, tmp_path / nom, extension)


@pytest.mark.parametrize("chemin", ["absent/d.pdf", "fichier/d.pdf", "dossier.pdf", "tube.pdf", "é" * 200 + ".pdf"])
def test_un_endroit_impossible_se_dit_avant_le_calcul(base: Base, tmp_path: Path, chemin: str) -> None:
    (tmp_path / "fichier").write_text("occupé", encoding="utf-8")
    (tmp_path / "dossier.pdf").mkdir()
    os.mkfifo(tmp_path / "tube.pdf")
    with pytest.raises(ErreurMetier) as refus:
        verifier_sortie(base, tmp_path / chemin, PDF)
    assert refus.value.champ == "sortie"


def test_une_sortie_n_est_lue_que_de_soi(tmp_path: Path) -> None:
    sortie = tmp_path / "d.pdf"
    sortie.write_bytes(b"ancien")
    sortie.chmod(0o644)
    ecrire_sortie(sortie, lambda provisoire: provisoire.write_bytes(b"neuf"))
    assert sortie.read_bytes() == b"neuf"
    assert stat.S_IMODE(sortie.stat().st_mode) == 0o600
    assert [f.name for f in tmp_path.iterdir()] == ["d.pdf"]


def test_un_nom_de_255_octets_s_ecrit(tmp_path: Path) -> None:
    sortie = tmp_path / ("x" * 251 + ".pdf")
    ecrire_sortie(sortie, lambda provisoire: provisoire.write_bytes(b"neuf"))
    assert sortie.read_bytes() == b"neuf"


def test_une_ecriture_manquee_laisse_l_ancien_et_rien_d_autre(tmp_path: Path) -> None:
    sortie = tmp_path / "d.pdf"
    sortie.write_bytes(b"ancien")

    def plein(provisoire: Path) -> None:
        provisoire.write_bytes(b"la moi")
        raise OSError(28, "plus de place")

    with pytest.raises(ErreurMetier, match="ne peut pas être écrit"):
        ecrire_sortie(sortie, plein)
    assert etat(tmp_path) == {"d.pdf": b"ancien"}
    assert [f.name for f in tmp_path.iterdir()] == ["d.pdf"]


@pytest.mark.parametrize("ancien", [b"ancien", None])
@pytest.mark.parametrize("apres", [True, False], ids=["une fois posé", "avant de le poser"])
def test_ce_qui_ne_s_inscrit_pas_ne_reste_pas_dehors_et_rend_l_ancien_fichier(
    tmp_path: Path, ancien: bytes | None, apres: bool
) -> None:
    sortie = tmp_path / "revue.xlsx"
    if ancien is not None:
        sortie.write_bytes(ancien)

    def inscrire(poser: Callable[[], None]) -> None:
        if apres:
            poser()
            assert sortie.read_bytes() == b"neuf"
        raise ErreurMetier("le journal ne s'écrit pas")

    with pytest.raises(ErreurMetier, match="journal"):
        ecrire_sortie(sortie, lambda provisoire: provisoire.write_bytes(b"neuf"), inscrire)
    assert (sortie.read_bytes() if sortie.exists() else None) == ancien
    assert [x.name for x in tmp_path.iterdir()] == (["revue.xlsx"] if ancien else [])
