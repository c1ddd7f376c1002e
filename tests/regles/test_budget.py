"""Les deux taux d'effort du budget : celui de la charte, et celui de l'arrêté, chacun inconnu quand un terme manque."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from relogement.regles.budget import Budget, au_m2, dire_par_jour

BUDGET = Budget(40_000, 10_000, 4_000, 16_000, 120_000, 10, 1, forfait=6_000, jours_par_an=360)


def test_l_arrete_ajoute_le_forfait_que_la_charte_ne_compte_pas() -> None:
    assert BUDGET.taux_effort == Decimal(30_000) / 120_000
    assert BUDGET.taux_effort_arrete == Decimal(36_000) / 120_000


def test_sans_eau_ni_chauffage_individuels_les_deux_taux_sont_egaux() -> None:
    collectif = replace(BUDGET, forfait=0)
    assert collectif.taux_effort_arrete == collectif.taux_effort


@pytest.mark.parametrize("terme", ["forfait", "loyer", "charges", "rls", "apl", "ressources"])
def test_un_terme_inconnu_laisse_le_taux_de_l_arrete_inconnu(terme: str) -> None:
    inconnu = replace(BUDGET, **{terme: None})
    assert inconnu.taux_effort_arrete is None
    assert (inconnu.taux_effort is None) is (terme != "forfait")


def test_sans_ressource_il_n_y_a_pas_de_taux() -> None:
    assert replace(BUDGET, ressources=0).taux_effort_arrete is None


def test_le_forfait_n_est_pas_compte_parmi_les_inconnus_de_la_mensualite() -> None:
    assert replace(BUDGET, forfait=None).inconnus == ()


@pytest.mark.parametrize(
    ("montant", "surface", "attendu"),
    [(40_000, 6_400, 625), (40_000, 6_410, 624), (0, 6_400, 0), (None, 6_400, None), (40_000, None, None)],
)
def test_un_loyer_au_metre_carre_s_arrondit_au_centime(
    montant: int | None, surface: int | None, attendu: int | None
) -> None:
    assert au_m2(montant, surface) == attendu


def test_la_phrase_sous_le_reste_par_jour_dit_le_calcul_qui_est_fait() -> None:
    assert BUDGET.reste_a_vivre == 90_000
    assert "× 12 / 360, comme le fixe la charte" in dire_par_jour([BUDGET, BUDGET])
    assert "× 12 / 360 ou × 12 / 365, selon" in dire_par_jour([replace(BUDGET, jours_par_an=365), BUDGET])
    assert dire_par_jour([Budget()]) == ""


@pytest.mark.parametrize(
    ("jours", "uc", "attendu"),
    [
        # 900 € par mois : / 30 ; / 30,5 ; × 12 / 365 ; puis pour 2,3 unités.
        (360, 10, 3_000), (366, 10, 2_951), (365, 10, 2_959), (360, 23, 1_304), (None, 10, None), (360, None, None),
    ],
)
def test_le_reste_par_jour_se_compte_sur_les_jours_de_la_charte(
    jours: int | None, uc: int | None, attendu: int | None
) -> None:
    assert replace(BUDGET, jours_par_an=jours, uc_dixiemes=uc).reste_par_uc_jour == attendu
