"""Entre l'accord et le départ : le bail à signer, puis le déménagement à noter, avec leur jour s'il est connu."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from relogement.regles.charte.constat import Cible
from relogement.regles.faits import FaitsMenage, Proposition, Relogement, Sortie
from relogement.regles.suite import Suite, suite
from relogement.vocabulaire import MotifSortie, Reponse
from tests.regles.dossiers import faits, reloge

ACCORD, SIGNE, DEPART = date(2026, 4, 20), date(2026, 5, 10), date(2026, 6, 1)
LIVRE = date(2027, 3, 15)
JOUR = timedelta(days=1)
ACCEPTEE = Proposition("p", 2, date(2026, 4, 1), reponse=Reponse.ACCEPTEE, repondue=ACCORD)


def accord(**valeurs: object) -> FaitsMenage:
    return faits(propositions=(replace(ACCEPTEE, **valeurs),))  # type: ignore[arg-type]  # les champs varient


@pytest.mark.parametrize(("livre", "dit"), [(None, ""), (LIVRE, " ; logement livré le 15/03/2027")])
def test_apres_l_accord_le_bail_est_a_signer(livre: date | None, dit: str) -> None:
    f = accord(livre=livre)
    phrase = f"Proposition n° 2 acceptée le 20/04/2026{dit} : le bail n'est pas encore enregistré."
    assert suite(f, ACCORD) == Suite(Cible("demenagement", "bail"), phrase, livre)
    assert suite(f, ACCORD - JOUR) is None


@pytest.mark.parametrize("reponse", [None, Reponse.REFUSEE, Reponse.TACITE])
def test_sans_accord_rien_ne_suit(reponse: Reponse | None) -> None:
    assert suite(accord(reponse=reponse), DEPART) is None


def test_le_bail_signe_le_demenagement_est_a_noter_jusqu_a_ce_jour() -> None:
    f = reloge(DEPART)
    assert suite(f, SIGNE - JOUR) is not None
    attendue = suite(f, DEPART - JOUR)
    assert attendue is not None
    assert (attendue.cible, attendue.attendu_le) == (Cible("demenagement", "jour", "r"), DEPART)
    assert suite(f, DEPART) is None


def test_le_premier_jour_du_nouveau_loyer_dit_quand_le_depart_est_attendu() -> None:
    f = reloge(None)
    assert (suite(f, DEPART) or attendu()).attendu_le is None
    avec = replace(f, relogements=(replace(f.relogements[0], debut_loyer=DEPART),))
    phrase = "Bail signé le 10/05/2026 ; nouveau loyer à partir du 01/06/2026 : le jour du déménagement n'est pas noté."
    assert suite(avec, SIGNE) == Suite(Cible("demenagement", "jour", "r"), phrase, DEPART)


def attendu() -> Suite:
    raise AssertionError("une suite est attendue")


def test_un_accord_d_apres_un_relogement_temporaire_est_a_signer() -> None:
    passager = Relogement("t", SIGNE, None, temporaire=True, demenagement=SIGNE)
    f = replace(accord(), relogements=(passager,))
    assert (suite(f, DEPART) or attendu()).cible.champ == "bail"


def test_d_un_menage_sorti_plus_rien_n_est_attendu() -> None:
    f = replace(accord(), sortie=Sortie("s", DEPART, MotifSortie.PARTI))
    assert suite(f, DEPART - JOUR) is not None
    assert suite(f, DEPART) is None
