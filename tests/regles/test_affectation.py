"""La meilleure affectation du vivier, contre toutes les affectations possibles sur de petits cas."""

from __future__ import annotations

import subprocess
import sys
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from relogement.regles.rapprochement.affectation import affecter
from relogement.regles.rapprochement.convenance import Convenance, Limite, Point

Paires = dict[tuple[str, str], Convenance]
GENS, LIEUX = ("m1", "m2", "m3", "m4"), ("l1", "l2", "l3")
VALEURS = st.one_of(
    st.sampled_from(Limite),
    st.tuples(st.integers(0, 2), st.integers(0, 2), st.none() | st.integers(0, 90_000)),
)


def convenance(menage: str, logement: str, quoi: Limite | tuple[int, int, int | None]) -> Convenance:
    if isinstance(quoi, Limite):
        return Convenance(menage, logement, quoi, "exclu")
    non, inconnus, mensualite = quoi
    rempli: list[bool | None] = [False] * non + [None] * inconnus + [True] * (4 - non - inconnus)
    return Convenance(menage, logement, points=tuple(Point("p", r, "") for r in rempli), mensualite=mensualite)


@st.composite
def tableaux(draw: st.DrawFn) -> Paires:
    return {(m, x): convenance(m, x, draw(VALEURS)) for m in GENS for x in LIEUX}


def valeur(paires: list[Convenance]) -> tuple[int, int, int, int, int]:
    """Plus petit, mieux c'est : sans logement, mal logés, points à non, à vérifier, mensualités en euros entiers."""
    euros = sum(5_000 if c.mensualite is None else c.mensualite // 100 for c in paires)
    mal = sum(c.non > 0 for c in paires)
    return -len(paires), mal, sum(c.non for c in paires), sum(c.a_verifier for c in paires), euros


@given(tableaux())
def test_aucune_autre_affectation_n_est_meilleure(tableau: Paires) -> None:
    trouvee = list(affecter(GENS, LIEUX, tableau).paires)
    toutes = (
        [c for m, x in zip(ordre, LIEUX, strict=False) if (c := tableau[m, x]).limite is None]
        for ordre in permutations(GENS, len(LIEUX))
    )
    assert valeur(trouvee) == min(map(valeur, toutes))


@given(tableaux())
def test_rien_d_exclu_n_est_affecte_chacun_n_a_qu_un_logement_et_tous_sont_dits(tableau: Paires) -> None:
    a = affecter(GENS, LIEUX, tableau)
    assert all(c.limite is None for c in a.paires)
    assert sorted([c.menage for c in a.paires] + [x.menage for x in a.sans_logement]) == sorted(GENS)
    assert sorted([c.logement for c in a.paires] + list(a.libres)) == sorted(LIEUX)


@given(tableaux(), st.permutations(GENS), st.permutations(LIEUX))
def test_l_ordre_des_listes_n_y_change_rien(tableau: Paires, gens: list[str], lieux: list[str]) -> None:
    assert affecter(gens, lieux, dict(reversed(tableau.items()))) == affecter(GENS, LIEUX, tableau)


def test_qui_reste_sans_logement_sait_pourquoi() -> None:
    libre = (0, 0, 10_000)
    tableau = {
        ("m1", "l1"): convenance("m1", "l1", libre), ("m1", "l2"): convenance("m1", "l2", Limite.TAILLE),
        ("m2", "l1"): convenance("m2", "l1", (1, 0, 10_000)), ("m2", "l2"): convenance("m2", "l2", Limite.COUT),
        ("m3", "l1"): convenance("m3", "l1", Limite.TAILLE), ("m3", "l2"): convenance("m3", "l2", Limite.TAILLE),
    }
    a = affecter(("m1", "m2", "m3"), ("l1", "l2"), tableau)
    assert [(c.menage, c.logement) for c in a.paires] == [("m1", "l1")]
    assert [(x.menage, x.raison, x.pris_par) for x in a.sans_logement] == [
        ("m2", "le logement qui lui convient va à d'autres ménages, pour en loger le plus possible", ("m1",)),
        ("m3", "aucun ne convient sur 2 logements (ce qui exclut : taille 2)", ()),
    ]
    assert a.libres == ("l2",)


def test_deux_menages_se_partagent_plutot_que_l_un_ait_le_meilleur() -> None:
    tableau = {
        ("m1", "l1"): convenance("m1", "l1", (0, 0, 0)), ("m1", "l2"): convenance("m1", "l2", (2, 2, 90_000)),
        ("m2", "l1"): convenance("m2", "l1", (2, 2, None)), ("m2", "l2"): convenance("m2", "l2", Limite.COUT),
    }
    a = affecter(("m1", "m2"), ("l1", "l2"), tableau)
    assert {(c.menage, c.logement) for c in a.paires} == {("m1", "l2"), ("m2", "l1")}


def test_le_plus_de_menages_sans_aucun_point_a_non() -> None:
    """Un défaut chez chacun compte moins de points qu'un parfait et un à trois, mais personne n'y est bien logé."""
    tableau = {
        ("m1", "l1"): convenance("m1", "l1", (0, 0, 0)), ("m1", "l2"): convenance("m1", "l2", (1, 0, 0)),
        ("m2", "l1"): convenance("m2", "l1", (1, 0, 0)), ("m2", "l2"): convenance("m2", "l2", (3, 0, 0)),
    }
    a = affecter(("m1", "m2"), ("l1", "l2"), tableau)
    assert {(c.menage, c.logement, c.non) for c in a.paires} == {("m1", "l1", 0), ("m2", "l2", 3)}


def test_mille_menages_et_mille_logements_restent_departages() -> None:
    """Le coût réunit tous les rangs en un nombre : à cette taille, il doit encore se calculer sans arrondi."""
    gens, lieux = [f"m{i:04}" for i in range(1_000)], [f"l{i:04}" for i in range(1_000)]
    tableau = {(m, x): convenance(m, x, (3, 1, 90_000)) for m in gens for x in lieux[:3]}
    tableau |= {(m, x): convenance(m, x, (i % 3, 1, None)) for i, m in enumerate(gens) for x in (lieux[i],)}
    paires = affecter(gens, lieux, tableau).paires
    assert [(c.menage[1:], c.logement[1:]) for c in sorted(paires, key=lambda c: c.menage)] == [
        (m[1:], x[1:]) for m, x in zip(gens, lieux, strict=True)
    ]


def test_sans_logement_a_proposer_personne_n_est_affecte() -> None:
    a = affecter(("m1",), (), {})
    assert (a.paires, a.sans_logement[0].raison) == ((), "aucun logement du vivier n'est à proposer")


def test_le_solveur_ne_se_charge_que_pour_resoudre() -> None:
    code = (
        "import sys, relogement.cli, relogement.services.rapprochement;"
        "print('scipy' in sys.modules, 'numpy' in sys.modules)"
    )
    sorti = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert sorti.split() == ["False", "False"]
