"""`relogement apl` : un CSV de cas entre, un CSV de résultats sort, sans aucune base."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.cli.outils import Lancer, phrase

VECTEURS = Path(__file__).parent.parent / "donnees" / "apl" / "vecteurs.csv"
ENTETE = "id,date,zone,couple,nb_pac,loyer_principal,ressources_annuelles,conventionne_hlm"


def lire(fichier: Path) -> list[dict[str, str]]:
    """Les lignes d'un CSV."""
    return list(csv.DictReader(fichier.read_text(encoding="utf-8").splitlines()))


def test_les_cas_publics_ressortent_egaux(lancer: Lancer, tmp_path: Path) -> None:
    sortie = tmp_path / "r.csv"
    code, dit, erreur = lancer("apl", str(VECTEURS), "--sortie", str(sortie), "--ordre", "openfisca")
    assert (code, erreur) == (0, "")
    assert dit.startswith("400 cas estimés")
    lus = {r["id"]: r for r in lire(sortie)}
    publics = lire(VECTEURS)
    assert [(v["id"], v["of_net"], v["of_rls"]) for v in publics] == [
        (v["id"], lus[v["id"]]["net"], lus[v["id"]]["rls"]) for v in publics
    ]
    assert sortie.read_text(encoding="utf-8").splitlines()[0] == "id,net,rls,montant_brut,l,c,p0,rl_pct,tl,pp"


@pytest.mark.parametrize(
    ("ligne", "raison"),
    [
        ("A,2026-11-01,2,0,0,0,12000,1", "supérieur à zéro"),
        ("A,2026-11-01,2,0,0,400,,1", "aucun montant n'est donné"),
        ("A,2026-11-01,2,0,14,400,12000,1", "14 personnes à charge"),
        ("A,2019-11-01,2,0,0,400,12000,1", "connus depuis le 01/10/2020"),
        ("A,2031-11-01,2,0,0,400,12000,1", "mettez l'application à jour"),
        ("A,demain,2,0,0,400,12000,1", "n'est pas une date"),
        ("A,2026-11-01,deux,0,0,400,12000,1", "n'est pas un nombre entier"),
        ("A,2026-11-01,2,0,0,NaN,12000,1", "n'est pas un montant"),
    ],
)
def test_un_cas_impossible_se_dit_et_les_autres_s_estiment(
    lancer: Lancer, tmp_path: Path, ligne: str, raison: str
) -> None:
    cas, sortie = tmp_path / "cas.csv", tmp_path / "r.csv"
    cas.write_text(f"{ENTETE}\n{ligne}\nB,2026-11-01,2,0,0,400,12000,1\n", encoding="utf-8")
    code, _, erreur = lancer("apl", str(cas), "--sortie", str(sortie))
    assert code == 1
    assert erreur.startswith("A : ")
    assert raison in erreur
    refuse, bon = lire(sortie)
    assert (refuse["net"], refuse["rls"]) == ("", "")
    assert float(bon["net"]) > 0


def test_un_fichier_sans_les_colonnes_ou_absent_donne_une_phrase(lancer: Lancer, tmp_path: Path) -> None:
    autre = tmp_path / "autre.csv"
    autre.write_text("a,b\n1,2\n", encoding="utf-8")
    assert "Il manque" in phrase(lancer("apl", str(autre), "--sortie", str(tmp_path / "r.csv")))
    assert "ne se lit pas" in phrase(lancer("apl", str(tmp_path / "rien.csv"), "--sortie", str(tmp_path / "r.csv")))
