"""Annuler un geste d'une commission remet chaque table comme avant, quelle que soit la suite des gestes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from relogement import modeles as m
from relogement.commun import Changements
from relogement.services import commissions
from relogement.vocabulaire import DecisionCommission
from tests.hasard import exemples
from tests.services.test_annulation import Geste, Terrain, jour, remonter, reprendre_un_ancien, sur

DECISIONS = [None, *DecisionCommission]


def convoquer(t: Terrain, n: int) -> Changements:
    inscrits = [commissions.Inscription(cle) for cle in {t.menage(n), t.menage(n // 3)}]
    return commissions.convoquer_commission(t.base, t.operation, le=jour(n), inscrits=inscrits, lieu="Mairie")


def inscrire(t: Terrain, n: int) -> Changements | None:
    seance = t.une(m.Commission, n)
    if seance is None:
        return None
    return commissions.inscrire_menages(t.base, seance, [commissions.Inscription(t.menage(n), motif=f"motif {n % 3}")])


GESTES: list[Geste] = [
    convoquer,
    inscrire,
    sur(m.Commission, lambda b, c, n: commissions.modifier_commission(b, c, le=jour(n), note=f"note {n % 3}")),
    sur(m.Commission, lambda b, c, n: commissions.retirer_commission(b, c)),
    sur(m.Passage, lambda b, c, n: commissions.retirer_de_l_ordre(b, c)),
    sur(
        m.Passage,
        lambda b, c, n: commissions.decider(b, c, decision=DECISIONS[n % len(DECISIONS)], precision=f"p {n % 2}"),
    ),
]
suites = st.lists(st.tuples(st.sampled_from(GESTES), st.integers(0, 500)), min_size=1, max_size=7)
reglages = exemples(12)


@reglages
@given(suites)
def test_annuler_en_remontant_rend_chaque_table_egale(suite: list[tuple[Geste, int]]) -> None:
    remonter(suite)


@reglages
@given(suites, st.integers(0, 50))
def test_annuler_un_geste_ancien_ne_perd_rien(suite: list[tuple[Geste, int]], lequel: int) -> None:
    reprendre_un_ancien(suite, lequel)
