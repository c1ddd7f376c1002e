"""Types de logement, étages, téléphones, codes postaux, vacance."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relogement.tableur.brut import Brut, Illisible
from relogement.tableur.valeurs import (
    code_postal,
    code_postal_commune,
    dit_vacant,
    etage,
    occupation_vacante,
    telephone,
    type_logement,
)


@pytest.mark.parametrize(
    ("brut", "attendu"),
    [
        ("T4", "T4"), ("t 4", "T4"), ("F4", "T4"), ("P4", "T4"), ("4P", "T4"), ("4 pièces", "T4"), ("Type 4",
        "T4"), (4, "T4"),
        ("T5 bis", "T5 bis"), ("T5bis", "T5 bis"), ("T5B", "T5 bis"), ("F5 BIS", "T5 bis"), ("T1'", "T1 bis"),
        ("Appartement T4", "T4"),
        ("Studio", "T1"), ("T0", "T1"), ("4.0", None), ("T3/4", None), ("43", None), ("Parking", None), ("", ""),
    ],
)  # fmt: skip
def test_le_type_est_normalise_ou_refuse(brut: Brut, attendu: str | None) -> None:
    if attendu is None:
        with pytest.raises(Illisible):
            type_logement(brut)
    else:
        assert type_logement(brut) == (attendu or None, None)


def test_ce_que_le_type_ne_reprend_pas_est_rendu() -> None:
    assert type_logement("T3 Duplex") == ("T3", "duplex")


@pytest.mark.parametrize(
    ("brut", "attendu"),
    [
        ("RDC", 0), ("R.D.C.", 0), ("Rez-de-chaussée", 0), ("0", 0), (0, 0), (3, 3), (3.0, 3), ("1er", 1), ("2ème", 2),
        ("2e étage", 2), ("Étage 3", 3), ("R+2", 2), ("R + 2", 2), ("R-1", -1), ("SS", -1), ("SS2", -2),
        ("-1", -1), (-1, -1),
        ("sous-sol", -1), ("01", 1), (None, None), ("-", None), ("60", 60), (-5, -5),
    ],
)  # fmt: skip
def test_l_etage_est_un_entier(brut: Brut, attendu: int | None) -> None:
    assert etage(brut) == attendu


@pytest.mark.parametrize("brut", ["Duplex", "RDJ", "61", -6, 2.5, "1/2", "haut"])
def test_un_etage_inconnu_est_refuse(brut: Brut) -> None:
    with pytest.raises(Illisible):
        etage(brut)


@given(st.integers(100_000_000, 999_999_999))
def test_tout_numero_francais_est_relu_sous_toutes_ses_formes(neuf: int) -> None:
    voulu = f"0{neuf}"
    paires = " ".join(voulu[i : i + 2] for i in range(0, 10, 2))
    formes: tuple[Brut, ...] = (
        neuf, float(neuf), voulu, paires, paires.replace(" ", "."), paires.replace(" ",
        "-"), f"+33{neuf}", f"+33 (0){neuf}",
        f"0033{neuf}", int(f"33{neuf}"), paires.replace(" ", "\u00a0"),
    )  # fmt: skip
    for forme in formes:
        assert telephone(forme) == (voulu, None)


def test_un_deuxieme_numero_est_rendu_a_part() -> None:
    assert telephone("06 12 34 56 78 / 02 40 11 22 33") == ("0612345678", "02 40 11 22 33")
    assert telephone("+351 912 345 678") == ("+351912345678", None)


@pytest.mark.parametrize("brut", [12, "061234567", "06123456789", "0012345678", "voir gardien", "#N/A"])
def test_un_numero_mal_forme_est_refuse(brut: Brut) -> None:
    with pytest.raises(Illisible):
        telephone(brut)


@pytest.mark.parametrize("brut", [None, "", 0, "0", "-"])
def test_pas_de_telephone(brut: Brut) -> None:
    assert telephone(brut) == (None, None)


def test_le_code_postal_retrouve_son_zero() -> None:
    assert [code_postal(b) for b in (44300, "44300", " 44 300", 1400, "F-44300", None)] == [
        "44300", "44300", "44300", "01400", "44300", None,
    ]  # fmt: skip
    assert code_postal_commune("44300 NANTES") == ("44300", "NANTES")
    for impossible in ("4430", 443, "NANTES"):
        if impossible == "4430":
            assert code_postal(impossible) == "04430"
        else:
            with pytest.raises(Illisible):
                code_postal(impossible)


@pytest.mark.parametrize(
    "nom",
    [
        "VACANT",
        "vacante",
        "** VACANT **",
        "Libre",
        "logement vide",
        "VACANT depuis 01/2025",
        "Vacance technique",
        "Lgt vacant",
    ],
)
def test_ces_noms_disent_un_logement_vacant(nom: str) -> None:
    assert dit_vacant(nom)


@pytest.mark.parametrize("nom", ["LIBREVILLE", "VACANTI", "DUPONT", "VIDEAU", "LIBRE Jean", None])
def test_ces_noms_sont_ceux_de_personnes(nom: str | None) -> None:
    assert not dit_vacant(nom)


def test_la_colonne_d_occupation_dit_vacant_ou_loue() -> None:
    assert occupation_vacante("Vacant") is True
    assert occupation_vacante("Loué") is False
    assert occupation_vacante(None) is None
    with pytest.raises(Illisible):
        occupation_vacante("célibataire")
