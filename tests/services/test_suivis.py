"""La décision à six mois : attendue, ou confirmée d'avance ; seules les difficultés du suivi en cours la retiennent."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from relogement.commun import ErreurMetier
from relogement.services.corrections import retirer
from relogement.services.relogements import enregistrer_demenagement
from relogement.services.suivis import decider_suivi, noter_difficulte
from relogement.vocabulaire import DecisionSuivi, Difficulte
from tests.outils import nouveau_menage, nouvelle_base, nouvelle_operation, photographie
from tests.services.dossier import Dossier

DEMENAGE, TERME, VEILLE = date(2026, 8, 31), date(2027, 2, 28), date(2027, 2, 27)
CLOS = DecisionSuivi.CLOS


@pytest.fixture
def d(tmp_path: Path) -> Dossier:
    """Un ménage relogé le 31 août 2026 : ses six mois finissent le 28 février 2027."""
    base, horloge = nouvelle_base(tmp_path, date(2027, 6, 1))
    operation = nouvelle_operation(base)
    dossier = Dossier(base, horloge, operation, nouveau_menage(base, operation), tmp_path)
    enregistrer_demenagement(base, dossier.signer(), le=DEMENAGE)
    return dossier


def decider(d: Dossier, le: date, **valeurs: bool) -> None:
    decider_suivi(d.base, d.menage, decision=CLOS, le=le, raison="Tout va bien", **valeurs)


def test_la_veille_des_six_mois_la_decision_se_confirme(d: Dossier) -> None:
    avant = photographie(d.base)
    with pytest.raises(ErreurMetier, match="finissent le 28/02/2027") as refus:
        decider(d, VEILLE)
    assert refus.value.champ == "avant_terme"
    assert photographie(d.base) == avant
    decider(d, VEILLE, avant_terme=True)
    assert d.etat("A08.2") == "RESPECTEE"


def test_le_jour_des_six_mois_elle_se_prend_sans_rien_confirmer(d: Dossier) -> None:
    decider(d, TERME)
    assert d.etat("A08.2") == "RESPECTEE"


def test_une_difficulte_d_avant_le_demenagement_n_oblige_pas_a_prolonger(d: Dossier) -> None:
    ancienne = noter_difficulte(d.base, d.menage, genre=Difficulte.BUDGET, le=date(2026, 8, 30))
    decider(d, TERME)
    assert ancienne.id is not None
    retirer(d.base, "difficultesuivi", ancienne.id)
    noter_difficulte(d.base, d.menage, genre=Difficulte.BUDGET, le=DEMENAGE)
    with pytest.raises(ErreurMetier, match="prolongez"):
        decider(d, TERME)
