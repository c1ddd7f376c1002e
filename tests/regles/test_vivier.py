"""L'état d'un logement du vivier se déduit de ses propositions ; chaque borne, et la veille."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relogement.regles.vivier import EtatOffre, Offerte, Offre, empechement, offrable, situation
from relogement.vocabulaire import DecisionCaleol, Malgre, Reponse

ENVOI, REPONSE, BAIL = date(2026, 6, 1), date(2026, 6, 12), date(2026, 7, 1)
JOUR = timedelta(days=1)
ENVOYEE = Offerte("p", "m", "BEL-0001", ENVOI)
ACCEPTEE = replace(ENVOYEE, reponse=Reponse.ACCEPTEE, repondue=REPONSE)
LOUEE = replace(ACCEPTEE, bail_le=BAIL)
LIBRE, PROPOSE, RETENU, ATTRIBUE, REPRIS = EtatOffre


@pytest.mark.parametrize(
    ("offerte", "au", "etat"),
    [
        (ENVOYEE, ENVOI - JOUR, LIBRE),
        (ENVOYEE, ENVOI, PROPOSE),
        (ACCEPTEE, REPONSE - JOUR, PROPOSE),
        (ACCEPTEE, REPONSE, RETENU),
        (LOUEE, BAIL - JOUR, RETENU),
        (LOUEE, BAIL, ATTRIBUE),
        (replace(LOUEE, rendu_le=BAIL + JOUR), BAIL, ATTRIBUE),
        (replace(LOUEE, rendu_le=BAIL + JOUR), BAIL + JOUR, LIBRE),
        (replace(ENVOYEE, reponse=Reponse.REFUSEE, repondue=REPONSE), REPONSE - JOUR, PROPOSE),
        (replace(ENVOYEE, reponse=Reponse.REFUSEE, repondue=REPONSE), REPONSE, LIBRE),
        (replace(ENVOYEE, reponse=Reponse.TACITE, attendue=REPONSE), REPONSE, PROPOSE),
        (replace(ENVOYEE, reponse=Reponse.TACITE, attendue=REPONSE), REPONSE + JOUR, LIBRE),
        (replace(ACCEPTEE, decision=DecisionCaleol.NON_ATTRIBUTION, decision_le=BAIL), BAIL - JOUR, RETENU),
        (replace(ACCEPTEE, decision=DecisionCaleol.NON_ATTRIBUTION, decision_le=BAIL), BAIL, LIBRE),
        (replace(ACCEPTEE, decision=DecisionCaleol.NON_ATTRIBUTION), ENVOI, LIBRE),
        (replace(ACCEPTEE, decision=DecisionCaleol.CONDITION), REPONSE, RETENU),
        (replace(ACCEPTEE, decision=DecisionCaleol.CONDITION, decision_le=BAIL), BAIL, RETENU),
        (replace(ENVOYEE, ailleurs_le=BAIL), BAIL - JOUR, PROPOSE),
        (replace(ENVOYEE, ailleurs_le=BAIL), BAIL, LIBRE),
    ],
)
def test_l_etat_suit_la_proposition(offerte: Offerte, au: date, etat: EtatOffre) -> None:
    assert situation(Offre((offerte,)), au).etat is etat


def test_un_logement_repris_ne_s_offre_plus_mais_un_bail_signe_l_emporte() -> None:
    repris = Offre((ACCEPTEE,), repris=BAIL)
    assert [situation(repris, le).etat for le in (BAIL - JOUR, BAIL)] == [RETENU, REPRIS]
    assert situation(replace(repris, propositions=(LOUEE,)), BAIL).etat is ATTRIBUE


def test_deux_menages_a_la_fois_se_disent_tous_les_deux() -> None:
    autre = replace(ENVOYEE, id="q", menage="n", reference="BEL-0002", envoyee=ENVOI + JOUR)
    s = situation(Offre((ENVOYEE, autre)), REPONSE)
    assert (s.etat, s.depuis, [p.reference for p in s.tenues]) == (PROPOSE, ENVOI, ["BEL-0001", "BEL-0002"])
    pour_un_troisieme = empechement(Offre((ENVOYEE, autre)), "x", REPONSE, REPONSE)
    assert pour_un_troisieme is not None
    assert pour_un_troisieme.phrase == "Ce logement est proposé à BEL-0001, BEL-0002 depuis le 01/06/2026."
    assert not pour_un_troisieme.sans_recours


def test_un_logement_qui_n_attend_que_ce_menage_ne_l_empeche_pas() -> None:
    assert empechement(Offre((ENVOYEE,)), "m", REPONSE, REPONSE) is None


@pytest.mark.parametrize(
    ("offre", "phrase"),
    [
        (Offre((LOUEE,)), "Ce logement est attribué à BEL-0001 depuis le 01/07/2026."),
        (Offre(repris=BAIL), "Ce logement a été repris le 01/07/2026."),
    ],
)
def test_un_logement_pris_ne_s_offre_a_personne_d_autre(offre: Offre, phrase: str) -> None:
    trouve = empechement(offre, "x", BAIL, BAIL)
    assert trouve is not None
    assert (trouve.phrase, trouve.sans_recours) == (phrase, True)


@pytest.mark.parametrize(("au", "oui"), [(BAIL, True), (BAIL + JOUR, False)])
def test_le_dernier_jour_ou_il_est_garde_compte_encore(au: date, oui: bool) -> None:
    assert offrable(Offre(jusqu_au=BAIL), au) is oui


def test_un_logement_qui_n_est_plus_garde_s_offre_en_disant_pourquoi() -> None:
    garde = Offre(jusqu_au=BAIL)
    assert empechement(garde, "m", BAIL, BAIL) is None
    trouve = empechement(garde, "m", BAIL + JOUR, BAIL + JOUR)
    assert trouve is not None
    assert (trouve.phrase, trouve.sans_recours) == ("Ce logement n'était gardé que jusqu'au 01/07/2026.", False)


def test_celui_qui_le_tenait_deja_ne_se_voit_pas_opposer_l_echeance() -> None:
    assert empechement(Offre((ACCEPTEE,), jusqu_au=BAIL), "m", BAIL + JOUR, BAIL + JOUR) is None


JOURS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@given(st.lists(st.builds(
    Offerte, st.text("pq", min_size=1), st.sampled_from("mn"), st.just("BEL-0001"), JOURS,
    reponse=st.none() | st.sampled_from(Reponse), repondue=st.none() | JOURS, attendue=st.none() | JOURS,
    decision=st.none() | st.sampled_from(DecisionCaleol), decision_le=st.none() | JOURS, bail_le=st.none() | JOURS,
    rendu_le=st.none() | JOURS, ailleurs_le=st.none() | JOURS,
)), JOURS)
def test_un_logement_libre_n_est_tenu_par_personne_et_reciproquement(offertes: list[Offerte], au: date) -> None:
    s = situation(Offre(tuple(offertes)), au)
    assert (s.etat is LIBRE) is (not s.tenues)
    assert all(p.envoyee <= au for p in s.tenues)
    assert s.depuis is None or s.depuis <= au


@pytest.mark.parametrize(
    ("offre", "au", "phrase"),
    [
        (Offre((ENVOYEE,)), ENVOI - JOUR, "proposé à BEL-0001 depuis le 01/06/2026"),
        (Offre((ACCEPTEE,)), ENVOI - JOUR, "retenu pour BEL-0001 depuis le 12/06/2026"),
        (Offre((replace(ENVOYEE, reponse=Reponse.REFUSEE, repondue=REPONSE),)), ENVOI - JOUR, "proposé à BEL-0001"),
        (Offre((replace(LOUEE, rendu_le=BAIL + JOUR),)), ENVOI - JOUR, "proposé à BEL-0001"),
    ],
    ids=["proposé depuis", "retenu depuis", "refusé depuis", "rendu depuis"],
)
def test_un_envoi_note_apres_coup_dit_ce_que_le_logement_est_devenu(offre: Offre, au: date, phrase: str) -> None:
    trouve = empechement(offre, "x", au, BAIL + JOUR)
    assert trouve is not None
    assert phrase in trouve.phrase
    assert not trouve.sans_recours


@pytest.mark.parametrize(
    ("au", "quoi"),
    [
        (ENVOI - JOUR, Malgre.OFFERT_DEPUIS), (ENVOI, Malgre.PROPOSE), (REPONSE - JOUR, Malgre.PROPOSE),
        (REPONSE, Malgre.RETENU), (BAIL - JOUR, Malgre.RETENU), (BAIL, None),
    ],
)
def test_un_envoi_note_apres_coup_se_juge_a_son_jour(au: date, quoi: Malgre | None) -> None:
    """Libre, proposé ou retenu ce jour-là, il se note avec sa raison, et la phrase dit le bail d'aujourd'hui."""
    trouve = empechement(Offre((LOUEE,)), "x", au, BAIL + JOUR)
    assert trouve is not None
    assert (trouve.quoi, trouve.sans_recours) == (quoi, quoi is None)
    assert trouve.phrase == "Ce logement est attribué à BEL-0001 depuis le 01/07/2026."


def test_un_logement_repris_depuis_etait_libre_le_jour_de_l_envoi() -> None:
    repris = Offre(repris=BAIL)
    assert empechement(repris, "x", BAIL - JOUR, BAIL + JOUR) is None
    ce_jour = empechement(repris, "x", BAIL, BAIL + JOUR)
    assert ce_jour is not None
    assert ce_jour.sans_recours


@pytest.mark.parametrize(
    ("rendu", "libre"), [(ENVOI - JOUR, True), (ENVOI, True), (ENVOI + JOUR, False), (None, False)]
)
def test_qui_avait_rendu_le_logement_avant_l_offre_suivante_ne_le_dispute_a_personne(
    rendu: date | None, libre: bool
) -> None:
    """Refusé le jour où l'autre le reçoit, il était libre ; le lendemain, les deux l'ont eu."""
    trouve = empechement(Offre((LOUEE,)), "x", ENVOI - 2 * JOUR, BAIL + JOUR, rendu)
    assert (trouve is None) is libre
    assert trouve is None or "proposé" in trouve.phrase or rendu is None


def test_le_refus_n_efface_pas_qu_un_autre_le_tenait_deja_ni_qu_il_n_etait_plus_garde() -> None:
    tenu = empechement(Offre((LOUEE,)), "x", ENVOI, BAIL, rendu=ENVOI)
    assert tenu is not None
    assert tenu.quoi is Malgre.PROPOSE
    plus_garde = empechement(Offre(jusqu_au=ENVOI - JOUR), "x", ENVOI, BAIL, rendu=ENVOI)
    assert plus_garde is not None
    assert plus_garde.quoi is Malgre.PLUS_GARDE


@given(st.lists(st.builds(
    Offerte, st.text("pq", min_size=1), st.just("n"), st.just("BEL-0001"), JOURS,
    reponse=st.none() | st.sampled_from(Reponse), repondue=st.none() | JOURS, bail_le=st.none() | JOURS,
)), JOURS, JOURS)
def test_sans_motif_deux_menages_n_ont_jamais_eu_le_logement_le_meme_jour(
    offertes: list[Offerte], au: date, aujourd_hui: date
) -> None:
    offre = Offre(tuple(offertes))
    if au <= aujourd_hui and empechement(offre, "x", au, aujourd_hui) is None:
        jours = (au + n * JOUR for n in range((aujourd_hui - au).days + 1))
        assert all(situation(offre, jour).etat is LIBRE for jour in jours)


def test_un_envoi_note_apres_coup_ne_compte_pas_que_le_logement_n_est_plus_garde_depuis() -> None:
    assert empechement(Offre(jusqu_au=ENVOI), "m", ENVOI, BAIL) is None
