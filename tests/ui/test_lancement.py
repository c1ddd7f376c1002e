"""Le programme `relogement` : ce qui va à la ligne de commande, ce qui ouvre la fenêtre."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ui import lancement

DEPOT = Path(lancement.__file__).resolve().parent.parent


def _lancer(tmp_path: Path, *arguments: str, **environnement: str) -> subprocess.CompletedProcess[str]:
    propre = {cle: valeur for cle, valeur in os.environ.items() if not cle.startswith("RELOGEMENT_")}
    propre |= {"XDG_DATA_HOME": str(tmp_path), "HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        [sys.executable, "-m", "ui.lancement", *arguments], cwd=DEPOT, env=propre | environnement,
        capture_output=True, text=True, timeout=600, check=False,
    )


def test_sans_commande_la_fenetre_s_ouvre_et_l_essai_la_ferme_apres_sa_premiere_peinture(tmp_path: Path) -> None:
    fini = _lancer(tmp_path, RELOGEMENT_ESSAI="1")
    assert fini.returncode == 0, fini.stderr
    assert "Traceback" not in fini.stderr
    assert "Erreur" not in fini.stderr


def test_une_base_chiffree_s_ouvre_avec_la_phrase_de_l_environnement(tmp_path: Path) -> None:
    from relogement.stockage.base import creer_base

    base = tmp_path / "essai.relogement"
    creer_base(base, "quatre mots bien choisis", agent="Nadia R.").fermer()
    fini = _lancer(
        tmp_path, "--base", str(base), RELOGEMENT_ESSAI="1", RELOGEMENT_PHRASE="quatre mots bien choisis"
    )
    assert fini.returncode == 0, fini.stderr
    assert "Erreur" not in fini.stderr


def test_la_version_se_dit_sans_charger_qt() -> None:
    essai = (
        "import sys; from ui.lancement import principal\n"
        "try:\n    code = principal(['--version'])\nexcept SystemExit as fin:\n    code = fin.code or 0\n"
        "qt = [m for m in sys.modules if m.startswith('PySide6')]\n"
        "sys.exit(f'Qt chargé : {qt}' if qt else code)"
    )
    fini = subprocess.run(
        [sys.executable, "-c", essai], cwd=DEPOT, capture_output=True, text=True, timeout=600, check=False
    )
    assert fini.returncode == 0, fini.stderr
    assert fini.stdout.startswith("relogement")


@pytest.mark.parametrize(
    ("arguments", "options"),
    [
        ([], {}),
        (["--base", "f.relogement"], {"--base": "f.relogement"}),
        (["--base=f.relogement", "--agent", "Nadia R."], {"--base": "f.relogement", "--agent": "Nadia R."}),
    ],
)
def test_les_options_seules_ouvrent_la_fenetre(arguments: list[str], options: dict[str, str]) -> None:
    assert lancement._options_seules(arguments) == options


@pytest.mark.parametrize(
    "arguments",
    [
        ["menages"], ["--base", "f", "menages", "--json"], ["--version"], ["--help"], ["--inconnue"], ["--base"],
        ["--agent", "--base"][:1], ["--base="],
    ],
)
def test_tout_le_reste_va_a_la_ligne_de_commande_mauvais_usage_compris(arguments: list[str]) -> None:
    assert lancement._options_seules(arguments) is None
