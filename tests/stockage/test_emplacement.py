"""L'emplacement : un partage réseau est refusé, un poste garde son identité."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID, uuid4

import pytest

from relogement.commun import ErreurMetier
from relogement.stockage import emplacement
from relogement.stockage.emplacement import code_poste, identite_poste, refuser_partage


def test_un_partage_reseau_est_refuse(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(emplacement, "_systeme_de_fichiers", lambda *_: "cifs")
    with pytest.raises(ErreurMetier, match="partage réseau"):
        refuser_partage(tmp_path / "a.relogement")


def test_un_dossier_de_l_ordinateur_est_accepte(tmp_path: Path) -> None:
    refuser_partage(tmp_path / "a.relogement")


def test_le_montage_le_plus_precis_compte() -> None:
    montages = ["/dev/a / ext4 rw", "//s/p /mnt/partage cifs rw", "/dev/b /mnt/partage/local ext4 rw"]
    lire = emplacement._systeme_de_fichiers
    assert lire(Path("/mnt/partage/x.relogement"), montages) == "cifs"
    assert lire(Path("/mnt/partage/local/x.relogement"), montages) == "ext4"
    assert lire(Path("/mnt/partageur/x.relogement"), montages) == "ext4"


def test_le_dernier_montage_d_un_meme_point_cache_les_autres() -> None:
    montages = ["/dev/a / ext4 rw", "/dev/b /mnt/partage ext4 rw", "//s/p /mnt/partage cifs rw"]
    lire = emplacement._systeme_de_fichiers
    assert lire(Path("/mnt/partage/x.relogement"), montages) == "cifs"
    assert lire(Path("/mnt/partage/x.relogement"), [*montages, "/dev/c /mnt/partage ext4 rw"]) == "ext4"


def test_un_point_de_montage_aux_caracteres_echappes_se_reconnait() -> None:
    montages = ["/dev/a / ext4 rw", "//s/p /mnt/le\\040partage\\011\\134 nfs rw"]
    assert emplacement._systeme_de_fichiers(Path("/mnt/le partage\t\\/x.relogement"), montages) == "nfs"


@pytest.mark.parametrize("genre", ["fuse.gvfsd-fuse", "nfs4", "cifs", "9p"])
def test_chaque_genre_de_partage_est_refuse(genre: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(emplacement, "_systeme_de_fichiers", lambda *_: genre)
    with pytest.raises(ErreurMetier, match="partage réseau"):
        refuser_partage(tmp_path / "a.relogement")


def test_un_poste_garde_son_identite(tmp_path: Path) -> None:
    premiere = identite_poste(tmp_path / "neuf")
    assert identite_poste(tmp_path / "neuf") == premiere
    assert identite_poste(tmp_path / "autre") != premiere


def test_le_code_d_un_poste_a_cinq_caracteres_sans_piege() -> None:
    codes = {code_poste(uuid4()) for _ in range(200)}
    assert len(codes) == 200
    assert all(len(c) == 5 and c.isalnum() and c == c.upper() for c in codes)
    assert code_poste(UUID(int=0)) == "AAAAA"
