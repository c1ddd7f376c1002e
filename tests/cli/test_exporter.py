"""Exporter la revue et la table des ménages : variantes, opérations, fichiers, et ce qui est refusé."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.outils import Lancer, phrase

T3 = ("--trimestre", "2026-T3")


def test_chaque_variante_de_la_revue_se_demande_et_se_dit(remplie: Lancer, tmp_path: Path) -> None:
    sortie = str(tmp_path / "r.xlsx")
    code, dit, _ = remplie("exporter", "revue", *T3, "--sortie", sortie, "--variante", "diffusable", "--json")
    assert (code, json.loads(dit)["variante"]) == (0, "diffusable")
    assert "pourquoi" in phrase(remplie("exporter", "revue", *T3, "--sortie", sortie, "--variante", "nominative"))
    motif = ("--variante", "nominative", "--motif", "Comité technique")
    code, dit, _ = remplie("exporter", "revue", *T3, "--operation", "BEL", "--sortie", sortie, *motif)
    assert (code, "variante nominative" in dit) == (0, True)


def test_une_seconde_diffusable_du_meme_jour_se_motive(remplie: Lancer, tmp_path: Path) -> None:
    sorties = [str(tmp_path / f"{n}.xlsx") for n in range(3)]
    diffusable = ("--variante", "diffusable")
    assert remplie("exporter", "revue", *T3, "--sortie", sorties[0], *diffusable)[0] == 0
    seconde = ("exporter", "revue", *T3, "--operation", "BEL", "--sortie", sorties[1], *diffusable)
    assert "déjà sortie" in phrase(remplie(*seconde))
    assert remplie(*seconde, "--motif", "La première est retirée")[0] == 0


def test_une_variante_inconnue_est_un_mauvais_usage(remplie: Lancer, tmp_path: Path) -> None:
    sortie = str(tmp_path / "r.xlsx")
    assert remplie("exporter", "revue", *T3, "--sortie", sortie, "--variante", "publique")[0] == 2


@pytest.mark.parametrize("nom", ["menages.csv", "menages.xlsx"])
def test_la_table_des_menages_s_exporte_seule(remplie: Lancer, nom: str, tmp_path: Path) -> None:
    code, dit, _ = remplie("exporter", "rime", *T3, "--operation", "bel", "--sortie", str(tmp_path / nom), "--json")
    assert (code, json.loads(dit)["operations"]) == (0, ["BEL"])
    assert (tmp_path / nom).stat().st_size > 0


def test_une_operation_inconnue_parmi_d_autres_est_dite(remplie: Lancer, tmp_path: Path) -> None:
    sortie = str(tmp_path / "r.csv")
    dite = phrase(remplie("exporter", "rime", *T3, "--operation", "BEL", "--operation", "XYZ", "--sortie", sortie))
    assert "XYZ" in dite
    assert not Path(sortie).exists()
