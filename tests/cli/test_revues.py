"""La revue à la ligne de commande : la contrôler, l'émettre, la lister, la réémettre, à un trimestre ou un moment."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from tests.cli.outils import Lancer, objet, phrase

T1 = ("--trimestre", "2026-T1")


def test_une_revue_se_controle_s_emet_et_se_reemet(remplie: Lancer, tmp_path: Path) -> None:
    controle = objet(remplie("revue", "controler", *T1, "--json"))
    assert (controle["trimestre"], controle["moment"], controle["emettable"]) == ("2026-T1", "trimestre", True)
    assert controle["douteuses"][0].keys() == {"menage", "operation", "regle", "phrase", "cible"}
    assert remplie("revue", "controler", *T1)[1].startswith("Revue trimestrielle 2026-T1 : rien ne bloque.")
    sorties = [tmp_path / f"{n}.xlsx" for n in range(3)]
    emise = objet(remplie("revue", "emettre", *T1, "--operation", "bel", "--sortie", str(sorties[0]), "--json"))
    assert (emise["au"], emise["ajustements"], emise["fichier"]) == ("2026-03-31", 0, str(sorties[0]))
    (listee,) = objet(remplie("revue", "lister", "--json"))["revues"]
    assert (listee["revue"], listee["auteur"], listee["operations"]) == (emise["revue"], "Nadia R.", ["BEL"])
    assert emise["revue"][-8:] in remplie("revue", "lister")[1]
    # Un identifiant entier, ou sa fin.
    for designation, sortie in ((emise["revue"], sorties[1]), (emise["revue"][-8:], sorties[2])):
        code, dit, _ = remplie("revue", "reemettre", designation, "--sortie", str(sortie))
        assert (code, "telle qu'émise" in dit) == (0, True)
    assert len({s.read_bytes() for s in sorties}) == 1
    diffusable = tmp_path / "d.xlsx"
    copie = ("revue", "reemettre", emise["revue"], "--sortie", str(diffusable), "--variante", "diffusable", "--json")
    assert objet(remplie(*copie))["variante"] == "diffusable"
    assert "Ménages" not in openpyxl.load_workbook(diffusable).sheetnames
    # Ce qui se soustrairait de celle-ci se motive, et rien n'est émis avant.
    seconde = ("revue", "emettre", *T1, "--sortie", str(tmp_path / "e.xlsx"), "--variante", "diffusable")
    assert "déjà sortie" in phrase(remplie(*seconde))
    assert len(objet(remplie("revue", "lister", "--json"))["revues"]) == 1
    assert remplie(*seconde, "--motif", "La première est retirée")[0] == 0
    # La diffusable d'un arrêté émis est celle de la revue émise.
    rendu = remplie(
        "exporter", "revue", *T1, "--sortie", str(diffusable), "--variante", "diffusable", "--motif", "Copie"
    )
    assert "telle qu'émise" in rendu[1]
    assert diffusable.read_bytes() == (tmp_path / "e.xlsx").read_bytes()


def test_sans_revue_emise_la_liste_le_dit_et_une_inconnue_est_refusee(remplie: Lancer, tmp_path: Path) -> None:
    code, dit, _ = remplie("revue", "lister")
    assert (code, dit) == (0, "Aucune revue n'est émise : « revue emettre » en fige une.\n")
    for designation in ("abcd", ""):
        assert "identifiant" in phrase(remplie("revue", "reemettre", designation, "--sortie", str(tmp_path / "r.xlsx")))


def test_un_moment_a_sa_date_et_sa_couverture(remplie: Lancer, tmp_path: Path) -> None:
    sortie = ("--sortie", str(tmp_path / "r.xlsx"))
    etape = ("--moment", "point-d-etape", "--au", "2026-02-18")
    ecrit = objet(remplie("exporter", "revue", *etape, *sortie, "--json"))
    assert (ecrit["moment"], ecrit["trimestre"]) == ("point_d_etape", "2026-02-18")
    assert openpyxl.load_workbook(tmp_path / "r.xlsx").properties.title == "Point d'étape au 18/02/2026"
    code, dit, _ = remplie("exporter", "rime", *etape, "--sortie", str(tmp_path / "r.csv"))
    assert (code, "point d'étape au 18/02/2026" in dit) == (0, True)
    cloture = ("--moment", "cloture", "--au", "18/02/2026")
    assert "une seule opération" in phrase(remplie("revue", "emettre", *cloture))
    assert remplie("revue", "emettre", *cloture, "--operation", "BEL")[0] == 0
    assert "rien n'a changé depuis" in phrase(remplie("revue", "emettre", *cloture, "--operation", "BEL"))
    code, dit, _ = remplie("revue", "lister", "--json")
    assert json.loads(dit)["revues"][0]["moment"] == "cloture"


@pytest.mark.parametrize("action", ["controler", "emettre"])
def test_une_date_qui_manque_ou_de_trop_se_dit(remplie: Lancer, action: str) -> None:
    assert "--au" in phrase(remplie("revue", action, "--moment", "avenant"))
    assert "--au" in phrase(remplie("revue", action, *T1, "--au", "2026-02-18"))
    assert "9999" in phrase(remplie("revue", "emettre", "--moment", "avenant", "--au", "9999-01-01"))


@pytest.mark.parametrize(
    "mauvais",
    [
        ("controler",), ("emettre", *T1, "--moment", "avenant"), ("emettre", "--moment", "trimestre"),
        ("emettre", *T1, "--variante", "nominative"), ("reemettre", "x"), ("reemettre",), ("inconnue",),
    ],
)
def test_un_mauvais_usage_sort_avec_2(remplie: Lancer, mauvais: tuple[str, ...]) -> None:
    assert remplie("revue", *mauvais)[0] == 2


def test_un_fichier_impossible_se_dit_avant_d_emettre(remplie: Lancer, tmp_path: Path) -> None:
    assert ".xlsx" in phrase(remplie("revue", "emettre", *T1, "--sortie", str(tmp_path / "revue.pdf")))
    assert objet(remplie("revue", "lister", "--json")) == {"revues": []}
