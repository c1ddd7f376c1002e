"""Les flux de la commande, tels qu'un autre programme les donne : sans UTF-8, fermés, pleins."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from relogement.cli import principal
from tests.outils import POSTE, nouveau_menage, nouvelle_base, nouvelle_operation

NOM = "L'HÉNORET Œdipe"
PLEINE = Path("/dev/full")


@pytest.fixture(autouse=True)
def donnees(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Un dossier de données où le poste est déjà connu : une lecture n'a alors rien à écrire."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "donnees"))
    dossier = tmp_path / "donnees" / "relogement"
    dossier.mkdir(parents=True)
    (dossier / "poste").write_text(str(POSTE), encoding="ascii")
    return dossier


@pytest.fixture
def base(tmp_path: Path) -> Path:
    ouverte, _ = nouvelle_base(tmp_path)
    nouveau_menage(ouverte, nouvelle_operation(ouverte), NOM)
    ouverte.fermer()
    return ouverte.chemin


def lancer(
    arguments: Sequence[str | bytes], redirection: str = "", **variables: str
) -> subprocess.CompletedProcess[bytes]:
    """Lance la commande par un shell, qui pose la redirection."""
    ordre = f'exec "$0" -m relogement.cli "$@" {redirection}'
    return subprocess.run(
        ["sh", "-c", ordre, sys.executable, *arguments], capture_output=True, check=False, env=os.environ | variables
    )


@pytest.mark.parametrize("codage", ["ascii", "cp1252", "utf-8", "latin-1"])
@pytest.mark.parametrize("json_", [[], ["--json"]])
def test_la_sortie_est_en_utf8_quel_que_soit_le_codage_du_poste(base: Path, codage: str, json_: list[str]) -> None:
    fait = lancer(["--base", str(base), "menages", *json_], PYTHONIOENCODING=codage)
    assert (fait.returncode, fait.stderr) == (0, b"")
    sortie = fait.stdout.decode()
    assert NOM in sortie
    if json_:
        assert json.loads(sortie)["menages"][0]["nom"] == NOM


def test_une_phrase_d_erreur_est_en_utf8_aussi(base: Path) -> None:
    fait = lancer(["--base", str(base), "charte", "É-9"], PYTHONIOENCODING="ascii")
    assert fait.returncode == 1
    assert "« É-9 » : vérifiez-la" in fait.stderr.decode()


@pytest.mark.parametrize("redirection", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("arguments", [["menages"], ["--help"], ["--version"]])
def test_un_flux_ferme_n_empeche_pas_de_travailler(base: Path, redirection: str, arguments: list[str]) -> None:
    avant = base.read_bytes()
    fait = lancer(["--base", str(base), *arguments], redirection)
    assert (fait.returncode, fait.stderr) == (0, b"")
    assert base.read_bytes() == avant, "rien ne s'écrit dans un fichier de la base"


@pytest.mark.parametrize("redirection", ["2>&-", ">&- 2>&-"])
def test_une_erreur_sans_flux_pour_la_dire_ne_touche_pas_la_base(base: Path, redirection: str) -> None:
    avant = base.read_bytes()
    assert lancer(["--base", str(base), "charte", "X"], redirection).returncode == 1
    assert lancer(["--base", str(base), "inconnue"], redirection).returncode == 2
    assert base.read_bytes() == avant


@pytest.mark.skipif(not PLEINE.exists(), reason="ce système n'a pas /dev/full")
@pytest.mark.parametrize(
    "arguments", [["menages"], ["menages", "--json"], ["--help"], ["menages", "-h"], ["--version"]]
)
@pytest.mark.parametrize("direct", ["", "1"])
def test_une_sortie_pleine_est_une_phrase_et_1(base: Path, arguments: list[str], direct: str) -> None:
    fait = lancer(["--base", str(base), *arguments], f"> {PLEINE}", PYTHONUNBUFFERED=direct)
    assert fait.returncode == 1
    assert fait.stderr.decode().count("\n") == 1
    assert fait.stderr.decode().startswith("La réponse n'a pas pu être écrite")


@pytest.mark.skipif(not PLEINE.exists(), reason="ce système n'a pas /dev/full")
def test_une_sortie_d_erreur_pleine_garde_le_code(base: Path) -> None:
    assert lancer(["--base", str(base), "charte", "X"], f"2> {PLEINE}").returncode == 1
    assert lancer(["inconnue"], f"2> {PLEINE}").returncode == 2


def test_un_lecteur_qui_part_ne_fait_pas_de_bruit(base: Path) -> None:
    lire, ecrire = os.pipe()
    os.close(lire)  # plus personne ne lit
    commande = [sys.executable, "-m", "relogement.cli", "--base", str(base), "menages"]
    fait = subprocess.run(commande, stdout=ecrire, stderr=subprocess.PIPE, check=False)
    os.close(ecrire)
    assert (fait.returncode, fait.stderr) == (1, b"")


@pytest.mark.parametrize("arguments", [["charte", b"BEL\xff"], ["menages", "--operation", b"\xff"]])
def test_un_argument_illisible_est_un_mauvais_usage(base: Path, arguments: list[str | bytes]) -> None:
    fait = lancer(["--base", str(base), *arguments])
    assert fait.returncode == 2
    assert "n'est pas un texte lisible" in fait.stderr.decode()


def test_un_agent_illisible_ou_trop_long_est_refuse(base: Path) -> None:
    assert lancer(["--base", str(base), "--agent", b"Nad\xff", "menages"]).returncode == 2
    fait = lancer(["--base", str(base), "--agent", "x" * 300, "menages"])
    assert fait.returncode == 1
    assert "200 caractères" in fait.stderr.decode()


def test_un_chemin_illisible_se_lit_quand_meme(base: Path) -> None:
    autre = os.fsencode(base.parent) + b"/\xff.relogement"
    os.rename(base, autre)
    fait = lancer([b"--base", autre, "menages"])
    assert (fait.returncode, fait.stderr) == (0, b"")
    fait = lancer([b"--base", autre + b"x", "menages"])
    assert fait.returncode == 1
    assert fait.stderr.decode().endswith("n'existe pas : vérifiez son emplacement.\n")


def test_une_phrase_de_passe_illisible_se_dit(tmp_path: Path) -> None:
    ouverte, _ = nouvelle_base(tmp_path, phrase="la maison")
    ouverte.fermer()
    fait = lancer(["--base", str(ouverte.chemin), "menages"], RELOGEMENT_PHRASE="maison\udcff")
    assert fait.returncode == 1
    assert "caractères illisibles" in fait.stderr.decode()


def test_sans_entree_la_phrase_de_passe_est_demandee_par_sa_variable(tmp_path: Path) -> None:
    ouverte, _ = nouvelle_base(tmp_path, phrase="la maison")
    ouverte.fermer()
    fait = lancer(["--base", str(ouverte.chemin), "menages"], "<&-")
    assert fait.returncode == 1
    assert "RELOGEMENT_PHRASE" in fait.stderr.decode()


def test_sqlcipher_n_ecrit_rien_de_lui_meme(tmp_path: Path) -> None:
    ouverte, _ = nouvelle_base(tmp_path, phrase="la maison")
    ouverte.fermer()
    octets = bytearray(ouverte.chemin.read_bytes())
    octets[100:200] = bytes(100)
    ouverte.chemin.write_bytes(octets)
    fait = lancer(["--base", str(ouverte.chemin), "menages"], RELOGEMENT_PHRASE="la maison")
    assert fait.stderr.decode().count("\n") == 1
    assert "reprenez une sauvegarde" in fait.stderr.decode()


def test_une_panne_du_systeme_est_une_phrase(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def rater(_: object) -> int:
        raise PermissionError(13, "interdit", "/un/chemin/BENALI")

    monkeypatch.setattr("relogement.cli.commandes.menages", rater)
    assert principal(["menages"]) == 1
    erreur = capsys.readouterr().err
    assert "n'est pas accessible" in erreur
    assert "BENALI" not in erreur
