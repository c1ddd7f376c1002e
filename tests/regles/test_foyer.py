"""Qui vit au foyer : les bornes de l'arrivée et du départ, les mêmes pour la charte et pour la revue."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from relogement.regles.charte.etats import Etat
from relogement.regles.charte.moteur import evaluer
from relogement.regles.charte.parametres import charger_charte
from relogement.regles.faits import FaitsMenage, Personne
from relogement.regles.foyer import presente, presentes
from relogement.regles.revue.finances import foyer_le
from relogement.regles.revue.mesures import composition
from relogement.vocabulaire import Lien, StatutBail
from tests.regles.dossiers import FIN, faits, sources, un_dossier

JOUR = timedelta(days=1)
ARRIVEE, DEPART = date(2026, 3, 1), date(2026, 9, 10)
SARAH = Personne("p1", Lien.TITULAIRE, StatutBail.TITULAIRE, date(1980, 3, 4))
ANNA = Personne("p2", Lien.AUTRE, StatutBail.OCCUPANT, date(1990, 3, 4), ARRIVEE, DEPART, nom="Anna")
AUTOUR = [(ARRIVEE - JOUR, False), (ARRIVEE, True), (DEPART - JOUR, True), (DEPART, True), (DEPART + JOUR, False)]
CHARTE = charger_charte()


def deux() -> FaitsMenage:
    """La titulaire et une occupante sans titre."""
    return faits(personnes=(SARAH, ANNA))


@pytest.mark.parametrize(("au", "la"), AUTOUR)
def test_le_jour_de_l_arrivee_et_celui_du_depart_la_personne_vit_au_foyer(au: date, la: bool) -> None:
    assert presente(ANNA, au) is la
    assert presentes((SARAH, ANNA), au) == ([SARAH, ANNA] if la else [SARAH])


def test_sans_date_la_personne_est_la_depuis_toujours_et_encore() -> None:
    assert presente(SARAH, date.min)
    assert presente(SARAH, date.max)


@pytest.mark.parametrize(("au", "la"), AUTOUR)
def test_la_charte_et_la_revue_comptent_les_memes_personnes(au: date, la: bool) -> None:
    etats = {c.id: c.etat for c in evaluer(deux(), CHARTE, au)}
    assert etats["A01.2"] is (Etat.A_FAIRE if la else Etat.SANS_OBJET)
    assert etats["A03.4"] is (Etat.A_FAIRE if la else Etat.SANS_OBJET)
    assert foyer_le(deux(), sources(), au)[0] == (2 if la else 1)


@pytest.mark.parametrize(("depart", "attendue"), [
    (FIN - JOUR, "personne seule"), (FIN, "autre composition"), (FIN + JOUR, "autre composition"),
])
def test_la_composition_de_la_revue_compte_qui_part_le_dernier_jour(depart: date, attendue: str) -> None:
    anna = replace(ANNA, depart=depart)
    assert composition(un_dossier(faits(personnes=(SARAH, anna)))) == attendue


@pytest.mark.parametrize(("depart", "etat"), [
    (FIN - JOUR, Etat.EN_RETARD), (FIN, Etat.RESPECTEE), (FIN + JOUR, Etat.RESPECTEE),
])
def test_un_titulaire_l_est_encore_le_jour_de_son_depart(depart: date, etat: Etat) -> None:
    seule = faits(personnes=(replace(SARAH, depart=depart),))
    assert {c.id: c.etat for c in evaluer(seule, CHARTE, FIN)}["A01.1"] is etat
