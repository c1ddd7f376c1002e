"""Chaque anomalie de la revue mène à une fiche, ou au moins à une section, de la page du ménage."""

from __future__ import annotations

import pytest

from relogement.regles.charte.constat import Cible
from relogement.regles.revue.qualite.moteur import anomalies
from tests.regles.test_qualite import FAUTES
from ui.ecrans.menage.cibles import destination
from ui.ecrans.menage.foyer_champs import LOGEMENT

LIBRES = {c.nom for c in LOGEMENT}
"""Les champs du logement quitté, qui se tapent dans la section elle-même."""


@pytest.mark.parametrize(("code", "fautif"), FAUTES, ids=[code for code, _ in FAUTES])
def test_une_anomalie_ouvre_sa_fiche(code: str, fautif: object) -> None:
    assert callable(fautif)
    cibles: list[Cible] = [a.cible for a in anomalies([fautif()]) if a.regle.code == code]
    assert cibles
    for cible in cibles:
        assert destination(cible).fiche is not None or cible.champ in {None, "ressources", *LIBRES}, cible
