"""La courbe des ménages restants et la projection au rythme des six derniers mois."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from relogement.regles.avancement import (
    Parcours,
    Projection,
    courbe,
    debut,
    parcours,
    projection,
    projection_des_cages,
    restants,
)
from relogement.regles.faits import Bail, FaitsMenage, FaitsOperation, Relogement, Sortie
from relogement.vocabulaire import MotifSortie, NatureOperation

AU = date(2026, 11, 18)
TRAVAUX = date(2027, 9, 1)
PASSAGES = st.lists(
    st.builds(
        Parcours, st.none() | st.dates(date(2024, 1, 1), AU), st.none() | st.dates(date(2024, 1, 1), date(2028, 1, 1))
    ),
    max_size=30,
)


def _partis(*jours: date) -> list[Parcours]:
    return [Parcours(None, jour) for jour in jours]


def test_un_menage_parti_ne_reste_plus_le_soir_de_son_depart() -> None:
    passages = _partis(AU)
    assert restants(passages, AU - timedelta(days=1)) == 1
    assert restants(passages, AU) == 0


def test_un_menage_arrive_compte_des_le_premier_jour_de_son_bail() -> None:
    passages = [Parcours(AU)]
    assert restants(passages, AU - timedelta(days=1)) == 0
    assert restants(passages, AU) == 1


def test_la_courbe_a_un_releve_par_mois_et_finit_aujourd_hui() -> None:
    releves = courbe(_partis(date(2026, 10, 1)), date(2026, 8, 31), AU)
    assert [r.le for r in releves] == [date(2026, 8, 31), date(2026, 9, 30), date(2026, 10, 31), AU]
    assert [r.restants for r in releves] == [1, 1, 0, 0]


def test_une_operation_a_venir_n_a_pas_de_courbe() -> None:
    assert courbe([], AU + timedelta(days=1), AU) == ()
    assert len(courbe([], AU, AU)) == 1


def test_sans_depart_depuis_six_mois_il_n_y_a_pas_de_projection() -> None:
    juste_avant = date(2026, 5, 18)
    assert projection([*_partis(juste_avant), Parcours()], TRAVAUX, AU) is None
    assert projection([*_partis(juste_avant + timedelta(days=1)), Parcours()], TRAVAUX, AU) is not None


def test_un_depart_a_venir_ne_fait_pas_le_rythme() -> None:
    assert projection([Parcours(None, AU + timedelta(days=1)), Parcours()], TRAVAUX, AU) is None


def test_quand_tout_le_monde_est_parti_il_n_y_a_rien_a_projeter() -> None:
    assert projection(_partis(AU), TRAVAUX, AU) is None


def test_la_projection_prolonge_le_rythme_et_dit_l_ecart_aux_travaux() -> None:
    passages = [*_partis(date(2026, 6, 1), date(2026, 9, 1)), Parcours(), Parcours()]
    # Deux départs en 184 jours, deux ménages restants : 184 jours de plus.
    assert projection(passages, TRAVAUX, AU) == Projection(date(2027, 5, 21), -103)
    assert projection(passages, None, AU) == Projection(date(2027, 5, 21), None)
    assert projection(passages, date(2027, 5, 1), AU) == Projection(date(2027, 5, 21), 20)


def test_une_operation_ne_finit_pas_avant_sa_derniere_cage() -> None:
    """Deux départs dans la cage A, un dans la B, où il en reste trois : à elle seule, B finit plus tard que tous."""
    a, b = _partis(date(2026, 6, 1), date(2026, 9, 1)), [*_partis(date(2026, 10, 1)), *[Parcours()] * 3]
    assert projection([*a, *b], TRAVAUX, AU) == Projection(date(2027, 5, 21), -103)
    assert projection(b, None, AU) == Projection(date(2028, 5, 23), None)
    assert projection_des_cages([a, b], TRAVAUX, AU) == Projection(date(2028, 5, 23), 265)
    assert projection_des_cages([[*a, *b]], TRAVAUX, AU) == projection([*a, *b], TRAVAUX, AU)


def test_une_cage_sans_depart_suit_le_rythme_de_l_operation() -> None:
    a, b = [*_partis(date(2026, 6, 1), date(2026, 9, 1)), Parcours()], [Parcours()]
    assert projection(b, None, AU) is None
    assert projection_des_cages([a, b], None, AU) == projection([*a, *b], None, AU)
    assert projection_des_cages([b], None, AU) is None


@given(st.lists(PASSAGES, max_size=4))
def test_la_fin_d_une_operation_suit_celle_de_chaque_cage_et_celle_de_l_ensemble(cages: list[list[Parcours]]) -> None:
    fins = [p.dernier for c in (*cages, [x for c in cages for x in c]) if (p := projection(c, None, AU))]
    ensemble = projection_des_cages(cages, None, AU)
    assert (ensemble.dernier if ensemble else None) == max(fins, default=None)


@given(PASSAGES)
def test_la_projection_n_est_jamais_dans_le_passe(passages: list[Parcours]) -> None:
    prevue = projection(passages, TRAVAUX, AU)
    assert prevue is None or prevue.dernier > AU


@given(PASSAGES)
def test_plus_il_reste_de_menages_plus_le_dernier_depart_est_tard(passages: list[Parcours]) -> None:
    avant, apres = projection(passages, None, AU), projection([*passages, Parcours()], None, AU)
    assert avant is None or (apres is not None and apres.dernier >= avant.dernier)


def _faits(**faits: object) -> FaitsMenage:
    return FaitsMenage("m", FaitsOperation(NatureOperation.DEMOLITION), **faits)  # type: ignore[arg-type]  # valeurs de test


def test_le_relogement_definitif_date_le_depart_meme_si_le_menage_sort_ensuite() -> None:
    reloge = Relogement("r", date(2026, 3, 1), demenagement=date(2026, 4, 1))
    sorti = Sortie("m", date(2026, 8, 1), MotifSortie.DECEDE)
    assert parcours(_faits(relogements=(reloge,), sortie=sorti), AU).depart == date(2026, 4, 1)
    assert parcours(_faits(sortie=sorti), AU).depart == date(2026, 8, 1)
    assert parcours(_faits(sortie=sorti), date(2026, 7, 31)).depart is None


def test_l_arrivee_est_le_debut_du_bail() -> None:
    assert parcours(_faits(bail=Bail("b", None, date(2019, 5, 1))), AU).arrivee == date(2019, 5, 1)


def test_un_bail_a_venir_ou_une_decohabitation_date_aussi_l_arrivee() -> None:
    demain = AU + timedelta(days=1)
    assert parcours(_faits(bail=Bail("b", None, demain)), AU).arrivee == demain
    assert parcours(_faits(decohabitant=True, decohabite_le=AU, bail=Bail("b", None, demain)), AU).arrivee == AU


def test_l_operation_commence_a_sa_premiere_date_connue() -> None:
    operation = FaitsOperation(NatureOperation.DEMOLITION, annonce=date(2026, 1, 15), decision=date(2025, 12, 1))
    assert debut(operation) == date(2025, 12, 1)
    assert debut(FaitsOperation(NatureOperation.DEMOLITION)) is None
