"""Neuf ou récent : ce qui est noté, à défaut la livraison, jugée avec l'âge de la charte du jour de l'envoi."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relogement.commun import ressource
from relogement.regles.charte.moteur import evaluer
from relogement.regles.charte.neuf import age_du_neuf, dans_le_neuf, est_neuf
from relogement.regles.charte.parametres import charger_charte, lire_charte
from relogement.regles.faits import FaitsMenage, FaitsOperation, Proposition
from relogement.vocabulaire import NatureOperation
from tests.regles.fabrique import jours

CHARTE = charger_charte()
LIVRE = date(2021, 5, 10)
DEUX_VERSIONS = lire_charte(
    ressource("chartes/nantes_2017.toml").read_text(encoding="utf-8")
    + '[[version]]\ndu = 2026-07-01\nlibelle = "V2"\n[version.parametres.neuf_ans]\nvaleur = 10\n'
    'unite = "ans"\nsource = "charte"\nreference = "V2"\n',
    "essai.toml",
)


@pytest.mark.parametrize(
    ("envoyee", "attendu"), [(date(2026, 5, 9), True), (date(2026, 5, 10), False), (date(2026, 5, 11), False)]
)
def test_l_age_se_juge_de_date_a_date_le_jour_de_l_envoi(envoyee: date, attendu: bool) -> None:
    assert est_neuf(None, LIVRE, envoyee, CHARTE) is attendu
    assert dans_le_neuf(Proposition("p", 1, envoyee, livre=LIVRE), CHARTE) is attendu


def test_ce_qui_est_note_l_emporte_sur_la_livraison() -> None:
    assert est_neuf(False, date(2026, 1, 1), date(2026, 5, 9), CHARTE) is False
    assert est_neuf(True, date(1970, 1, 1), date(2026, 5, 9), CHARTE) is True


def test_sans_note_ni_livraison_le_neuf_est_inconnu() -> None:
    assert est_neuf(None, None, date(2026, 5, 9), CHARTE) is None


def test_l_age_est_celui_de_la_charte_en_vigueur_le_jour_de_l_envoi() -> None:
    assert (age_du_neuf(DEUX_VERSIONS, date(2026, 6, 30)), age_du_neuf(DEUX_VERSIONS, date(2026, 7, 1))) == (5, 10)
    assert est_neuf(None, LIVRE, date(2026, 6, 30), DEUX_VERSIONS) is False
    assert est_neuf(None, LIVRE, date(2026, 7, 1), DEUX_VERSIONS) is True


def test_la_phrase_dit_l_age_de_la_charte() -> None:
    faits = FaitsMenage(
        "m",
        FaitsOperation(NatureOperation.DEMOLITION, annonce=date(2026, 1, 15)),
        propositions=(Proposition("p", 1, date(2026, 7, 1), livre=LIVRE),),
    )
    phrase = next(c.phrase for c in evaluer(faits, DEUX_VERSIONS, date(2026, 8, 1)) if c.id == "A04.3")
    assert phrase == "La proposition n° 1 est dans le parc neuf ou de moins de 10 ans."


@given(jours, jours, st.integers(0, 4000))
def test_un_logement_livre_plus_tard_n_est_jamais_moins_neuf(livre: date, envoyee: date, ecart: int) -> None:
    if est_neuf(None, livre, envoyee, CHARTE):
        assert est_neuf(None, livre + timedelta(days=ecart), envoyee, CHARTE)
