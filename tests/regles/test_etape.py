"""L'étape se déduit des faits : la plus haute dont le fait est vrai, et rien de ce qui n'a pas encore eu lieu."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from relogement.regles.etape import TABLE, Drapeaux, Etape, drapeaux, etape, table_markdown
from relogement.regles.faits import (
    Entretien,
    FaitsMenage,
    FaitsOperation,
    Proposition,
    Relogement,
    Sortie,
    Souhait,
    Suivi,
    VisiteSuivi,
)
from relogement.regles.vocabulaire import DecisionCaleol, MotifSortie, NatureOperation, Reponse, VoieCaleol

DEMOLITION = FaitsOperation(NatureOperation.DEMOLITION)
VIDE = FaitsMenage("m", DEMOLITION)
PARCOURS = replace(
    VIDE,
    entretiens=(Entretien("e", date(2026, 2, 1)),),
    souhaits=(Souhait("s", date(2026, 3, 1), type="T3"),),
    propositions=(
        Proposition("p1", 1, date(2026, 4, 1), reponse=Reponse.REFUSEE, repondue=date(2026, 4, 10)),
        Proposition("p2", 2, date(2026, 5, 1), reponse=Reponse.ACCEPTEE, repondue=date(2026, 5, 10)),
    ),
    relogements=(Relogement("r", date(2026, 6, 1), demenagement=date(2026, 7, 1)),),
    suivi=Suivi("s", propose_le=date(2026, 8, 1), cloture_le=date(2027, 1, 1)),
)


@pytest.mark.parametrize(
    ("au", "attendue"),
    [
        (date(2026, 1, 31), Etape.A_RENCONTRER),
        (date(2026, 2, 1), Etape.RENCONTRE),
        (date(2026, 2, 28), Etape.RENCONTRE),
        (date(2026, 3, 1), Etape.EN_RECHERCHE),
        (date(2026, 4, 1), Etape.PROPOSITION),
        (date(2026, 4, 9), Etape.PROPOSITION),
        (date(2026, 4, 10), Etape.EN_RECHERCHE),
        (date(2026, 5, 1), Etape.PROPOSITION),
        (date(2026, 5, 10), Etape.ACCORD),
        (date(2026, 6, 1), Etape.BAIL_SIGNE),
        (date(2026, 7, 1), Etape.RELOGE),
        (date(2026, 7, 31), Etape.RELOGE),
        (date(2026, 8, 1), Etape.EN_SUIVI),
        (date(2026, 12, 31), Etape.EN_SUIVI),
        (date(2027, 1, 1), Etape.CLOS),
    ],
)
def test_le_parcours_passe_par_chaque_etape(au: date, attendue: Etape) -> None:
    assert etape(PARCOURS, au) is attendue


def test_un_entretien_complet_met_en_recherche() -> None:
    complet = Entretien("e", date(2026, 2, 1), True, True, True, True, True, True, True)
    assert etape(replace(VIDE, entretiens=(complet,)), date(2026, 2, 1)) is Etape.EN_RECHERCHE
    partiel = replace(complet, capacites=False)
    assert etape(replace(VIDE, entretiens=(partiel,)), date(2026, 2, 1)) is Etape.RENCONTRE


def test_un_souhait_sans_type_ni_lieu_ne_met_pas_en_recherche() -> None:
    assert etape(replace(VIDE, souhaits=(Souhait("s", date(2026, 2, 1), contraintes="calme"),)), date(2026, 2, 2)) is (
        Etape.A_RENCONTRER
    )


def test_un_refus_sans_souhaits_notes_met_en_recherche() -> None:
    refus = Proposition("p", 1, date(2026, 4, 1), reponse=Reponse.TACITE, repondue=date(2026, 4, 11))
    assert etape(replace(VIDE, propositions=(refus,)), date(2026, 4, 11)) is Etape.EN_RECHERCHE


def test_un_relogement_temporaire_ne_fait_pas_avancer_l_etape_mais_leve_le_drapeau() -> None:
    r = Relogement("r", date(2026, 6, 1), temporaire=True, demenagement=date(2026, 7, 1), retour=date(2026, 9, 1))
    faits = replace(VIDE, relogements=(r,), decohabitant=True)
    assert etape(faits, date(2026, 10, 1)) is Etape.A_RENCONTRER
    assert drapeaux(faits, date(2026, 6, 30)) == Drapeaux(True, None, None)
    assert drapeaux(faits, date(2026, 7, 1)) == Drapeaux(True, date(2026, 7, 1), date(2026, 9, 1))
    assert drapeaux(faits, date(2026, 8, 31)).temporaire_depuis == date(2026, 7, 1)
    assert drapeaux(faits, date(2026, 9, 1)).temporaire_depuis is None


def test_le_drapeau_tombe_au_relogement_definitif_ou_a_la_sortie_meme_sans_retour_note() -> None:
    r = Relogement("r", date(2026, 6, 1), temporaire=True, demenagement=date(2026, 7, 1))
    definitif = Relogement("d", date(2026, 9, 1), demenagement=date(2026, 10, 1))
    reloge = replace(VIDE, relogements=(r, definitif))
    assert drapeaux(reloge, date(2026, 9, 30)).temporaire_depuis == date(2026, 7, 1)
    assert drapeaux(reloge, date(2026, 10, 1)).temporaire_depuis is None
    sorti = replace(VIDE, relogements=(r,), sortie=Sortie("x", date(2026, 8, 1), MotifSortie.PARTI))
    assert drapeaux(sorti, date(2026, 7, 31)).temporaire_depuis == date(2026, 7, 1)
    assert drapeaux(sorti, date(2026, 8, 1)).temporaire_depuis is None


def test_en_rehabilitation_le_retour_chez_soi_vaut_relogement() -> None:
    r = Relogement("r", date(2026, 6, 1), temporaire=True, demenagement=date(2026, 7, 1), retour=date(2026, 9, 1))
    faits = replace(VIDE, operation=FaitsOperation(NatureOperation.REHABILITATION), relogements=(r,))
    assert etape(faits, date(2026, 8, 31)) is Etape.A_RENCONTRER
    assert etape(faits, date(2026, 9, 1)) is Etape.RELOGE


def test_en_rehabilitation_un_second_relogement_temporaire_en_cours_retient_l_etape() -> None:
    un = Relogement("r1", date(2026, 6, 1), temporaire=True, demenagement=date(2026, 7, 1), retour=date(2026, 9, 1))
    deux = replace(un, id="r2", bail_signe=date(2026, 9, 5), demenagement=date(2026, 9, 10), retour=date(2026, 12, 1))
    faits = replace(VIDE, operation=FaitsOperation(NatureOperation.REHABILITATION), relogements=(un, deux))
    assert etape(faits, date(2026, 9, 9)) is Etape.RELOGE
    assert etape(faits, date(2026, 9, 10)) is Etape.A_RENCONTRER
    assert etape(faits, date(2026, 12, 1)) is Etape.RELOGE


def test_une_visite_apres_le_demenagement_met_en_suivi_sans_proposition_notee() -> None:
    r = Relogement("r", date(2026, 6, 1), demenagement=date(2026, 7, 1))
    faits = replace(VIDE, relogements=(r,), visites=(VisiteSuivi("v", 1, date(2026, 8, 1)),))
    assert etape(faits, date(2026, 7, 31)) is Etape.RELOGE
    assert etape(faits, date(2026, 8, 1)) is Etape.EN_SUIVI


def test_apres_un_second_relogement_le_suivi_du_premier_ne_compte_plus() -> None:
    second = Relogement("r2", date(2027, 2, 1), demenagement=date(2027, 3, 1))
    visite = VisiteSuivi("v", 1, date(2026, 8, 1))
    faits = replace(PARCOURS, relogements=(*PARCOURS.relogements, second), visites=(visite,))
    assert etape(faits, date(2027, 2, 28)) is Etape.CLOS
    assert etape(faits, date(2027, 3, 1)) is Etape.RELOGE
    assert etape(replace(faits, suivi=Suivi("s", propose_le=date(2027, 3, 1))), date(2027, 3, 1)) is Etape.EN_SUIVI


def test_la_sortie_est_a_cote_des_etapes_des_son_jour() -> None:
    faits = replace(PARCOURS, sortie=Sortie("x", date(2026, 4, 20), MotifSortie.DECEDE))
    assert etape(faits, date(2026, 4, 19)) is Etape.EN_RECHERCHE
    assert etape(faits, date(2026, 4, 20)) is Etape.SORTI


def test_la_table_dit_chaque_etape_une_fois_dans_l_ordre() -> None:
    assert [palier.etape for palier in TABLE] == [e for e in Etape if e is not Etape.SORTI]
    assert [e.rang for e in Etape] == list(range(10))
    for e in Etape:
        assert f"| {e.libelle}" in table_markdown()
        assert e.code == e.value


def test_une_proposition_ecartee_par_la_commission_d_attribution_ramene_en_recherche() -> None:
    ecartee = replace(
        PARCOURS.propositions[1], caleol=VoieCaleol.DECISION, caleol_le=date(2026, 5, 20),
        caleol_decision=DecisionCaleol.NON_ATTRIBUTION,
    )
    faits = replace(PARCOURS, propositions=(ecartee,), relogements=(), suivi=None, souhaits=())
    assert etape(faits, date(2026, 5, 19)) is Etape.ACCORD
    assert etape(faits, date(2026, 5, 20)) is Etape.EN_RECHERCHE
