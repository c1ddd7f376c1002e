"""La réception d'une proposition : le délai de réponse part du bon jour et ne raccourcit jamais tout seul."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relogement.commun import ErreurMetier
from relogement.modeles import Proposition
from relogement.services.corrections import corriger
from relogement.services.propositions import confirmer_refus_tacite, noter_reception
from relogement.vocabulaire import ModeEnvoi, NaturePiece
from tests.hasard import exemples
from tests.services.dossier import ENVOI, Dossier

JUIN_5, JUIN_10, JUIN_15, JUIN_20 = (date(2026, 6, n) for n in (5, 10, 15, 20))


def attendue(d: Dossier, p: UUID) -> date | None:
    return d.proposition(p).reponse_attendue_le


def test_une_presentation_notee_apres_la_reception_n_avance_pas_le_delai(d: Dossier) -> None:
    p = d.proposer()
    noter_reception(d.base, p, recue_le=JUIN_10)
    noter_reception(d.base, p, presentee_le=JUIN_5)
    assert (d.proposition(p).recue_le, attendue(d, p)) == (JUIN_10, JUIN_20)


def test_le_delai_part_de_la_presentation_puis_de_la_reception(d: Dossier) -> None:
    p = d.proposer()
    noter_reception(d.base, p, presentee_le=JUIN_5)
    assert attendue(d, p) == JUIN_15
    noter_reception(d.base, p, recue_le=JUIN_10)
    assert attendue(d, p) == JUIN_20


@pytest.mark.parametrize(("saisie", "garde"), [(19, None), (20, 20), (21, 21), (30, 30)])
def test_une_date_plus_longue_que_le_minimum_reste(d: Dossier, saisie: int, garde: int | None) -> None:
    p = d.proposer()
    jour = date(2026, 6, saisie)
    if garde is None:
        with pytest.raises(ErreurMetier, match="au moins 10 jours") as refus:
            noter_reception(d.base, p, recue_le=JUIN_10, reponse_attendue_le=jour)
        assert refus.value.champ == "reponse_attendue_le"
        return
    noter_reception(d.base, p, recue_le=JUIN_10, reponse_attendue_le=jour)
    noter_reception(d.base, p, visite_le=JUIN_15)
    assert attendue(d, p) == jour


def test_une_reception_corrigee_plus_tard_repousse_le_delai_affiche(d: Dossier) -> None:
    p = d.proposer()
    noter_reception(d.base, p, recue_le=JUIN_10)
    noter_reception(d.base, p, recue_le=JUIN_15, reponse_attendue_le=JUIN_20)
    assert attendue(d, p) == date(2026, 6, 25)


def test_une_reception_corrigee_plus_tot_laisse_le_delai_jusqu_a_ce_qu_on_le_vide(d: Dossier) -> None:
    p = d.proposer()
    noter_reception(d.base, p, recue_le=JUIN_10)
    noter_reception(d.base, p, recue_le=JUIN_5)
    assert attendue(d, p) == JUIN_20
    noter_reception(d.base, p, reponse_attendue_le=None)
    assert attendue(d, p) == JUIN_15


def test_une_date_fausse_s_efface_et_le_delai_avec_elle(d: Dossier) -> None:
    p = d.proposer()
    noter_reception(d.base, p, recue_le=JUIN_10, visite_le=JUIN_15)
    noter_reception(d.base, p, recue_le=None, presentee_le=None, reponse_attendue_le=JUIN_20, visite_le=JUIN_15)
    lue = d.proposition(p)
    assert (lue.presentee_le, lue.recue_le, lue.reponse_attendue_le, lue.visite_le) == (None, None, None, JUIN_15)


def test_sans_presentation_ni_reception_aucun_delai_ne_se_tape(d: Dossier) -> None:
    p = d.proposer()
    with pytest.raises(ErreurMetier, match="court à partir d'elle"):
        noter_reception(d.base, p, reponse_attendue_le=JUIN_20)


@pytest.mark.parametrize("champ", ["presentee_le", "recue_le"])
def test_une_date_future_ou_d_avant_l_envoi_est_refusee(d: Dossier, champ: str) -> None:
    p = d.proposer()
    dates: list[tuple[dict[str, Any], str]] = [
        ({champ: d.horloge.jour + timedelta(days=1)}, "futur"), ({champ: ENVOI - timedelta(days=1)}, "l'envoi"),
    ]
    for note, phrase in dates:
        with pytest.raises(ErreurMetier, match=phrase) as refus:
            noter_reception(d.base, p, **note)
        assert refus.value.champ == champ
    juste: dict[str, Any] = {champ: d.horloge.jour}
    noter_reception(d.base, p, **juste)


@pytest.mark.parametrize("ensemble", [True, False])
def test_une_reception_avant_la_presentation_est_refusee(d: Dossier, ensemble: bool) -> None:
    p = d.proposer()
    if ensemble:
        with pytest.raises(ErreurMetier, match="précéder la présentation"):
            noter_reception(d.base, p, presentee_le=JUIN_10, recue_le=JUIN_5)
        return
    noter_reception(d.base, p, presentee_le=JUIN_10)
    with pytest.raises(ErreurMetier, match="précéder la présentation"):
        noter_reception(d.base, p, recue_le=JUIN_5)
    noter_reception(d.base, p, recue_le=JUIN_10)


@pytest.mark.parametrize("mode", [None, *ModeEnvoi])
def test_seule_une_remise_en_main_propre_est_recue_le_jour_de_l_envoi(d: Dossier, mode: ModeEnvoi | None) -> None:
    p = d.proposition(d.proposer(mode=mode))
    dates = (ENVOI, ENVOI + timedelta(days=10)) if mode is ModeEnvoi.REMISE else (None, None)
    assert (p.recue_le, p.reponse_attendue_le) == dates
    assert (p.presentee_le, p.preuve_reception_id) == (None, None)


def test_la_reception_en_main_propre_se_corrige_et_part_avec_l_envoi_annule(d: Dossier) -> None:
    p = d.proposer(mode=ModeEnvoi.REMISE)
    noter_reception(d.base, p, recue_le=JUIN_5)
    assert (d.proposition(p).recue_le, attendue(d, p)) == (JUIN_5, JUIN_15)
    d.annuler_dernier()
    assert (d.proposition(p).recue_le, attendue(d, p)) == (ENVOI, ENVOI + timedelta(days=10))
    d.annuler_dernier()
    with d.base.session() as s:
        assert s.get(Proposition, p) is None


def test_le_recepisse_se_range_ensuite_et_prouve_le_refus_tacite(d: Dossier) -> None:
    p = d.proposer(mode=ModeEnvoi.REMISE)
    with pytest.raises(ErreurMetier, match="Joignez la preuve de réception") as refus:
        confirmer_refus_tacite(d.base, p, le=JUIN_15, preuve_reception_id=None)
    assert refus.value.champ == "preuve_reception"
    recepisse = d.deposer(NaturePiece.PREUVE_RECEPTION)
    noter_reception(d.base, p, preuve_reception_id=recepisse)
    noter_reception(d.base, p, visite_le=JUIN_5)
    confirmer_refus_tacite(d.base, p, le=JUIN_15, preuve_reception_id=None)
    assert d.proposition(p).preuve_reception_id == recepisse
    assert d.etat("A04.2") == "RESPECTEE"


def test_une_preuve_prouve_une_reception_et_vient_du_meme_dossier(d: Dossier) -> None:
    p = d.proposer()
    preuve = d.deposer(NaturePiece.PREUVE_RECEPTION)
    with pytest.raises(ErreurMetier, match="Notez d'abord") as refus:
        noter_reception(d.base, p, preuve_reception_id=preuve)
    assert refus.value.champ == "recue_le"
    d_un_autre = d.deposer(NaturePiece.PREUVE_RECEPTION, d.autre_menage())
    with pytest.raises(ErreurMetier, match="autre ménage"):
        noter_reception(d.base, p, recue_le=JUIN_5, preuve_reception_id=d_un_autre)
    noter_reception(d.base, p, presentee_le=JUIN_5, preuve_reception_id=preuve)
    assert d.proposition(p).preuve_reception_id == preuve


def tacite(d: Dossier) -> UUID:
    p = d.proposer()
    noter_reception(d.base, p, recue_le=JUIN_10)
    preuve = d.deposer(NaturePiece.PREUVE_RECEPTION)
    confirmer_refus_tacite(d.base, p, le=date(2026, 6, 25), preuve_reception_id=preuve)
    return p


def test_un_refus_tacite_confirme_tient_ses_dates(d: Dossier) -> None:
    p = tacite(d)
    with pytest.raises(ErreurMetier, match="annulez-le d'abord"):
        noter_reception(d.base, p, recue_le=JUIN_15)
    noter_reception(d.base, p, visite_le=JUIN_15)
    assert attendue(d, p) == JUIN_20
    with pytest.raises(ErreurMetier, match="lendemain du délai"):
        corriger(d.base, "proposition", p, repondue_le=date(2026, 6, 22))


def test_un_refus_tacite_se_corrige_avec_sa_preuve_et_une_fois_le_delai_passe(d: Dossier) -> None:
    p, autre = tacite(d), d.deposer(NaturePiece.AUTRE)
    corriger(d.base, "proposition", p, confirme_le=date(2026, 6, 21), preuve_reception_id=autre)
    assert d.proposition(p).preuve_reception_id == autre
    for valeurs, phrase in (
        ({"confirme_le": JUIN_20}, "une fois le délai passé"),
        ({"preuve_reception_id": None}, "sa preuve"),
        ({"preuve_reception_id": d.deposer(NaturePiece.AUTRE, d.autre_menage())}, "autre ménage"),
    ):
        with pytest.raises(ErreurMetier, match=phrase):
            corriger(d.base, "proposition", p, **valeurs)
    with pytest.raises(ErreurMetier, match="confirmez-le d'abord"):
        corriger(d.base, "proposition", d.proposer(), confirme_le=JUIN_20)


jours = st.none() | st.integers(0, 30).map(lambda n: ENVOI + timedelta(days=n))


@exemples(40)
@given(st.lists(st.fixed_dictionaries({}, optional={"presentee_le": jours, "recue_le": jours}), max_size=5))
def test_quelle_que_soit_la_suite_le_menage_garde_ses_dix_jours(
    d: Dossier, suite: list[dict[str, Any]]
) -> None:
    p = d.proposer(raison_envoi="essai")
    for notes in suite:
        avant = d.proposition(p)
        try:
            noter_reception(d.base, p, **notes)
        except ErreurMetier:
            assert d.proposition(p) == avant
            continue
        apres = d.proposition(p)
        depart = apres.recue_le or apres.presentee_le
        if depart is None:
            assert apres.reponse_attendue_le is None
            continue
        assert apres.reponse_attendue_le is not None
        assert apres.reponse_attendue_le >= depart + timedelta(days=10)
        if avant.reponse_attendue_le is not None:
            assert apres.reponse_attendue_le >= avant.reponse_attendue_le
