"""Deux façons d'écrire la même adresse, la même porte, le même bâtiment ; et ce qui reste distinct."""

from __future__ import annotations

import pytest

from relogement.tableur.lieux import batiment_comparable, porte_comparable, type_comparable, voie_comparable


@pytest.mark.parametrize(
    "ecrite",
    ["1 rue des Lilas", "1, RUE DES LILAS", "1 r. des Lilas", "1 r des lilas", "1 rue des Lilas, Rezé",
     "1 rue des Lilas 44400 REZE", "1 rue des Lilas, 44 400 Rezé cedex", "1 rue Lilas"],
)
def test_une_adresse_se_reconnait_a_ses_mots(ecrite: str) -> None:
    assert voie_comparable(ecrite, "Rezé") == "1 rue lilas"


@pytest.mark.parametrize(
    ("une", "autre"),
    [("12 bd Saint-Aignan", "12 boulevard St Aignan"), ("3 av. du Gal Leclerc", "3 avenue du Général Leclerc"),
     ("5bis pl. de l'Édit", "5 bis place de l'Edit"), ("2 rte de Clisson", "2 route de Clisson")],
)
def test_un_mot_abrege_vaut_le_mot_entier(une: str, autre: str) -> None:
    assert voie_comparable(une) == voie_comparable(autre)


@pytest.mark.parametrize(
    ("une", "autre"),
    [("1 rue des Lilas", "11 rue des Lilas"), ("1 rue des Lilas", "1 place des Lilas"), ("1 rue X", "1 bis rue X"),
     ("1 rue de Rezé", "1 rue de Nantes"), ("1 rue des Lilas, Rezé", "1 rue des Roses, Rezé")],
)
def test_deux_adresses_restent_deux(une: str, autre: str) -> None:
    assert voie_comparable(une, "Rezé") != voie_comparable(autre, "Rezé")


@pytest.mark.parametrize(
    "ecrite", ["12", "Apt 12", "Appt. 012", "appartement 12", "n°12", "N° 12", "Porte 12", "app 12"]
)
def test_une_porte_se_reconnait_sans_le_mot_qui_l_annonce(ecrite: str) -> None:
    assert porte_comparable(ecrite) == "12"


def test_une_porte_a_lettre_et_un_batiment() -> None:
    assert porte_comparable("Apt A12") == porte_comparable("a 12") != porte_comparable("12")
    assert {batiment_comparable(b) for b in ("A", "Bât. A", "bâtiment A", "BAT A")} == {"a"}
    assert batiment_comparable("Bât. B") != "a"
    assert batiment_comparable("Bât.") == "bat"
    assert {type_comparable(t) for t in ("T3", "F3", "T3 bis", "t3bis")} == {"3"}
    assert type_comparable("T4") != type_comparable("studio")
