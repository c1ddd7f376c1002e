"""Les fenêtres des visites et les jours de double loyer, à leurs bornes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relogement.regles.charte.etats import Etat
from relogement.regles.charte.fenetres import etat_visite, fenetres_visites, jours_double_loyer
from relogement.regles.charte.parametres import charger_charte

EMMENAGE = date(2026, 10, 20)
CHARTE = charger_charte()
PREMIERE = fenetres_visites(CHARTE, EMMENAGE, prolonge=False)[0]


def test_les_visites_de_la_charte_ont_quinze_jours_de_marge() -> None:
    fenetres = fenetres_visites(CHARTE, EMMENAGE, prolonge=False)
    assert [f.mois for f in fenetres] == [1, 3, 6]
    assert (PREMIERE.du, PREMIERE.terme, PREMIERE.au) == (date(2026, 11, 5), date(2026, 11, 20), date(2026, 12, 5))


def test_prolonge_le_suivi_compte_deux_visites_de_plus() -> None:
    fenetres = fenetres_visites(CHARTE, EMMENAGE, prolonge=True)
    assert [(f.mois, f.prolongation) for f in fenetres[3:]] == [(9, True), (12, True)]


@pytest.mark.parametrize(("au", "etat"), [
    (date(2026, 11, 4), Etat.A_VENIR),
    (date(2026, 11, 5), Etat.A_FAIRE),
    (date(2026, 12, 5), Etat.A_FAIRE),
    (date(2026, 12, 6), Etat.EN_RETARD),
])
def test_une_visite_qui_manque_change_d_etat_aux_bornes(au: date, etat: Etat) -> None:
    assert etat_visite(PREMIERE, [], au) is etat


@pytest.mark.parametrize(("visite", "etat"), [
    ((1, date(2026, 11, 5), False), Etat.RESPECTEE),
    ((1, date(2026, 11, 4), False), Etat.EN_RETARD),
    ((1, date(2026, 11, 4), True), Etat.RESPECTEE),
    ((3, date(2026, 11, 20), False), Etat.EN_RETARD),
    ((1, date(2027, 1, 2), False), Etat.EN_RETARD),
])
def test_seule_une_visite_de_ce_mois_assez_tardive_ou_refusee_compte(
    visite: tuple[int, date, bool], etat: Etat
) -> None:
    assert etat_visite(PREMIERE, [visite], date(2027, 1, 1)) is etat


@pytest.mark.parametrize(("fin", "jours"), [
    (date(2026, 9, 30), 0), (date(2026, 10, 1), 0), (date(2026, 10, 2), 2), (date(2026, 10, 31), 31), (None, None),
])
def test_les_jours_en_double_se_comptent_bornes_comprises(fin: date | None, jours: int | None) -> None:
    assert jours_double_loyer(date(2026, 10, 1), fin) == jours


def test_sans_debut_le_double_loyer_est_inconnu() -> None:
    assert jours_double_loyer(None, date(2026, 10, 1)) is None


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 400), st.integers(0, 400))
def test_reculer_la_fin_de_l_ancien_loyer_n_allege_jamais(debut: date, jours: int, de_plus: int) -> None:
    fin = debut + timedelta(days=jours)
    plus_tot, plus_tard = jours_double_loyer(debut, fin), jours_double_loyer(debut, fin + timedelta(days=de_plus))
    assert plus_tot is not None
    assert plus_tard is not None
    assert plus_tot <= plus_tard
