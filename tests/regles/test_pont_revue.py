"""Le pont d'une ligne : émis, corrigé depuis, évolution, à la date ; l'inconnu n'y vaut jamais zéro."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relogement.regles.revue.chiffre import Chiffre, Indicateur, Unite, ecart
from relogement.regles.revue.revue import Ligne
from relogement.tableur.revue.cellules import INCONNU, Valeur, ecart_de

INDIVIDUEL = Indicateur("individuel", "Logement individuel", "", "", "")


def compte(valeur: int, inconnus: int = 0, connus: int = 10) -> Chiffre:
    """Tant de ménages, sur dix connus ; sans connu, tout est ignoré."""
    return Chiffre(INDIVIDUEL, valeur, connus, inconnus, ())


RIEN_DE_SU = compte(0, 4, 0)
SANS_PERSONNE = Chiffre(replace(INDIVIDUEL, unite=Unite.EUROS), None, 0, 0, ())


def ligne(emis: Chiffre | None, precedent: Chiffre | None, au: Chiffre) -> Ligne:
    """Une ligne de ces trois chiffres."""
    return Ligne(INDIVIDUEL, au, None, compte(0), precedent, emis)


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
def test_emis_corrige_et_evolution_font_la_valeur_a_la_date(emis: int, vrai: int, au: int) -> None:
    x = ligne(compte(emis), compte(vrai), compte(au))
    assert (x.corrige, x.evolution) == (vrai - emis, au - vrai)
    assert emis + (x.corrige or 0) + (x.evolution or 0) == au


def test_une_correction_n_est_jamais_une_evolution() -> None:
    # Émis 5 ; deux sont en fait partis pendant le trimestre : 3 au jour d'avant, 5 à la date.
    x = ligne(compte(5), compte(3), compte(5))
    assert (x.corrige, x.evolution) == (-2, 2)


@pytest.mark.parametrize(("avant", "apres", "dit"), [
    (compte(1), compte(3), 2),
    (compte(3), compte(3), 0),
    (RIEN_DE_SU, RIEN_DE_SU, INCONNU),
    (RIEN_DE_SU, compte(3), INCONNU),
    (compte(3), RIEN_DE_SU, INCONNU),
    # Un seul connu suffit à compter zéro.
    (compte(0, 4, 1), compte(0, 4, 1), 0),
    (SANS_PERSONNE, replace(SANS_PERSONNE, valeur=300, connus=1), None),
    (None, compte(3), None),
    (compte(3), None, None),
])
def test_entre_deux_inconnus_l_ecart_est_inconnu(avant: Chiffre | None, apres: Chiffre | None, dit: Valeur) -> None:
    assert ecart_de(avant, apres) == dit
    assert ecart(avant, apres) == (dit if isinstance(dit, int) else None)


def test_sans_revue_emise_rien_n_est_corrige() -> None:
    x = ligne(None, compte(2), compte(3))
    assert (x.corrige, x.evolution) == (None, 1)
    assert ligne(None, None, compte(3)).evolution is None
