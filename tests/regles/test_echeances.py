"""Ce qui attend : en retard, avant sept jours, avant trente jours ; et les ménages à surveiller."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relogement.regles.alertes.moteur import alertes_menage
from relogement.regles.charte.constat import Constat
from relogement.regles.charte.etats import Etat
from relogement.regles.charte.moteur import evaluer
from relogement.regles.charte.parametres import charger_charte
from relogement.regles.echeances import Surveillance, Urgence, attentes, veille
from relogement.regles.faits import FaitsMenage, FaitsOperation, Referent, Sortie
from relogement.regles.faits_accompagnement import Nur
from relogement.regles.vocabulaire import MotifSortie, NatureOperation
from tests.regles.fabrique import dossier_parfait, refus

AU = date(2026, 11, 18)


def constat(etat: Etat, dans: int | None, cle: str = "A04.2") -> Constat:
    """Un constat dont l'échéance est à `dans` jours."""
    echeance = None if dans is None else AU + timedelta(days=dans)
    return Constat(4, cle, "Refus motivés par écrit", etat, echeance)


@pytest.mark.parametrize(
    ("etat", "dans", "attendue"),
    [
        (Etat.EN_RETARD, -1, Urgence.EN_RETARD),
        (Etat.A_FAIRE, 0, Urgence.SEPT_JOURS),
        (Etat.A_FAIRE, 7, Urgence.SEPT_JOURS),
        (Etat.A_FAIRE, 8, Urgence.TRENTE_JOURS),
        (Etat.A_FAIRE, 30, Urgence.TRENTE_JOURS),
        (Etat.A_FAIRE, 31, None),
        (Etat.A_FAIRE, None, None),
        (Etat.A_VENIR, 3, None),
        (Etat.RESPECTEE, -3, None),
        (Etat.NON_RESPECTEE, -3, None),
        (Etat.INDETERMINEE, 3, None),
        (Etat.SANS_OBJET, 3, None),
    ],
)
def test_l_urgence_suit_l_etat_et_l_echeance(etat: Etat, dans: int | None, attendue: Urgence | None) -> None:
    assert [a.urgence for a in attentes([constat(etat, dans)], AU)] == ([attendue] if attendue else [])


@pytest.mark.parametrize(
    ("etat", "dans", "delai"),
    [
        (Etat.EN_RETARD, -6, "en retard de 6 jours"),
        (Etat.EN_RETARD, -1, "en retard de 1 jour"),
        (Etat.A_FAIRE, 0, "aujourd'hui"),
        (Etat.A_FAIRE, 2, "dans 2 jours"),
    ],
)
def test_le_delai_se_dit_en_mots(etat: Etat, dans: int, delai: str) -> None:
    assert attentes([constat(etat, dans)], AU)[0].delai == delai


@given(st.lists(st.integers(-400, 30)))
def test_le_plus_presse_vient_d_abord(jours: list[int]) -> None:
    donnes = [constat(Etat.EN_RETARD if j < 0 else Etat.A_FAIRE, j) for j in jours]
    assert [a.dans for a in attentes(donnes, AU)] == sorted(jours)


def test_un_retard_fige_a_la_cloture_de_l_operation_ne_grandit_plus() -> None:
    """Sans référent au 30 janvier (J0 + 15 j), opération close le 10 mars : 39 jours, ce jour-là comme ensuite."""
    operation = FaitsOperation(NatureOperation.DEMOLITION, annonce=date(2026, 1, 15), cloture=date(2026, 3, 10))
    constats = [c for c in evaluer(FaitsMenage("m", operation), charger_charte(), AU) if c.id == "A03.1"]
    assert [(a.dans, a.delai) for a in attentes(constats, AU)] == [(-39, "en retard de 39 jours")]


def test_un_menage_bien_suivi_ne_se_surveille_pas() -> None:
    assert veille(dossier_parfait(), [], [], AU) == frozenset()


@pytest.mark.parametrize(("fin", "surveille"), [(AU, False), (AU - timedelta(days=1), True), (None, False)])
def test_sans_referent_des_le_lendemain_de_sa_fin(fin: date | None, surveille: bool) -> None:
    faits = replace(dossier_parfait(), suivi=None, referents=(Referent("r", "Mme Le Goff", date(2026, 1, 20), fin),))
    assert (Surveillance.SANS_REFERENT in veille(faits, [], [], AU)) is surveille


def test_une_proposition_sans_reponse_se_surveille_jusqu_a_sa_reponse() -> None:
    envoyee = date(2026, 11, 1)
    ouverte = replace(
        dossier_parfait(), suivi=None, propositions=(refus(1, envoyee, reponse=None, repondue=None, motif=None),)
    )
    repondue = replace(ouverte, propositions=(refus(1, envoyee),))
    assert Surveillance.SANS_REPONSE in veille(ouverte, [], [], AU)
    assert Surveillance.SANS_REPONSE not in veille(ouverte, [], [], envoyee - timedelta(days=1))
    assert Surveillance.SANS_REPONSE not in veille(repondue, [], [], AU)


def test_une_information_reguliere_en_retard_dit_le_menage_sans_nouvelles() -> None:
    faits = replace(dossier_parfait(), suivi=None)
    assert veille(faits, [constat(Etat.EN_RETARD, -1, "A02.3")], [], AU) == {Surveillance.SANS_NOUVELLES}
    assert veille(faits, [constat(Etat.A_FAIRE, 0, "A02.3")], [], AU) == frozenset()


@pytest.mark.parametrize(
    ("le", "surveille"), [(date(2025, 12, 19), False), (date(2025, 12, 18), True), (date(2025, 11, 18), True)]
)
def test_un_numero_unique_se_surveille_des_onze_mois(le: date, surveille: bool) -> None:
    faits = replace(dossier_parfait(), suivi=None, relogements=(), nur=Nur("044121234567810001", le))
    alertes = alertes_menage(faits, charger_charte(), AU)
    assert (Surveillance.NUR in veille(faits, [], alertes, AU)) is surveille


def test_un_menage_sorti_ou_clos_ne_se_surveille_plus() -> None:
    seul = replace(dossier_parfait(), referents=(), suivi=None)
    assert veille(seul, [], [], AU)
    assert not veille(replace(seul, sortie=Sortie("s", AU, MotifSortie.PARTI)), [], [], AU)
    clos = replace(dossier_parfait(), referents=())
    assert clos.suivi is not None
    fermeture = replace(clos, suivi=replace(clos.suivi, cloture_le=AU))
    assert not veille(fermeture, [], [], AU)
