"""Les montants, surfaces et effectifs dans toutes leurs écritures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from relogement.tableur.brut import Brut, Illisible
from relogement.tableur.montants import MONTANT_MAX, effectif, montant, montant_positif, solde, surface


def _groupes(centimes: int, milliers: str, decimal: str) -> str:
    return f"{centimes // 100:,}".replace(",", milliers) + f"{decimal}{centimes % 100:02d}"


ECRITURES: tuple[Callable[[int], str], ...] = (
    lambda c: _groupes(c, "", ","),
    lambda c: _groupes(c, "", "."),
    lambda c: _groupes(c, " ", ","),
    lambda c: _groupes(c, "\u00a0", ",") + "\u00a0€",
    lambda c: _groupes(c, "\u202f", ",") + "\u202f€",
    lambda c: _groupes(c, "\u2009", ",") + " EUR",
    lambda c: _groupes(c, ".", ","),
    lambda c: _groupes(c, ",", "."),
    lambda c: _groupes(c, "'", "."),
    lambda c: _groupes(c, "’", ".") + " euros",
    lambda c: "€ " + _groupes(c, " ", ","),
    lambda c: _groupes(c, " ", ",") + " € / mois",
    lambda c: f"  {c // 100}€{c % 100:02d} ",
)
SIGNES: tuple[Callable[[str], str], ...] = (
    lambda s: f"-{s}",
    lambda s: f"- {s}",
    lambda s: f"−{s}",
    lambda s: f"({s})",
    lambda s: f"{s} -",
)


@given(st.integers(0, MONTANT_MAX), st.sampled_from(ECRITURES))
@example(123456, ECRITURES[6])
@example(100000, ECRITURES[7])
def test_tout_montant_relu_est_le_montant_ecrit(centimes: int, ecrire: Callable[[int], str]) -> None:
    assert montant(ecrire(centimes)) == centimes


@given(st.integers(1, MONTANT_MAX), st.sampled_from(ECRITURES[:11]), st.sampled_from(SIGNES))
def test_tout_montant_negatif_est_relu(
    centimes: int, ecrire: Callable[[int], str], signer: Callable[[str], str]
) -> None:
    assert montant(signer(ecrire(centimes))) == -centimes


@given(st.integers(-MONTANT_MAX, MONTANT_MAX))
def test_un_nombre_du_tableur_est_lu_au_centime(centimes: int) -> None:
    assert montant(centimes / 100) == centimes


@pytest.mark.parametrize(
    ("brut", "centimes"),
    [
        ("12.50", 1250), ("12,5", 1250), ("12", 1200), (12, 1200), (",50", 50), ("0", 0), (0, 0), ("0,500", 50),
        ("1.234", 123400), ("1,234", 123400), ("1 234", 123400), ("1.234.567", None), ("(501,13 €)", -50113),
        (467.4200001, 46742), (467.425, 46743), ("+12,50", 1250), ("467,42 €", 46742), ("1234,567", 123457),
    ],
)  # fmt: skip
def test_les_cas_tranches(brut: Brut, centimes: int | None) -> None:
    if centimes is None:
        with pytest.raises(Illisible):
            montant(brut)
    else:
        assert montant(brut) == centimes


@pytest.mark.parametrize("brut", [None, "", "  ", "\u202f", "-", "--", "NC", "n/a", "non renseigné"])
def test_une_cellule_vide_n_est_pas_zero(brut: Brut) -> None:
    assert montant(brut) is None


@pytest.mark.parametrize(
    "brut",
    ["environ 500", "467 42", "12,50,3", "1 2 3", "12%", "#N/A", "#REF!", True, float("nan"), float("inf"), 10**400,
     "((5))", "--5", "-5-", "5 €/m²", "1000001", "٣٤",
     "=1+1", datetime(2026, 5, 12)],  # noqa: DTZ001  cellule sans fuseau
)  # fmt: skip
def test_ce_qui_n_est_pas_un_montant_est_refuse(brut: Brut) -> None:
    with pytest.raises(Illisible):
        montant(brut)


def test_un_montant_negatif_est_refuse_la_ou_il_n_a_pas_de_sens() -> None:
    assert montant_positif("0,00", "Le loyer") == 0
    assert montant_positif("0,01", "Le loyer") == 1
    with pytest.raises(Illisible, match="Le loyer est négatif"):
        montant_positif("-0,01", "Le loyer")


def test_un_solde_crediteur_est_negatif() -> None:
    assert solde("12,50 C") == -1250
    assert solde("12,50 D") == 1250
    assert solde("12,50 créditeur") == -1250
    assert solde(-3) == -300


@given(st.integers(1, 100_000), st.sampled_from([" m²", "m2", ""]), st.sampled_from([",", "."]))
def test_toute_surface_relue_est_la_surface_ecrite(dm2: int, unite: str, decimal: str) -> None:
    assert surface(f"{dm2 // 100}{decimal}{dm2 % 100:02d}{unite}") == dm2


def test_un_separateur_de_surface_est_toujours_decimal() -> None:
    assert surface("76,3") == 7630
    assert surface("60,125") == 6013
    assert surface("60.125") == 6013
    for impossible in (0, "-12", "1000,01", "T3"):
        with pytest.raises(Illisible):
            surface(impossible)


def test_un_effectif_est_un_petit_entier() -> None:
    assert [effectif(b) for b in (0, "0", "3", 3.0, "4 pers.", 40)] == [0, 0, 3, 3, 4, 40]
    for impossible in (41, -1, 2.5, "deux", "2+1"):
        with pytest.raises(Illisible):
            effectif(impossible)
