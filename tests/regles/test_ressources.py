"""Le total des ressources : dit seulement si aucun adulte présent et aucun montant n'y manque."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relogement.regles.faits import Personne
from relogement.regles.ressources import LigneRessource, oublies, ressources_le
from relogement.vocabulaire import Lien, StatutBail
from tests.regles.dossiers import faits, sources, un_dossier

JOUR = timedelta(days=1)
LE = date(2026, 6, 1)
DEPUIS = date(2020, 1, 1)
SARAH = Personne("sarah", Lien.TITULAIRE, StatutBail.TITULAIRE, date(1980, 3, 4))
ANNA = Personne("anna", Lien.CONJOINT, StatutBail.COTITULAIRE, date(1982, 3, 4))
TOM = Personne("tom", Lien.ENFANT, None, date(2015, 3, 4))
SALAIRE = LigneRessource(DEPUIS, None, 150000, "sarah")
RSA = LigneRessource(DEPUIS, None, 60000, "anna")
FOYER = LigneRessource(DEPUIS, None, 140000)


def total(*lignes: LigneRessource, personnes: tuple[Personne, ...] = (SARAH, ANNA, TOM), le: date = LE) -> int | None:
    return ressources_le(lignes, personnes, le)


def test_un_adulte_sans_ligne_laisse_le_total_inconnu() -> None:
    assert total(SALAIRE) is None
    assert total(SALAIRE, RSA) == 210000
    assert total(SALAIRE, replace(RSA, montant=0)) == 150000, "« sans ressource » est une ligne à 0"


def test_qui_manque_au_total_se_nomme() -> None:
    assert oublies([], (SARAH, ANNA, TOM), LE) == ("sarah", "anna")
    assert oublies([SALAIRE], (SARAH, ANNA, TOM), LE) == ("anna",)
    assert oublies([SALAIRE, replace(RSA, montant=None)], (SARAH, ANNA), LE) == ("anna",)
    assert oublies([replace(FOYER, montant=None)], (SARAH, ANNA), LE) == (None,)
    assert oublies([SALAIRE, RSA], (SARAH, ANNA, TOM), LE) == ()


def test_une_ligne_du_foyer_vaut_pour_tous() -> None:
    assert total(FOYER) == 140000
    assert total(FOYER, SALAIRE) == 290000
    assert total(FOYER, personnes=()) == 140000


def test_sans_ligne_ou_sans_un_seul_montant_le_total_est_inconnu() -> None:
    assert total() is None
    assert total(SALAIRE, replace(RSA, montant=None)) is None
    assert total(replace(FOYER, montant=None)) is None
    assert total(replace(FOYER, montant=0)) == 0


@pytest.mark.parametrize(("le", "attendu"), [
    (date(2033, 3, 3), 210000), (date(2033, 3, 4), None), (date(2033, 3, 5), None),
])
def test_un_enfant_compte_comme_adulte_le_jour_de_ses_18_ans(le: date, attendu: int | None) -> None:
    assert total(SALAIRE, RSA, le=le) == attendu


@pytest.mark.parametrize(("lien", "attendu"), [(Lien.ENFANT, 150000), (Lien.AUTRE, None), (Lien.ASCENDANT, None)])
def test_de_naissance_inconnue_on_est_adulte_sauf_enfant_du_foyer(lien: Lien, attendu: int | None) -> None:
    assert total(SALAIRE, personnes=(SARAH, Personne("x", lien, None))) == attendu


@pytest.mark.parametrize(("le", "attendu"), [(LE - JOUR, None), (LE, 210000), (LE + JOUR, 210000)])
def test_une_ligne_compte_des_son_premier_jour(le: date, attendu: int | None) -> None:
    assert total(SALAIRE, replace(RSA, du=LE), le=le) == attendu


@pytest.mark.parametrize(("le", "attendu"), [(LE - JOUR, 210000), (LE, 210000), (LE + JOUR, None)])
def test_une_ligne_compte_jusqu_a_son_dernier_jour(le: date, attendu: int | None) -> None:
    assert total(SALAIRE, replace(RSA, au=LE), le=le) == attendu


@pytest.mark.parametrize(("le", "attendu"), [(LE - JOUR, 210000), (LE, 210000), (LE + JOUR, 150000)])
def test_apres_son_depart_ni_la_personne_ni_ses_ressources_ne_comptent(le: date, attendu: int) -> None:
    assert total(SALAIRE, RSA, personnes=(SARAH, replace(ANNA, depart=LE), TOM), le=le) == attendu


def test_la_ligne_d_une_personne_partie_ne_rend_rien_inconnu() -> None:
    partie = replace(ANNA, depart=LE - JOUR)
    assert total(SALAIRE, replace(RSA, montant=None), personnes=(SARAH, partie)) == 150000
    assert total(RSA, personnes=(partie,)) is None


def test_la_revue_applique_la_meme_regle() -> None:
    deux = faits(personnes=(SARAH, ANNA))
    assert un_dossier(deux, sources(ressources=(SALAIRE,))).finances.avant.ressources is None
    assert un_dossier(deux, sources(ressources=(SALAIRE, RSA))).finances.avant.ressources == 210000


_lignes = st.lists(st.builds(
    LigneRessource, st.dates(date(2026, 5, 30), date(2026, 6, 2)), st.none() | st.just(date(2026, 6, 3)),
    st.none() | st.integers(0, 500000), st.sampled_from([None, "sarah", "anna", "tom"]),
), max_size=5)


@given(_lignes, st.integers(0, 500000))
def test_un_total_connu_est_la_somme_exacte_et_ne_baisse_pas_d_une_ligne_de_plus(
    lignes: list[LigneRessource], montant: int
) -> None:
    avant = total(*lignes)
    if avant is not None:
        assert avant == sum(x.montant or 0 for x in lignes if x.du <= LE)
        assert total(*lignes, replace(SALAIRE, montant=montant)) == avant + montant
        assert total(*lignes, replace(SALAIRE, montant=None)) is None
