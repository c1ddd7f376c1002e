"""La convention : qui est prioritaire, où en sont les objectifs, quel parc est accessible, à qui l'on impute."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relogement.regles.charte.elagage import faits_au
from relogement.regles.charte.parametres import charger_charte
from relogement.regles.convention.accessibilite import (
    Accessibilite,
    LogementProposable,
    accessibilite,
    parc_accessible,
)
from relogement.regles.convention.arrivees import Arrivee, Manque, arrivee, imputation, souhaits_honores
from relogement.regles.convention.objectifs import (
    Atteinte,
    TotalAttributions,
    cibles_par_acteur,
    ensemble,
    prioritaires_par_acteur,
)
from relogement.regles.convention.part import Part, part_de, part_des_vrais
from relogement.regles.convention.prioritaires import RENOUVELLEMENT, priorite
from relogement.regles.convention.solidarite import Accord, solidarite
from relogement.regles.faits import FaitsMenage, FaitsOperation, Proposition, Relogement, Sortie, Souhait
from relogement.regles.vocabulaire import NatureOperation
from relogement.vocabulaire import GenreActeur, MotifPriorite, MotifSortie, Reponse, Reservataire, Rester

CHARTE = charger_charte()
AU = date(2026, 11, 18)
DEMOLITION, REHABILITATION = FaitsOperation(NatureOperation.DEMOLITION), FaitsOperation(NatureOperation.REHABILITATION)
G = GenreActeur


@given(st.lists(st.none() | st.booleans()))
def test_un_inconnu_ne_change_jamais_une_part(reponses: list[bool | None]) -> None:
    part = part_des_vrais(reponses)
    assert part.nombre + reponses.count(False) == part.connus
    assert part.connus + part.inconnus == len(reponses)
    assert part_des_vrais([*reponses, None]).pour_cent == part.pour_cent


def test_sans_rien_de_connu_une_part_est_inconnue_et_non_nulle() -> None:
    assert part_des_vrais([None, None]).pour_cent is None
    assert part_des_vrais([]).pour_cent is None
    assert part_des_vrais([False, None]).pour_cent == 0
    assert part_de(None, 40) == Part(0, 0, 40)
    assert part_de(10, None) == Part(0, 0, 0)
    assert part_de(10, 40).pour_cent == 25


def test_c1_tout_menage_a_reloger_d_une_demolition_est_prioritaire_et_garde_ses_autres_motifs() -> None:
    seul = priorite(FaitsMenage("m", DEMOLITION))
    assert (seul.prioritaire, seul.motifs) == (True, (RENOUVELLEMENT,))
    priorites = frozenset({MotifPriorite.PRECARITE, MotifPriorite.CONTINGENT})
    motifs = priorite(FaitsMenage("m", DEMOLITION, priorites=priorites)).motifs
    assert motifs == (RENOUVELLEMENT, "contingent préfectoral", "mutation : précarité économique")


def test_c1_en_rehabilitation_seul_qui_est_reloge_l_est_pour_le_renouvellement_urbain() -> None:
    assert not priorite(FaitsMenage("m", REHABILITATION)).prioritaire
    propose = FaitsMenage("m", REHABILITATION, propositions=(Proposition("p", 1, AU),))
    assert priorite(propose).motifs == (RENOUVELLEMENT,)
    sante = FaitsMenage("m", REHABILITATION, priorites=frozenset({MotifPriorite.SANTE}))
    assert priorite(sante).motifs == ("mutation : raison de santé",)


def test_c1_un_menage_sorti_n_est_plus_a_reloger() -> None:
    parti = FaitsMenage("m", DEMOLITION, sortie=Sortie("s", date(2026, 11, 18), MotifSortie.PARTI))
    assert not priorite(faits_au(parti, AU)).prioritaire
    assert priorite(faits_au(parti, date(2026, 11, 17))).prioritaire


def total(genre: GenreActeur = G.BAILLEUR, acteur: str = "Val Habitat", **valeurs: int | None) -> TotalAttributions:
    nombres = {"attributions": 400, "prioritaires": 100, **valeurs}
    return TotalAttributions("t", 2025, genre, acteur, **nombres)  # type: ignore[arg-type]  # des nombres


@pytest.mark.parametrize(
    ("prioritaires", "atteinte"),
    [(99, Atteinte.SOUS), (100, Atteinte.ATTEINT), (101, Atteinte.ATTEINT), (0, Atteinte.SOUS), (None, None)],
)
def test_c2_un_quart_des_attributions_aux_menages_prioritaires(
    prioritaires: int | None, atteinte: Atteinte | None
) -> None:
    (c2,) = prioritaires_par_acteur([total(prioritaires=prioritaires)], CHARTE)
    assert (c2.objectif, c2.atteinte) == (25, atteinte)
    assert (c2.part.pour_cent is None) == (prioritaires is None)


def test_c2_la_part_hors_qpv_se_lit_des_deux_cotes() -> None:
    (c2,) = prioritaires_par_acteur([total(hors_qpv=240, prioritaires_hors_qpv=40)], CHARTE)
    assert c2.hors_qpv.pour_cent == 40
    assert c2.dans_hors_qpv.pour_cent == Decimal(4000) / 240
    (sans,) = prioritaires_par_acteur([total()], CHARTE)
    assert (sans.hors_qpv.pour_cent, sans.dans_hors_qpv.pour_cent) == (None, None)


@pytest.mark.parametrize(
    ("genre", "acteur", "objectif"),
    [
        (G.BAILLEUR, "Val Habitat", 25),
        (G.COMMUNE, "Rezé", 25),
        (G.RESERVATAIRE, "action logement", 25),
        (G.RESERVATAIRE, Reservataire.ETAT.libelle, None),
        (G.RESERVATAIRE, Reservataire.DEPARTEMENT.libelle, None),
    ],
)
def test_c2_l_objectif_vise_les_bailleurs_les_communes_et_action_logement(
    genre: GenreActeur, acteur: str, objectif: int | None
) -> None:
    (c2,) = prioritaires_par_acteur([total(genre, acteur)], CHARTE)
    assert c2.objectif == objectif
    assert (c2.atteinte is None) == (objectif is None)


def test_c2_l_ensemble_d_un_genre_compte_les_inconnus_a_part() -> None:
    parts = [c.part for c in prioritaires_par_acteur([total(), total(prioritaires=None, attributions=50)], CHARTE)]
    assert ensemble(parts) == Part(100, 400, 50)


@pytest.mark.parametrize(
    ("cibles", "atteinte"),
    [
        (19, Atteinte.SOUS),
        (20, Atteinte.ATTEINT),
        (30, Atteinte.ATTEINT),
        (31, Atteinte.AU_DELA),
        (None, None),
    ],
)
def test_c4_les_menages_cibles_en_qpv_entre_vingt_et_trente_pour_cent(
    cibles: int | None, atteinte: Atteinte | None
) -> None:
    (c4,) = cibles_par_acteur([total(en_qpv=100, cibles_en_qpv=cibles)], CHARTE)
    assert (c4.minimum, c4.maximum, c4.atteinte) == (20, 30, atteinte)
    assert cibles_par_acteur([total()], CHARTE) == ()


def test_c4_sans_attribution_en_qpv_la_part_est_inconnue() -> None:
    (c4,) = cibles_par_acteur([total(en_qpv=0, cibles_en_qpv=0)], CHARTE)
    assert (c4.part.pour_cent, c4.atteinte) == (None, None)


@pytest.mark.parametrize(
    ("loyer", "attendue"),
    [
        (29034, Accessibilite.ACCESSIBLE),
        (29035, Accessibilite.POTENTIELLE),
        (32034, Accessibilite.POTENTIELLE),
        (32035, Accessibilite.AU_DELA),
        (None, Accessibilite.INCONNUE),
    ],
)
def test_c3_un_loyer_sous_le_plafond_apl_est_accessible_et_jusqu_a_trente_euros_potentiellement(
    loyer: int | None, attendue: Accessibilite
) -> None:
    assert accessibilite(LogementProposable("l", False, loyer, 29034), CHARTE, AU) is attendue


def test_c3_ne_regarde_que_hors_qpv_et_l_inconnu_n_est_pas_accessible() -> None:
    logements = [
        LogementProposable("a", True, 10000, 29034),
        LogementProposable("b", None, 10000, 29034),
        LogementProposable("c", False, 10000, None),
        LogementProposable("d", False, 10000, 29034),
    ]
    parc = parc_accessible(logements, CHARTE, AU)
    assert parc.en_qpv == 1
    assert parc.nombre(Accessibilite.INCONNUE) == 2
    assert parc.nombre(Accessibilite.ACCESSIBLE) == 1
    assert parc.nombre(Accessibilite.AU_DELA) == 0


RELOGE = FaitsMenage(
    "m",
    DEMOLITION,
    souhaits=(
        Souhait("s1", date(2026, 3, 1), rester=Rester.RESTER),
        Souhait("s2", date(2026, 4, 1), rester=Rester.PARTIR),
        Souhait("s3", date(2026, 5, 1), type="T3"),
    ),
    propositions=(
        Proposition(
            "p", 1, date(2026, 6, 1), reponse=Reponse.ACCEPTEE, repondue=AU, commune="Rezé", hors_quartier=True
        ),
    ),
    relogements=(
        Relogement(
            "r", date(2026, 8, 1), "p", demenagement=date(2026, 9, 1), reservataire=Reservataire.ACTION_LOGEMENT
        ),
    ),
)


def test_une_arrivee_dit_qui_accueille_ou_et_le_dernier_souhait_dit() -> None:
    lue = arrivee(faits_au(RELOGE, AU), "BEL-0001", {"p": "Val Habitat"})
    assert lue == Arrivee(
        "BEL-0001", date(2026, 9, 1), "Val Habitat", Reservataire.ACTION_LOGEMENT, "Rezé", True, Rester.PARTIR, "s2"
    )
    assert lue.souhait_honore is True


def test_avant_le_demenagement_et_au_retour_chez_soi_il_n_y_a_pas_d_arrivee() -> None:
    assert arrivee(faits_au(RELOGE, date(2026, 8, 31)), "BEL-0001", {}) is None
    retour = replace(
        RELOGE,
        operation=REHABILITATION,
        relogements=(replace(RELOGE.relogements[0], temporaire=True, retour=date(2026, 10, 1)),),
    )
    assert arrivee(faits_au(retour, AU), "BEL-0001", {}) is None


@pytest.mark.parametrize(
    ("souhait", "hors", "honore"),
    [
        (Rester.RESTER, False, True),
        (Rester.RESTER, True, False),
        (Rester.PARTIR, True, True),
        (Rester.PARTIR, False, False),
        (Rester.RESTER, None, None),
        (None, True, None),
        (Rester.INDIFFERENT, True, None),
    ],
)
def test_un_souhait_de_rester_ou_de_partir_est_honore_ou_non(
    souhait: Rester | None, hors: bool | None, honore: bool | None
) -> None:
    assert Arrivee("m", AU, souhait=souhait, hors_quartier=hors).souhait_honore is honore


@pytest.mark.parametrize(
    ("souhait", "repondu", "hors", "manque"),
    [
        (None, False, True, Manque.SOUHAIT),
        (Rester.RESTER, False, True, Manque.REPONSE),
        (Rester.RESTER, True, None, Manque.QUARTIER),
        (Rester.RESTER, True, False, None),
        (Rester.INDIFFERENT, False, None, None),
    ],
)
def test_ce_qui_manque_a_un_menage_reloge_se_dit(
    souhait: Rester | None, repondu: bool, hors: bool | None, manque: Manque | None
) -> None:
    assert Arrivee("m", AU, souhait=souhait, repondu=repondu, hors_quartier=hors).manque is manque


def test_un_menage_indifferent_ne_gonfle_pas_les_souhaits_honores() -> None:
    arrivees = (
        Arrivee("a", AU, souhait=Rester.RESTER, hors_quartier=False),
        Arrivee("b", AU, souhait=Rester.PARTIR, hors_quartier=False),
        Arrivee("c", AU, souhait=Rester.INDIFFERENT, hors_quartier=True),
        Arrivee("d", AU, souhait=Rester.PARTIR),
    )
    assert souhaits_honores(arrivees) == Part(1, 2, 1)


def test_c5_les_relogements_sans_reservataire_sont_nommes() -> None:
    arrivees = (
        Arrivee("BEL-0003", AU),
        Arrivee("BEL-0001", AU, reservataire=Reservataire.ETAT),
        Arrivee("BEL-0002", AU),
        Arrivee("BEL-0004", AU, reservataire=Reservataire.ETAT),
    )
    lue = imputation(arrivees)
    assert lue.par_reservataire == ((Reservataire.ETAT, 2),)
    assert lue.sans == ("BEL-0002", "BEL-0003")
    assert lue.part.pour_cent == 50


ARRIVEES = (
    Arrivee("BEL-0001", AU, "Val Habitat", Reservataire.ETAT, "Nantes", True, Rester.PARTIR),
    Arrivee("BEL-0002", AU, "val habitat ", None, "Rezé", True, Rester.RESTER),
    Arrivee("BEL-0003", AU, None, Reservataire.ETAT, "Rezé"),
)
ACCORDS = (
    Accord("a", G.BAILLEUR, "Val Habitat", 4, date(2026, 1, 1), source="Convention"),
    Accord("b", G.BAILLEUR, "VAL HABITAT", 1, date(2026, 6, 1)),
    Accord("c", G.BAILLEUR, "Loire Logis", 3, date(2026, 1, 1), date(2026, 6, 30)),
    Accord("d", G.COMMUNE, "Rezé", 1, date(2026, 11, 18)),
)


def test_la_solidarite_met_en_face_le_promis_et_le_fait_par_acteur() -> None:
    lue = solidarite(ACCORDS, ARRIVEES, AU)
    vus = [(x.genre, x.acteur, x.promis, x.faits, x.ecart) for x in lue.lignes]
    assert vus == [
        (G.BAILLEUR, "Loire Logis", 3, 0, 3),
        (G.BAILLEUR, "Val Habitat", 5, 2, 3),
        (G.RESERVATAIRE, Reservataire.ETAT.libelle, None, 2, None),
        (G.COMMUNE, "Nantes", None, 1, None),
        (G.COMMUNE, "Rezé", 1, 2, -1),
    ]
    assert dict(lue.sans_acteur) == {G.BAILLEUR: ("BEL-0003",), G.RESERVATAIRE: ("BEL-0002",), G.COMMUNE: ()}
    assert (lue.relogements, lue.souhaits) == (3, Part(1, 2, 1))
    assert next(x.souhaits for x in lue.lignes if x.acteur == "Val Habitat") == Part(1, 2)


def test_une_promesse_a_venir_ne_compte_pas_encore() -> None:
    rezes = [x for au in (date(2026, 11, 17), AU) for x in solidarite(ACCORDS, (), au).lignes if x.acteur == "Rezé"]
    assert [x.promis for x in rezes] == [1]


@given(st.lists(st.sampled_from(ARRIVEES), unique_by=lambda a: a.menage))
def test_chaque_relogement_est_compte_une_fois_par_genre_ou_nomme(arrivees: list[Arrivee]) -> None:
    lue = solidarite(ACCORDS, tuple(arrivees), AU)
    for genre, sans in lue.sans_acteur:
        assert sum(x.faits for x in lue.lignes if x.genre is genre) + len(sans) == len(arrivees)
