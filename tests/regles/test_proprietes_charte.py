"""Toute la charte, ménage et opération : le temps n'efface pas un retard, ce qui remplit n'aggrave jamais."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given

from relogement.regles.charte.constat import Constat
from relogement.regles.charte.elagage import faits_au
from relogement.regles.charte.elagage_operation import base_au, dossier_au
from relogement.regles.charte.etats import Etat
from relogement.regles.charte.moteur import (
    REGLES,
    REGLES_BASE,
    REGLES_OPERATION,
    evaluer,
    evaluer_base,
    evaluer_operation,
)
from relogement.regles.charte.obligation import GRAVITE
from relogement.regles.charte.parametres import charger_charte
from relogement.regles.faits import FaitsMenage
from relogement.regles.faits_operation import DossierOperation, FaitsBase
from tests.hasard import exemples
from tests.regles.fabrique import bases, dossiers, dossiers_operation, jours
from tests.regles.remplir import REMPLIR, REMPLIR_BASE, REMPLIR_OPERATION

CHARTE = charger_charte()


def _grave(c: Constat) -> int:
    """Sans objet et respectée se valent : ni l'un ni l'autre n'attend rien."""
    return max(GRAVITE[c.etat], GRAVITE[Etat.RESPECTEE])


def _a_temps(c: Constat, au: date) -> date:
    return min(au, c.echeance) if c.echeance else au


@exemples(80)
@given(dossiers_operation, jours)
def test_evaluer_l_operation_rend_un_constat_lisible_par_obligation(dossier: DossierOperation, au: date) -> None:
    constats = evaluer_operation(dossier, CHARTE, au)
    assert [c.id for c in constats] == [r.obligation.id for r in REGLES_OPERATION]
    for c, r in zip(constats, REGLES_OPERATION, strict=True):
        assert c.etat in r.obligation.etats
        assert c.phrase.endswith(".")
        assert (c.cible is not None) or c.etat not in (Etat.A_FAIRE, Etat.EN_RETARD, Etat.INDETERMINEE)
        assert c.preuves or c.etat is not Etat.RESPECTEE
        assert bool(c.jours and c.echeance) or c.etat is not Etat.EN_RETARD


@exemples(80)
@given(dossiers_operation, jours, jours)
def test_aux_memes_faits_le_temps_n_efface_pas_un_retard_de_l_operation(
    dossier: DossierOperation, un: date, autre: date
) -> None:
    tot, tard = sorted((un, autre))
    vus = dossier_au(dossier, tot)
    avant = {c.id: c for c in evaluer_operation(vus, CHARTE, tot)}
    for apres in evaluer_operation(vus, CHARTE, tard):
        if avant[apres.id].etat is Etat.EN_RETARD:
            assert apres.etat not in (Etat.A_FAIRE, Etat.A_VENIR, Etat.RESPECTEE, Etat.SANS_OBJET), apres.id


@exemples(60)
@given(dossiers_operation, jours, jours)
def test_elaguer_deux_fois_l_operation_vaut_elaguer_au_plus_tot(
    dossier: DossierOperation, un: date, autre: date
) -> None:
    tot, tard = sorted((un, autre))
    assert dossier_au(dossier_au(dossier, tard), tot) == dossier_au(dossier, tot)


SANS_AJOUT = {"A08.2", "A08.3"}
"""La décision à six mois et la clôture ne s'ajoutent pas : chacune remplace ce qui était noté."""


def test_chaque_obligation_dit_ce_qui_la_remplit() -> None:
    assert REMPLIR.keys() | SANS_AJOUT == {r.obligation.id for r in REGLES}
    assert REMPLIR_OPERATION.keys() == {r.obligation.id for r in REGLES_OPERATION}
    assert REMPLIR_BASE.keys() == {r.obligation.id for r in REGLES_BASE}


@exemples(60)
@given(dossiers, jours)
def test_ce_qui_remplit_a_temps_une_obligation_du_menage_ne_l_aggrave_jamais(faits: FaitsMenage, au: date) -> None:
    vus = replace(faits_au(faits, au), sortie=None)
    avant = {c.id: c for c in evaluer(vus, CHARTE, au)}
    for identifiant, remplir in REMPLIR.items():
        remplis = {c.id: c for c in evaluer(remplir(vus, _a_temps(avant[identifiant], au)), CHARTE, au)}
        _pas_plus_grave(avant[identifiant], remplis[identifiant])


@exemples(60)
@given(dossiers_operation, jours)
def test_ce_qui_remplit_a_temps_une_obligation_de_l_operation_ne_l_aggrave_jamais(
    dossier: DossierOperation, au: date
) -> None:
    vu = dossier_au(dossier, au)
    avant = {c.id: c for c in evaluer_operation(vu, CHARTE, au)}
    for identifiant, remplir in REMPLIR_OPERATION.items():
        remplis = {c.id: c for c in evaluer_operation(remplir(vu, _a_temps(avant[identifiant], au)), CHARTE, au)}
        _pas_plus_grave(avant[identifiant], remplis[identifiant])


@exemples(60)
@given(bases, jours, jours)
def test_dans_toute_la_base_rien_n_efface_un_retard_et_remplir_n_aggrave_rien(
    faits: FaitsBase, un: date, autre: date
) -> None:
    tot, tard = sorted((un, autre))
    vus = base_au(faits, tot)
    for avant, apres in zip(evaluer_base(vus, CHARTE, tot), evaluer_base(vus, CHARTE, tard), strict=True):
        assert avant.etat is not Etat.EN_RETARD or apres.etat in (Etat.EN_RETARD, Etat.NON_RESPECTEE), avant.id
        remplis = {c.id: c for c in evaluer_base(REMPLIR_BASE[avant.id](vus, tot), CHARTE, tot)}
        _pas_plus_grave(avant, remplis[avant.id])


def _pas_plus_grave(avant: Constat, apres: Constat) -> None:
    assert _grave(apres) <= _grave(avant), f"{avant.id} : {avant.etat} {avant.phrase} → {apres.etat} {apres.phrase}"
