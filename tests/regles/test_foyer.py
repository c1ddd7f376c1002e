"""Qui vit au foyer : les bornes de l'arrivée et du départ, les mêmes pour la charte et pour la revue."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from relogement.regles.charte.etats import Etat
from relogement.regles.charte.moteur import evaluer
from relogement.regles.charte.parametres import charger_charte
from relogement.regles.faits import CompositionDeclaree, FaitsMenage, Personne
from relogement.regles.foyer import foyer_le, presente, presentes, sans_nom
from relogement.regles.revue.mesures import composition
from relogement.vocabulaire import Lien, StatutBail
from tests.regles.dossiers import FIN, faits, un_dossier

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
    assert foyer_le(deux(), au)[0] == (2 if la else 1)


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


def declare(occupants: int | None) -> FaitsMenage:
    """La titulaire seule, et cette déclaration."""
    return faits(personnes=(SARAH,), compositions=(CompositionDeclaree("c", ARRIVEE, None, occupants),))


@pytest.mark.parametrize(("occupants", "manque"), [(None, False), (0, False), (1, False), (2, True), (3, True)])
def test_il_manque_quelqu_un_des_que_le_nombre_declare_depasse_les_personnes_nommees(
    occupants: int | None, manque: bool
) -> None:
    assert (sans_nom(declare(occupants), FIN) is not None) is manque


@pytest.mark.parametrize(("au", "manque"), [(ARRIVEE - JOUR, False), (ARRIVEE, True), (FIN, True)])
def test_une_declaration_vaut_des_son_premier_jour(au: date, manque: bool) -> None:
    assert (sans_nom(declare(2), au) is not None) is manque


def test_nommer_la_personne_plus_tard_suffit() -> None:
    venue = replace(ANNA, depart=None, arrivee=ARRIVEE + JOUR)
    deux_nommees = replace(declare(2), personnes=(SARAH, venue))
    assert sans_nom(deux_nommees, ARRIVEE) is not None
    assert sans_nom(deux_nommees, ARRIVEE + JOUR) is None


def test_une_declaration_sans_nombre_laisse_valoir_la_precedente() -> None:
    deux_listes = (CompositionDeclaree("a", ARRIVEE, None, 2), CompositionDeclaree("b", DEPART, None, None, 1))
    trouve = sans_nom(replace(declare(1), compositions=deux_listes), FIN)
    assert trouve is not None
    assert (trouve[0].id, trouve[1]) == ("a", 1)


def test_personne_de_nomme_se_dit_en_toutes_lettres() -> None:
    partie = replace(SARAH, depart=ARRIVEE - JOUR)
    constats = {c.id: c for c in evaluer(replace(declare(1), personnes=(partie,)), CHARTE, FIN)}
    assert constats["A01.2"].phrase == (
        "À vérifier : 1 occupant est déclaré, personne n'est nommé ; nommez chacun."
    )
