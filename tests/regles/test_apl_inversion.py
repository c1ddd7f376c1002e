"""Les ressources déduites d'un avis d'APL : à cent euros près, ou rien quand l'avis ne les dit pas."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from relogement.commun import ErreurMetier
from relogement.regles.apl.bareme import charger_bareme
from relogement.regles.apl.formule import Situation, estimer
from relogement.regles.apl.inversion import deduire_ressources

BAREME = charger_bareme()
FAMILLE = Situation(date(2026, 11, 1), 2, False, 2, 42000, 1_450_000)
situations = st.builds(
    Situation, le=st.dates(date(2021, 1, 1), date(2026, 12, 31)), zone=st.sampled_from((1, 2, 3)),
    couple=st.booleans(), pac=st.integers(0, 8), loyer=st.integers(20_000, 70_000),
    ressources=st.integers(0, 4_500_000), hlm=st.booleans(),
)


def test_un_avis_donne_les_ressources_a_cent_euros_pres() -> None:
    t = estimer(FAMILLE, BAREME)
    deduites = deduire_ressources(replace(FAMILLE, ressources=0), round(t.net) * 100, BAREME, rls_due=t.rls > 0)
    assert deduites.retenue is not None
    assert abs(deduites.retenue - 1_450_000) <= 10_000


@given(situations)
def test_l_avis_exact_contient_toujours_les_ressources_arrondies(s: Situation) -> None:
    t = estimer(s, BAREME)
    deduites = deduire_ressources(s, int(t.net * 100), BAREME, rls_due=t.rls > 0, tolerance=1)
    r = int(t.r * 100)
    assert deduites.minimum <= r
    assert deduites.maximum is None or r <= deduites.maximum


@given(situations, st.integers(10, 90))
def test_entre_l_aide_pleine_et_l_extinction_l_ecart_est_de_cent_euros_au_plus(s: Situation, part: int) -> None:
    pleine = estimer(replace(s, ressources=0), BAREME)
    etendue = (pleine.loyer_retenu + pleine.charges - 5 - pleine.p0) / pleine.tp
    s = replace(s, ressources=int((pleine.r0 + etendue * part / 100) * 100))
    t = estimer(s, BAREME)
    assume(t.net > 0)
    deduites = deduire_ressources(s, int(t.net * 100), BAREME, rls_due=t.rls > 0, tolerance=1)
    assert deduites.retenue is not None
    assert abs(deduites.retenue - int(t.r * 100)) <= 10_000


def test_une_aide_pleine_ne_dit_pas_les_ressources() -> None:
    pleine = estimer(replace(FAMILLE, ressources=0), BAREME)
    deduites = deduire_ressources(FAMILLE, round(pleine.net) * 100, BAREME, rls_due=True)
    assert (deduites.minimum, deduites.retenue) == (0, None)


def test_une_aide_nulle_ne_borne_pas_les_ressources_par_le_haut() -> None:
    deduites = deduire_ressources(FAMILLE, 0, BAREME, rls_due=False)
    assert (deduites.maximum, deduites.retenue) == (None, None)


def test_la_rls_dit_de_quel_cote_de_son_plafond_sont_les_ressources() -> None:
    limite = replace(FAMILLE, ressources=2_010_000)
    au_dela = replace(FAMILLE, ressources=2_020_000)
    assert (estimer(limite, BAREME).rls > 0, estimer(au_dela, BAREME).rls > 0) == (True, False)
    for s, due in ((limite, True), (au_dela, False)):
        net = int(estimer(s, BAREME).net * 100)
        deduites = deduire_ressources(s, net, BAREME, rls_due=due, tolerance=1)
        assert deduites.minimum <= s.ressources
        assert deduites.maximum is None or s.ressources <= deduites.maximum


@pytest.mark.parametrize(("apl", "phrase"), [(-1, "négative"), (90_000, "Aucune ressource ne donne cette aide")])
def test_un_avis_impossible_se_dit(apl: int, phrase: str) -> None:
    with pytest.raises(ErreurMetier, match=phrase):
        deduire_ressources(FAMILLE, apl, BAREME, rls_due=True)
