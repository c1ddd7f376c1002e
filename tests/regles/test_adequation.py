"""L'adéquation avant l'envoi : chaque point rempli, non rempli ou inconnu, avec sa phrase."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relogement.regles.adequation.charte import points_charte
from relogement.regles.adequation.loi import points_loi
from relogement.regles.adequation.offre import Attente, Examen, Limites, Offre
from relogement.regles.budget import Budget
from relogement.regles.faits import Souhait
from relogement.regles.typologie import pieces, types_souhaites
from relogement.vocabulaire import Besoin, Rester

LIMITES = Limites(Decimal(10), 3_000, Decimal(10))
OFFRE = Offre("T3", 2, False, "Nantes", "Chantenay", False)
AVANT = Budget(40_000, 5_000, 0, 25_000, 120_000, 18, 3, jours_par_an=360)
APRES = replace(AVANT, loyer=42_000)
ATTENTE = Attente(None, frozenset(), 3, ("Nantes",), AVANT, APRES, equivalent=True)


def examen(point: str, offre: Offre = OFFRE, attente: Attente = ATTENTE, limites: Limites = LIMITES) -> Examen:
    tous = (*points_charte(offre, attente, limites), *points_loi(offre, attente))
    return next(e for e in tous if e.point == point)


def souhait(**valeurs: object) -> Attente:
    return replace(ATTENTE, souhait=Souhait("s", date(2026, 3, 1), **valeurs))  # type: ignore[arg-type]  # champs variés


def test_les_points_sont_dans_l_ordre_de_la_charte_puis_de_la_loi() -> None:
    assert [e.point for e in points_charte(OFFRE, ATTENTE, LIMITES)] == [
        "adapte_type", "adapte_lieu", "adapte_accessibilite", "adapte_budget",
    ]
    assert [e.point for e in points_loi(OFFRE, ATTENTE)] == [
        "loi_etat", "loi_hygiene", "loi_besoins", "loi_moyens", "loi_perimetre",
    ]


@pytest.mark.parametrize(("texte", "lues"), [
    ("T3", {3}), ("t 4", {4}), ("F2 bis", {2}), ("T3 ou T4", {3, 4}), ("studio", set()), (None, set()), ("lot3", set()),
])
def test_les_pieces_se_lisent_du_type(texte: str | None, lues: set[int]) -> None:
    assert pieces(texte) == lues


@pytest.mark.parametrize(
    ("type_", "personnes", "rempli"),
    [("T3", 3, True), ("T4", 3, True), ("T5", 3, False), ("T2", 3, None), ("T1", 1, True), ("T2", 1, True),
     ("T3", 1, False), ("T3", None, None), (None, 3, None), ("studio", 1, None)],
)
def test_sans_souhait_les_pieces_se_comparent_aux_occupants(
    type_: str | None, personnes: int | None, rempli: bool | None
) -> None:
    offre, attente = replace(OFFRE, type=type_), replace(ATTENTE, personnes=personnes)
    assert examen("adapte_type", offre, attente).rempli is rempli


@pytest.mark.parametrize(("voulu", "rempli"), [("T3", True), ("T4", False), ("T3 ou T4", True), ("plain-pied", True)])
def test_le_type_souhaite_l_emporte_sur_le_nombre_d_occupants(voulu: str, rempli: bool) -> None:
    assert examen("adapte_type", attente=souhait(type=voulu)).rempli is rempli
    trop_grand = replace(souhait(type="T3"), personnes=1)
    assert examen("adapte_type", attente=trop_grand).rempli is True
    assert examen("loi_besoins", attente=trop_grand).rempli is False


@pytest.mark.parametrize(("texte", "lus"), [
    ("T3", {3}), ("T3 ou T4", {3, 4}), ("T3/T4", {3, 4}), ("T3 avec balcon", {3}), ("plain-pied", set()), ("", set()),
    (None, set()), ("T3 minimum", set(range(3, 10))), ("mini T3", set(range(3, 10))),
    ("au moins T2", set(range(2, 10))), ("au moins un T2", set(range(2, 10))),
    ("T4 ou plus", set(range(4, 10))), ("T4 et +", set(range(4, 10))),
    ("T4+", set(range(4, 10))), ("T3 maximum", {0, 1, 2, 3}), ("au plus un T2", {0, 1, 2}), ("T2 max.", {0, 1, 2}),
    ("T2 ou moins", {0, 1, 2}), ("T2 à T4", {2, 3, 4}), ("de T2 à T4", {2, 3, 4}), ("T2-T4", {2, 3, 4}),
    ("entre T2 et T4", {2, 3, 4}), ("T2 minimum, T4 maximum", None), ("Pas de T3", None), ("tout sauf un T1", None),
    ("T3, plus grand si possible", None), ("ni T1 ni T2", None), ("plus petit que T4", None), ("T4 à T2", None),
    ("plus qu'un T2", None), ("T3 > T2", None), ("pas de préférence", set()),
])
def test_le_type_souhaite_se_lit_avec_son_sens_ou_pas_du_tout(texte: str | None, lus: set[int] | None) -> None:
    assert types_souhaites(texte) == lus


@pytest.mark.parametrize(("voulu", "type_", "rempli"), [
    ("T3 minimum", "T2", False), ("T3 minimum", "T3", True), ("T3 minimum", "T4", True), ("au moins T2", "T4", True),
    ("T3 maximum", "T3", True), ("T3 maximum", "T4", False), ("T2 à T4", "T1", False), ("T2 à T4", "T5", False),
    ("T2 à T4", "T3", True), ("Pas de T3", "T3", None), ("Pas de T3", "T4", None),
])
def test_un_minimum_un_maximum_une_negation_ne_se_lisent_pas_de_travers(
    voulu: str, type_: str, rempli: bool | None
) -> None:
    vu = examen("adapte_type", replace(OFFRE, type=type_), souhait(type=voulu))
    fin = "" if rempli is not None else " : à vérifier"
    assert (vu.rempli, vu.phrase) == (rempli, f"{type_}, souhait noté : « {voulu} »{fin}")


@pytest.mark.parametrize(
    ("valeurs", "hors", "rempli"),
    [
        ({}, False, None),
        ({"rester": Rester.RESTER}, False, True),
        ({"rester": Rester.RESTER}, True, False),
        ({"rester": Rester.RESTER}, None, None),
        ({"rester": Rester.PARTIR}, True, True),
        ({"rester": Rester.PARTIR}, False, False),
        ({"rester": Rester.INDIFFERENT}, None, True),
        ({"lieux": "chantenay, Zola"}, True, True),
        ({"lieux": "Zola ou Nantes"}, True, True),
        ({"lieux": "Nantes nord"}, True, None),
        ({"lieux": "Rezé", "rester": Rester.PARTIR}, True, None),
        ({"lieux": "Chantenay", "rester": Rester.RESTER}, False, True),
        ({"lieux": "Chantenay", "rester": Rester.RESTER}, True, None),
        ({"lieux": "Chantenay", "rester": Rester.PARTIR}, False, None),
        ({"lieux": "Chantenay", "rester": Rester.PARTIR}, None, True),
        ({"lieux": "Nantes", "rester": Rester.PARTIR}, False, False),
        ({"lieux": "Nantes", "rester": Rester.PARTIR}, None, None),
        ({"lieux": "Nantes", "rester": Rester.PARTIR}, True, True),
        ({"lieux": "Nantes", "rester": Rester.RESTER}, True, False),
        ({"lieux": "Nantes", "rester": Rester.INDIFFERENT}, None, True),
    ],
)
def test_le_lieu_se_compare_aux_souhaits(valeurs: dict[str, object], hors: bool | None, rempli: bool | None) -> None:
    assert examen("adapte_lieu", replace(OFFRE, hors_quartier=hors), souhait(**valeurs)).rempli is rempli


@pytest.mark.parametrize("lieux", [
    "Nantes, pas Chantenay", "tout sauf Zola ou Chantenay", "Nantes hors Chantenay", "ni Zola, ni Chantenay",
    "Nantes ; éviter Chantenay", "Chantenay, jamais Zola", "pas Zola",
])
def test_un_lieu_ecarte_n_est_jamais_lu_comme_souhaite(lieux: str) -> None:
    vu = examen("adapte_lieu", replace(OFFRE, hors_quartier=True), souhait(lieux=lieux))
    assert (vu.rempli, vu.phrase) == (None, f"souhait noté : « {lieux} » ; à vérifier pour Chantenay, Nantes")
    rester = souhait(lieux=lieux, rester=Rester.RESTER)
    assert examen("adapte_lieu", replace(OFFRE, hors_quartier=True), rester).rempli is False


def test_une_autre_commune_est_hors_du_quartier_quitte_sans_que_personne_l_ait_dit() -> None:
    ailleurs = replace(OFFRE, commune="Rezé", hors_quartier=None)
    assert examen("adapte_lieu", ailleurs, souhait(rester=Rester.RESTER)).rempli is False
    assert examen("adapte_lieu", ailleurs, souhait(rester=Rester.PARTIR)).rempli is True
    assert examen("adapte_lieu", replace(ailleurs, hors_quartier=False), souhait(rester=Rester.RESTER)).rempli is True
    for commune in ("NANTES", "", None):
        sur_place = replace(ailleurs, commune=commune)
        assert examen("adapte_lieu", sur_place, souhait(rester=Rester.RESTER)).rempli is None


@pytest.mark.parametrize(("etage", "ascenseur", "dit"), [
    (None, True, "avec ascenseur"), (0, True, "rez-de-chaussée"), (0, None, "rez-de-chaussée"),
    (3, True, "3e\u00a0étage, avec ascenseur"),
])
def test_l_acces_ne_dit_que_ce_qui_est_connu(etage: int | None, ascenseur: bool | None, dit: str) -> None:
    attente = replace(ATTENTE, besoins=frozenset({Besoin.RDC_ASCENSEUR}))
    vu = examen("adapte_accessibilite", replace(OFFRE, etage=etage, ascenseur=ascenseur), attente)
    assert (vu.rempli, vu.phrase) == (True, dit)


def test_sans_souhait_le_lieu_est_inconnu() -> None:
    assert examen("adapte_lieu").rempli is None


RDC, FAUTEUIL, DOUCHE = Besoin.RDC_ASCENSEUR, Besoin.FAUTEUIL, Besoin.DOUCHE


@pytest.mark.parametrize(
    ("besoins", "etage", "ascenseur", "rempli"),
    [
        (None, 0, True, None),
        (set(), 5, False, True),
        ({Besoin.AUCUN}, 5, False, True),
        ({RDC}, 0, False, True),
        ({RDC}, 0, None, True),
        ({RDC}, 3, True, True),
        ({RDC}, None, True, True),
        ({RDC}, 1, False, False),
        ({RDC}, 1, None, None),
        ({RDC}, None, False, None),
        ({FAUTEUIL}, 0, None, None),
        ({FAUTEUIL}, 2, False, False),
        ({DOUCHE}, 2, False, None),
    ],
)
def test_l_acces_se_juge_quand_un_besoin_est_note(
    besoins: set[Besoin] | None, etage: int | None, ascenseur: bool | None, rempli: bool | None
) -> None:
    attente = replace(ATTENTE, besoins=None if besoins is None else frozenset(besoins))
    assert examen("adapte_accessibilite", replace(OFFRE, etage=etage, ascenseur=ascenseur), attente).rempli is rempli


@pytest.mark.parametrize(
    ("loyer", "rempli"),
    [(40_000, True), (43_000, True), (43_001, False), (30_000, True), (None, None)],
)
def test_le_budget_suit_la_hausse_que_tolere_la_charte(loyer: int | None, rempli: bool | None) -> None:
    attente = replace(ATTENTE, apres=replace(APRES, loyer=loyer))
    assert examen("adapte_budget", attente=attente).rempli is rempli


@pytest.mark.parametrize(("equivalent", "demolition"), [(False, True), (None, True), (True, False)])
def test_une_hausse_que_la_charte_ne_borne_pas_s_apprecie(equivalent: bool | None, demolition: bool) -> None:
    attente = replace(ATTENTE, equivalent=equivalent, demolition=demolition)
    assert examen("adapte_budget", attente=attente).rempli is None
    assert examen("adapte_budget", attente=replace(attente, apres=AVANT)).rempli is True


@pytest.mark.parametrize(("decale", "rempli"), [(1, True), (0, False), (-1, False)])
def test_le_plancher_du_reste_a_vivre_se_depasse(decale: int, rempli: bool) -> None:
    reste = APRES.reste_par_uc_jour
    assert reste is not None
    assert examen("adapte_budget", limites=replace(LIMITES, plancher=reste - decale)).rempli is rempli


def test_un_reste_sous_le_plancher_mais_pas_plus_bas_qu_avant_reste_dans_les_limites() -> None:
    limites = replace(LIMITES, plancher=100_000)
    assert examen("adapte_budget", attente=replace(ATTENTE, apres=AVANT), limites=limites).rempli is True


def test_un_terme_inconnu_du_budget_est_nomme() -> None:
    attente = replace(ATTENTE, avant=replace(AVANT, rls=None), apres=replace(APRES, apl=None, loyer=None))
    phrase = examen("adapte_budget", attente=attente).phrase
    assert phrase == "inconnu : RLS du logement quitté ; loyer, APL du logement proposé"


def test_l_etat_et_l_hygiene_ne_se_calculent_jamais() -> None:
    assert [examen(p).rempli for p in ("loi_etat", "loi_hygiene")] == [None, None]


def test_un_besoin_professionnel_se_verifie() -> None:
    attente = replace(ATTENTE, besoins=frozenset({Besoin.TRAVAIL}))
    assert examen("loi_besoins").rempli is True
    lu = examen("loi_besoins", attente=attente)
    assert (lu.rempli, "professionnel" in lu.phrase) == (None, True)


@pytest.mark.parametrize(
    ("loyer", "ressources", "rempli"),
    [(40_000, 120_000, True), (40_001, 120_000, None), (42_000, 22_000, None), (42_000, 21_999, False),
     (None, 120_000, None)],
)
def test_les_moyens_sans_seuil_legal(loyer: int | None, ressources: int, rempli: bool | None) -> None:
    attente = replace(ATTENTE, apres=replace(APRES, loyer=loyer, ressources=ressources))
    assert examen("loi_moyens", attente=attente).rempli is rempli


@pytest.mark.parametrize(
    ("commune", "hors", "rempli"),
    [("Nantes", False, True), ("NANTES", False, True), ("Nantes", True, None), ("Nantes", None, None),
     ("Rezé", True, None), (None, False, None), (" ", False, None)],
)
def test_le_perimetre_ne_se_dit_rempli_que_dans_le_quartier(
    commune: str | None, hors: bool | None, rempli: bool | None
) -> None:
    assert examen("loi_perimetre", replace(OFFRE, commune=commune, hors_quartier=hors)).rempli is rempli


@given(
    st.builds(
        Offre, st.none() | st.sampled_from(["T1", "T5", "studio"]), st.none() | st.integers(-1, 9),
        st.none() | st.booleans(), st.none() | st.sampled_from(["Nantes", "Rezé"]), st.none() | st.just("Zola"),
        st.none() | st.booleans(),
    )
)
def test_sans_rien_savoir_du_menage_aucun_point_n_est_rempli_ni_manque(offre: Offre) -> None:
    inconnue = Attente()
    tous = (*points_charte(offre, inconnue, LIMITES), *points_loi(offre, inconnue))
    assert {e.rempli for e in tous} == {None}
    assert all(e.phrase for e in tous)
