"""Montants, surfaces, étages, téléphones par paires ; un lieu ne dit jamais deux fois ce qu'il est."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relogement.formats import etage, euros, lieu_nomme, oui_non, surface, telephone, telephone_range

E = "\u00a0"


@pytest.mark.parametrize(
    ("saisi", "lu"),
    [
        ("0612345678", "06 12 34 56 78"),
        ("06.12.34.56.78", "06 12 34 56 78"),
        ("+33 (0)6 12 34 56 78", "06 12 34 56 78"),
        ("0033612345678", "06 12 34 56 78"),
        ("+49 151 12345678", "+4915112345678"),
        ("061234567", "061234567"),
        ("06123456789", "06123456789"),
        ("le soir", "le soir"),
        ("", ""),
        (None, ""),
    ],
)
def test_un_telephone_se_lit_par_paires_ou_tel_quel(saisi: str | None, lu: str) -> None:
    assert telephone(saisi) == lu


@given(st.text())
def test_ranger_un_telephone_deux_fois_n_y_change_rien(texte: str) -> None:
    assert telephone(telephone(texte)) == telephone(texte)


def test_ce_qui_n_est_pas_un_numero_ne_se_range_pas() -> None:
    assert telephone_range("") is None
    assert telephone_range("0012345678") is None


@pytest.mark.parametrize(
    ("mot", "nom", "lu"),
    [
        ("bâtiment", "B", "bâtiment B"),
        ("bâtiment", "B12", "bâtiment B12"),
        ("bâtiment", "12", "bâtiment 12"),
        ("bâtiment", "Est", "bâtiment Est"),
        ("bâtiment", "Bât. B", "Bât. B"),
        ("bâtiment", "BAT B", "BAT B"),
        ("bâtiment", "Bat2", "Bat2"),
        ("bâtiment", " Bâtiment B ", "Bâtiment B"),
        ("bâtiment", "Tour Loire", "Tour Loire"),
        ("escalier", "2", "escalier 2"),
        ("escalier", "Esc. 2", "Esc. 2"),
        ("escalier", "Cage A", "Cage A"),
        ("escalier", None, ""),
        ("escalier", " ", ""),
    ],
)
def test_un_lieu_ne_se_nomme_qu_une_fois(mot: str, nom: str | None, lu: str) -> None:
    assert lieu_nomme(mot, nom) == lu


@pytest.mark.parametrize(
    ("nom", "lu"), [("302", "porte 302"), ("gauche", "porte gauche"), ("Porte 302", "Porte 302"), ("Appt 4", "Appt 4")]
)
def test_une_porte_n_a_pas_de_nom_propre(nom: str, lu: str) -> None:
    assert lieu_nomme("porte", nom, nom_propre=False) == lu


@pytest.mark.parametrize(
    ("centimes", "attendu"),
    [(None, "inconnu"), (0, f"0,00{E}€"), (5, f"0,05{E}€"), (123456, f"1{E}234,56{E}€"), (-1, f"−{E}0,01{E}€")],
)
def test_euros(centimes: int | None, attendu: str) -> None:
    assert euros(centimes) == attendu


@pytest.mark.parametrize(
    ("dm2", "attendu"), [(None, "inconnue"), (7630, f"76,3{E}m²"), (7000, f"70{E}m²"), (6105, f"61,05{E}m²")]
)
def test_surface(dm2: int | None, attendu: str) -> None:
    assert surface(dm2) == attendu


@pytest.mark.parametrize(
    ("rang", "attendu"),
    [(None, "inconnu"), (-1, f"sous-sol{E}1"), (0, "rez-de-chaussée"), (1, f"1er{E}étage"), (2, f"2e{E}étage")],
)
def test_etage(rang: int | None, attendu: str) -> None:
    assert etage(rang) == attendu


def test_oui_non_inconnu() -> None:
    assert [oui_non(v) for v in (True, False, None)] == ["oui", "non", "inconnu"]
