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
        ("A,2026-11-01,2,0,0,1e999999,12000,1", "n'est pas un montant"),
        ("A,2026-11-01,2,0,0,-400,12000,1", "supérieur à zéro"),
        ("A,2026-11-01,2,0,0,400,-1,1", "négatives"),
        ("A,2026-11-01,2,3,0,400,12000,1", "couple : « 3 » n'est ni 0 ni 1"),
        ("A,2026-11-01,2,0,0,400,12000,", "conventionne_hlm : aucun nombre n'est donné"),
        ("A,2026-11-01,2,0,0,400", "aucun nombre n'est donné"),
        ("A,2026-11-01,4,0,0,400,12000,1", "La zone APL est 1, 2 ou 3"),
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


def test_un_bareme_perime_se_dit_et_le_compte_est_juste(lancer: Lancer, tmp_path: Path) -> None:
    cas, sortie = tmp_path / "cas.csv", tmp_path / "r.csv"
    lignes = ["A,2026-11-01,2,0,0,400,12000,1", "B,2027-05-01,2,0,0,400,12000,1", "C,2031-01-01,2,0,0,400,12000,1"]
    cas.write_text("\n".join([ENTETE, *lignes]), encoding="utf-8")
    _, dit, _ = lancer("apl", str(cas), "--sortie", str(sortie))
    assert dit.startswith("2 cas estimés")
    assert "1 refusé" in dit
    assert "Barème périmé depuis le" in dit
    assert "pour 1 cas" in dit


def test_les_cas_ne_sont_jamais_ecrases_par_les_resultats(lancer: Lancer, tmp_path: Path) -> None:
    cas = tmp_path / "cas.csv"
    cas.write_text(f"{ENTETE}\nA,2026-11-01,2,0,0,400,12000,1\n", encoding="utf-8")
    avant = cas.read_bytes()
    assert "autre nom" in phrase(lancer("apl", str(cas), "--sortie", str(tmp_path / "." / "cas.csv")))
    assert cas.read_bytes() == avant


BON = {"id": "A", "date": "2026-11-01", "zone": "2", "couple": "0", "nb_pac": "1", "loyer_principal": "420.52",
       "ressources_annuelles": "12182.40", "conventionne_hlm": "1"}


def _csv(*, separateur: str = ",", fin: str = "\n", bom: str = "", **change: str) -> bytes:
    cas = BON | change
    return f"{bom}{separateur.join(cas)}{fin}{separateur.join(cas.values())}{fin}".encode()


@pytest.mark.parametrize(
    "octets",
    [
        _csv(fin="\r\n"), _csv(bom="\ufeff", fin="\r\n"), _csv() + b"\n,,,,,,,\n\n",
        _csv(separateur=";", loyer_principal="420,52", ressources_annuelles="12182,40"),
        _csv(profil="courant", of_net="12"), _csv(loyer_principal=" 420.520 ", zone=" 2"),
        ",".join(reversed(BON)).encode() + b"\n" + ",".join(reversed(BON.values())).encode(),
        ",".join(BON).upper().encode() + b"\n" + ",".join(BON.values()).encode(),
    ],
    ids=["CRLF", "BOM", "lignes vides", "point-virgule", "colonnes de plus", "espaces", "ordre inverse", "majuscules"],
)
def test_le_fichier_se_lit_quelle_que_soit_sa_forme(lancer: Lancer, tmp_path: Path, octets: bytes) -> None:
    attendu, lu = tmp_path / "attendu.csv", tmp_path / "r.csv"
    for contenu, sortie in ((_csv(), attendu), (octets, lu)):
        cas = tmp_path / "cas.csv"
        cas.write_bytes(contenu)
        assert lancer("apl", str(cas), "--sortie", str(sortie))[0] == 0
    assert lu.read_bytes() == attendu.read_bytes()
    assert lire(lu)[0]["net"] != ""


def test_sans_identifiant_un_cas_porte_le_numero_de_sa_ligne(lancer: Lancer, tmp_path: Path) -> None:
    cas, sortie = tmp_path / "cas.csv", tmp_path / "r.csv"
    sans = {c: v for c, v in BON.items() if c != "id"}
    cas.write_text(f"{','.join(sans)}\n{','.join(sans.values())}\n", encoding="utf-8")
    assert lancer("apl", str(cas), "--sortie", str(sortie))[0] == 0
    assert lire(sortie)[0]["id"] == "ligne 2"


def test_sans_ressources_et_avec_onze_enfants_l_aide_s_estime(lancer: Lancer, tmp_path: Path) -> None:
    cas, sortie = tmp_path / "cas.csv", tmp_path / "r.csv"
    cas.write_bytes(_csv(nb_pac="11", ressources_annuelles="0"))
    assert lancer("apl", str(cas), "--sortie", str(sortie), "--ordre", "openfisca")[0] == 0
    assert int(lire(sortie)[0]["net"]) > 0
