"""Les dates dans toutes leurs écritures, et celles qui n'existent pas."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relogement.tableur.brut import Brut, Illisible
from relogement.tableur.dates import date_du_titre, lire_date

MOIS = ("janvier", "février", "mars", "avril", "mai", "juin",
        "juillet", "août", "septembre", "octobre", "novembre", "décembre")  # fmt: skip
ABREGES = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
ECRITURES: tuple[Callable[[date], Brut], ...] = (
    lambda d: d,
    lambda d: datetime(d.year, d.month, d.day, 13, 30),  # noqa: DTZ001  une cellule n'a pas de fuseau
    lambda d: f"{d.day:02d}/{d.month:02d}/{d.year}",
    lambda d: f"{d.day}/{d.month}/{d.year}",
    lambda d: f" {d.day:02d}.{d.month:02d}.{d.year}\u00a0",
    lambda d: f"{d.day:02d}-{d.month:02d}-{d.year}",
    lambda d: d.isoformat(),
    lambda d: f"{d.isoformat()} 00:00:00",
    lambda d: f"{d.isoformat()}T00:00:00Z",
    lambda d: d.strftime("%Y/%m/%d"),
    lambda d: f"{d.year:04d}{d.month:02d}{d.day:02d}",
    lambda d: f"{d.day:02d}{d.month:02d}{d.year:04d}",
    lambda d: int(f"{d.day:02d}{d.month:02d}{d.year:04d}"),
    lambda d: f"{d.day} {MOIS[d.month - 1]} {d.year}",
    lambda d: f"le {d.day} {MOIS[d.month - 1].upper()} {d.year}",
    lambda d: f"{d.day} {ABREGES[d.month - 1]} {d.year}",
    lambda d: f"{d.day:02d}-{ABREGES[d.month - 1]}-{d.year}",
)
PLAUSIBLES = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@given(PLAUSIBLES, st.sampled_from(ECRITURES))
def test_toute_date_relue_est_la_date_ecrite(jour: date, ecrire: Callable[[date], Brut]) -> None:
    assert lire_date(ecrire(jour)) == jour


@given(st.dates(date(1905, 10, 2), date(2099, 12, 31)), st.sampled_from([int, float, str]))
def test_tout_jour_d_excel_est_relu(jour: date, forme: Callable[[int], Brut]) -> None:
    serie = (jour - date(1899, 12, 30)).days
    if forme is str and serie < 10_000:
        return
    assert lire_date(forme(serie)) == jour


@given(st.dates(date(1927, 1, 1), date(2026, 9, 30)), st.sampled_from("/.- "))
def test_une_annee_a_deux_chiffres_prend_le_siecle_le_plus_recent_avant_la_borne(jour: date, sep: str) -> None:
    borne = date(2026, 9, 30)
    ecrite = f"{jour.day:02d}{sep}{jour.month:02d}{sep}{jour.year % 100:02d}"
    assert lire_date(ecrite, borne) == jour


def test_la_borne_du_siecle_est_incluse() -> None:
    borne = date(2026, 9, 30)
    assert lire_date("30/09/26", borne) == date(2026, 9, 30)
    assert lire_date("01/10/26", borne) == date(1926, 10, 1)
    assert lire_date("29.02.00", borne) == date(2000, 2, 29)
    assert lire_date("31/12/99") == date(1999, 12, 31)
    assert lire_date("12 mars 98") == date(1998, 3, 12)
    assert lire_date("1er mars 1998") == date(1998, 3, 1)


@given(st.dates(date(1900, 1, 1) + timedelta(days=40), date(2100, 12, 31)))
def test_un_jour_hors_du_mois_est_refuse(jour: date) -> None:
    fin = (jour.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    if fin.day < 31:
        with pytest.raises(Illisible, match="n'existe pas"):
            lire_date(f"{fin.day + 1}/{fin.month:02d}/{fin.year}")


@pytest.mark.parametrize(
    ("brut", "raison"),
    [
        ("31/02/1961", "n'existe pas"), ("29/02/1900", "n'existe pas"), ("12/31/1998", "inversés"), (1998,
        "année seule"),
        ("1998", "année seule"), ("03/1998", "ne se lit pas"), ("hier", "ne se lit pas"), ("01/01/1899", "comprise"),
        ("01/01/2101", "comprise"), ("#VALUE!", "erreur"), (True, "n'est pas une date"), (12, "ne se lit pas"),
        (float("nan"), "ne se lit pas"), ("00/00/0000", "comprise"), ("12/03-1998", "ne se lit pas"), ("=A1",
        "ne se lit pas"),
        (timedelta(days=3), "n'est pas une date"),
    ],
)  # fmt: skip
def test_ce_qui_n_est_pas_une_date_est_refuse(brut: Brut, raison: str) -> None:
    with pytest.raises(Illisible, match=raison):
        lire_date(brut)


def test_une_cellule_vide_n_a_pas_de_date() -> None:
    assert lire_date(None) is None
    assert lire_date(" / ") is None


def test_la_date_de_la_liste_vient_du_titre_et_non_de_l_edition() -> None:
    assert date_du_titre(["État locatif au 30/09/2026 - usage interne"]) == date(2026, 9, 30)
    assert date_du_titre(["Édité le 02/10/2026", "Situation au 30 septembre 2026"]) == date(2026, 9, 30)
    assert date_du_titre(["Édité le 02/10/2026"]) == date(2026, 10, 2)
    assert date_du_titre(["SOCIÉTÉ HLM", None, 12]) is None
    assert date_du_titre(["État locatif au 31/09/2026"]) is None
    assert date_du_titre(["Date", date(2026, 9, 30)]) == date(2026, 9, 30)
