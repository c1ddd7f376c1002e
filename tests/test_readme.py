"""Le README reste vrai : ses chemins existent, sa table des étapes est celle du code, il tient en 120 lignes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from relogement.regles.etape import table_markdown

RACINE = Path(__file__).parent.parent
TEXTE = (RACINE / "README.md").read_text(encoding="utf-8")
CHEMINS = sorted(
    set(re.findall(r"`((?:relogement|ui|resources|tests|sample_data|packaging)/[\w./-]*)`", TEXTE))
)


def test_il_tient_en_cent_vingt_lignes() -> None:
    assert TEXTE.count("\n") <= 120


def test_il_nomme_des_chemins() -> None:
    assert len(CHEMINS) > 15


@pytest.mark.parametrize("chemin", CHEMINS)
def test_chaque_chemin_nomme_existe(chemin: str) -> None:
    assert (RACINE / chemin).exists()


def test_la_table_des_etapes_est_celle_du_code() -> None:
    assert table_markdown().strip() in TEXTE


@pytest.mark.parametrize("cible", sorted(set(re.findall(r"\bmake (\w+)", TEXTE))))
def test_chaque_commande_make_existe(cible: str) -> None:
    assert re.search(rf"^{cible}:", (RACINE / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
