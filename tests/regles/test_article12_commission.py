"""L'examen en commission (A12.1) quand on ne sait pas dater un refus."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from relogement.regles.charte.etats import Etat
from relogement.regles.charte.moteur import evaluer
from relogement.regles.charte.parametres import charger_charte
from relogement.regles.faits import Bail, FaitsMenage, FaitsOperation
from relogement.regles.faits_accompagnement import Passage
from relogement.vocabulaire import DecisionCommission, NatureOperation
from tests.regles.fabrique import refus


def test_un_refus_compte_mais_sans_date_met_le_nouvel_examen_a_verifier() -> None:
    operation = FaitsOperation(NatureOperation.DEMOLITION, annonce=date(2026, 1, 15), anru=True)
    dates = refus(1, date(2026, 4, 1)), replace(refus(2, date(2026, 5, 1)), repondue=None)
    vue = Passage("c", date(2026, 3, 1), DecisionCommission.RECHERCHER)
    faits = FaitsMenage(
        "m", operation, bail=Bail("b", "B-1", date(2012, 5, 1)), propositions=dates, passages=(vue,)
    )
    (constat,) = [c for c in evaluer(faits, charger_charte(), date(2026, 12, 1)) if c.id == "A12.1"]
    assert constat.etat is Etat.INDETERMINEE
    assert "la date de la réponse à la proposition n° 2 n'est pas connue" in constat.phrase
