"""Les échéances : la veille, le jour, le lendemain ; les mois de date à date ; les trimestres."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from relogement.commun import ErreurMetier
from relogement.regles.calendrier import (
    Trimestre,
    ajouter_jours,
    ajouter_mois,
    anniversaire,
    jour_fr,
    jours_de_retard,
)


@pytest.mark.parametrize(
    ("le", "mois", "attendu"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 9, 15), 6, date(2027, 3, 15)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 31), -1, date(2026, 11, 30)),
    ],
)
def test_les_mois_se_comptent_de_date_a_date(le: date, mois: int, attendu: date) -> None:
    assert ajouter_mois(le, mois) == attendu


@pytest.mark.parametrize(("jour", "retard"), [(24, 0), (25, 0), (26, 1), (27, 2)])
def test_le_retard_court_du_lendemain_de_l_echeance(jour: int, retard: int) -> None:
    assert jours_de_retard(date(2026, 6, 25), date(2026, 6, jour)) == retard


def test_une_date_absurde_reste_dans_le_calendrier() -> None:
    assert ajouter_jours(date.max, 1) == date.max
    assert ajouter_jours(date.min, -1) == date.min
    assert ajouter_mois(date(9999, 12, 1), 6) == date.max
    assert ajouter_mois(date(1, 1, 1), -6) == date.min


def test_la_majorite_d_une_personne_nee_un_29_fevrier_est_le_28() -> None:
    assert anniversaire(date(2008, 2, 29), 18) == date(2026, 2, 28)


def test_la_date_se_lit_a_la_francaise() -> None:
    assert jour_fr(date(2026, 3, 5)) == "05/03/2026"


@given(st.dates(), st.integers(-130_000, 130_000))
def test_ajouter_des_mois_donne_ce_que_donne_relativedelta(le: date, mois: int) -> None:
    try:
        attendu = le + relativedelta(months=mois)
    except (ValueError, OverflowError):
        attendu = date.max if mois > 0 else date.min
    assert ajouter_mois(le, mois) == attendu


@given(st.dates())
def test_un_jour_appartient_a_un_seul_trimestre(le: date) -> None:
    trimestre = Trimestre.de(le)
    assert le in trimestre
    if le.year > 1:
        assert le not in trimestre.precedent
        assert trimestre.precedent.fin + timedelta(days=1) == trimestre.debut


@given(st.dates(min_value=date(1000, 1, 1)))
def test_un_trimestre_ecrit_puis_lu_est_le_meme(le: date) -> None:
    assert Trimestre.lire(str(Trimestre.de(le))) == Trimestre.de(le)


def test_les_bornes_du_troisieme_trimestre() -> None:
    trimestre = Trimestre.lire("2026-T3")
    assert (trimestre.debut, trimestre.fin) == (date(2026, 7, 1), date(2026, 9, 30))
    assert date(2026, 6, 30) not in trimestre
    assert date(2026, 10, 1) not in trimestre


@pytest.mark.parametrize("texte", ["", "2026", "2026-T5", "2026-T0", "T3-2026", "0000-T1", "2026-T3x"])
def test_ce_qui_n_est_pas_un_trimestre_est_dit(texte: str) -> None:
    with pytest.raises(ErreurMetier, match="2026-T3"):
        Trimestre.lire(texte)
