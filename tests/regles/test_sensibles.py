"""Les chiffres qui ne disent jamais leurs ménages : difficultés sociales, santé, précarité, et ce qui les totalise."""

from __future__ import annotations

import pytest

from relogement.regles.revue.sensibles import OBLIGATIONS_SOCIALES, est_sensible
from relogement.vocabulaire import MotifPriorite


@pytest.mark.parametrize("obligation", sorted(OBLIGATIONS_SOCIALES))
def test_une_obligation_sociale_l_est_dans_tous_ses_etats(obligation: str) -> None:
    assert est_sensible(f"charte:{obligation}:respectee")
    assert est_sensible(f"charte:{obligation}:derogation")
    assert est_sensible(f"pendant/charte:{obligation}:respectee")
    assert est_sensible(f"a_part/charte:{obligation}:respectee")


@pytest.mark.parametrize("motif", list(MotifPriorite))
def test_un_motif_de_priorite_l_est_et_leur_total_aussi(motif: MotifPriorite) -> None:
    assert est_sensible(f"cia_prioritaires:{motif.value}")
    assert est_sensible("cia_prioritaires")


@pytest.mark.parametrize("cle", ["refus_motif:accessibilite", "refus_motif:cout", "suivi_etat:en cours"])
def test_toutes_les_modalites_se_taisent_avec_celle_qui_dit_la_sante_ou_une_difficulte(cle: str) -> None:
    assert est_sensible(cle)


@pytest.mark.parametrize(
    "cle",
    ["charte:A04.4:respectee", "charte:A03.2:retard", "charte_retard", "charte_menages", "cia_imputes", "reloges",
     "charte"],
)
def test_les_autres_disent_leurs_menages(cle: str) -> None:
    assert not est_sensible(cle)
