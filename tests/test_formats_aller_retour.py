"""Ce qui s'écrit à la française se relit pareil ; ce qui est ambigu est redemandé."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relogement import formats as f
from relogement.commun import ErreurMetier
from ui.socle import lectures as lire

JOUR = date(2026, 11, 18)


@pytest.mark.parametrize(
    ("centimes", "texte"),
    [
        (0, "0,00\u00a0€"),
        (1, "0,01\u00a0€"),
        (123456, "1\u00a0234,56\u00a0€"),
        (-4306, "\u2212\u00a043,06\u00a0€"),
        (100000000, "1\u00a0000\u00a0000,00\u00a0€"),
        (None, "inconnu"),
    ],
)
def test_un_montant_s_ecrit_en_centimes_exacts(centimes: int | None, texte: str) -> None:
    assert f.euros(centimes) == texte


@given(st.integers(-10**9, 10**9), st.booleans())
def test_un_montant_s_arrondit_comme_tout_nombre(centimes: int, entier: bool) -> None:
    assert f.euros(centimes, entier=entier) == f"{f.nombre(Decimal(centimes) / 100, 0 if entier else 2)}\u00a0€"


@pytest.mark.parametrize(("centimes", "texte"), [(-49, "0\u00a0€"), (-50, "\u2212\u00a01\u00a0€"), (49, "0\u00a0€"),
                                                 (50, "1\u00a0€"), (-1, "0\u00a0€")])
def test_a_l_euro_un_demi_s_eloigne_de_zero(centimes: int, texte: str) -> None:
    assert f.euros(centimes, entier=True) == texte


def test_l_inconnu_n_est_jamais_ecrit_comme_un_zero() -> None:
    for ecrit in (f.euros(None), f.surface(None), f.pourcent(None), f.date_courte(None), f.oui_non(None)):
        assert ecrit.startswith("inconnu")
    assert f.euros(None, "–") == "–"


def test_surface_pourcentage_date_heure_et_pluriel() -> None:
    assert f.surface(7630) == "76,3\u00a0m²"
    assert f.surface(6100) == "61\u00a0m²"
    assert f.pourcent(Decimal("0.0945")) == "9,5\u00a0%"
    assert f.date_courte(date(2026, 3, 2)) == "02/03/2026"
    assert f.date_longue(date(2026, 5, 1)) == "vendredi 1er mai 2026"
    assert f.pluriel(1, "ménage") == "1 ménage"
    assert f.pluriel(0, "ménage") == "0 ménage"
    assert f.pluriel(2, "ménage") == "2 ménages"


@pytest.mark.parametrize(
    "texte",
    [
        "1234,56",
        "1234.56",
        "1 234,56 €",
        "1\u202f234,56\u00a0€",
        "1.234,56",
        "1,234.56",
        "1 234,56 euros",
        " 1234,56 EUR ",
    ],
)
def test_un_montant_se_lit_avec_virgule_ou_point(texte: str) -> None:
    assert lire.lire_montant(texte) == 123456


@pytest.mark.parametrize(
    "texte", ["1.234", "12,345", "1,2,3", "douze", "1e3", "--5", "12 €€", "٣", "1.23.456,0", "9" * 16]
)
def test_un_montant_ambigu_ou_illisible_est_redemande(texte: str) -> None:
    with pytest.raises(ErreurMetier, match=r"montant|chiffres"):
        lire.lire_montant(texte)


def test_un_montant_vide_est_inconnu_et_zero_est_zero() -> None:
    assert lire.lire_montant("  ") is None
    assert lire.lire_montant("€") is None
    assert lire.lire_montant("0") == 0


def test_un_montant_negatif_n_est_lu_que_si_le_champ_l_admet() -> None:
    with pytest.raises(ErreurMetier, match="positif"):
        lire.lire_montant("-5")
    assert lire.lire_montant("\u2212 43,06 €", negatif=True) == -4306


@given(st.integers(min_value=-(10**10), max_value=10**10))
def test_tout_montant_ecrit_se_relit(centimes: int) -> None:
    assert lire.lire_montant(f.euros(centimes), negatif=True) == centimes


@given(st.integers(min_value=1, max_value=10**7))
def test_toute_surface_ecrite_se_relit(dm2: int) -> None:
    assert lire.lire_surface(f.surface(dm2)) == dm2


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_toute_date_ecrite_se_relit(le: date) -> None:
    assert lire.lire_date(f.date_courte(le), JOUR) == le
    assert lire.lire_date(f.date_longue(le).partition(" ")[2], JOUR) == le


@given(st.text(max_size=30))
def test_aucun_texte_ne_fait_tomber_les_lectures(texte: str) -> None:
    for lecture in (lire.lire_montant, lire.lire_surface, lire.lire_entier, lire.lire_date, lire.lire_telephone):
        with suppress(ErreurMetier):
            lecture(texte)


@pytest.mark.parametrize(
    "texte",
    ["12/03/2026", "12-3-26", "12.03.2026", "12 mars 2026", "12 MARS 26", "2026-03-12", "12032026", "12 3 2026"],
)
def test_une_date_se_lit_dans_les_formes_usuelles(texte: str) -> None:
    assert lire.lire_date(texte, JOUR) == date(2026, 3, 12)


def test_les_mots_du_jour() -> None:
    assert lire.lire_date("aujourd’hui", JOUR) == JOUR
    assert lire.lire_date("Hier", JOUR) == date(2026, 11, 17)
    assert lire.lire_date("1er août 2026", JOUR) == date(2026, 8, 1)
    with pytest.raises(ErreurMetier):
        lire.lire_date("aujourd'hui")


def test_l_annee_sur_deux_chiffres_est_la_plus_proche() -> None:
    assert lire.lire_date("12/03/36", JOUR) == date(2036, 3, 12)
    assert lire.lire_date("12/03/37", JOUR) == date(1937, 3, 12)
    assert lire.lire_date("12/03/30", JOUR, passee=True) == date(1930, 3, 12)
    assert lire.lire_date("18/11/26", JOUR, passee=True) == JOUR
    assert lire.lire_date("19/11/26", JOUR, passee=True) == date(1926, 11, 19)


@pytest.mark.parametrize(
    "texte", ["31/02/2026", "00/01/2026", "12/13/2026", "12/03/202", "mars", "12/03/1899", "1/1/2101"]
)
def test_une_date_impossible_est_redemandee(texte: str) -> None:
    with pytest.raises(ErreurMetier):
        lire.lire_date(texte, JOUR)


def test_une_naissance_a_venir_est_refusee() -> None:
    with pytest.raises(ErreurMetier, match="à venir"):
        lire.lire_date("19/11/2026", JOUR, passee=True)
    assert lire.lire_date("18/11/2026", JOUR, passee=True) == JOUR


def test_les_bornes_d_un_entier_sont_comprises() -> None:
    assert lire.lire_entier("3", 3, 5) == 3
    assert lire.lire_entier("5", 3, 5) == 5
    for hors in ("2", "6"):
        with pytest.raises(ErreurMetier, match="égal à"):
            lire.lire_entier(hors, 3, 5)
    with pytest.raises(ErreurMetier):
        lire.lire_entier("3,5")


def test_un_telephone_se_range_par_deux_chiffres() -> None:
    for texte in ("0612345678", "06.12.34.56.78", "+33 6 12 34 56 78", "0033612345678", "+33 (0)6 12 34 56 78"):
        assert lire.lire_telephone(texte) == "06 12 34 56 78"
    assert lire.lire_telephone("+49 151 12345678") == "+4915112345678"
    with pytest.raises(ErreurMetier, match="dix chiffres"):
        lire.lire_telephone("061234567")
