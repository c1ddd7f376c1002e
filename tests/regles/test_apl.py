"""L'APL estimée : les cas publics au centime, les tables des arrêtés, les bornes, et ce qui se refuse."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relogement.commun import ErreurMetier
from relogement.regles.apl.bareme import Bareme, ParFamille, charger_bareme
from relogement.regles.apl.formule import PAC_MAXIMUM, Ordre, Situation, Trace, estimer

DONNEES = Path(__file__).parent.parent / "donnees" / "apl"
BAREME = charger_bareme()
EXEMPLE = Situation(date(2026, 11, 1), 1, True, 3, 61000, 2_400_000)
TOLERANCES = {
    "net": ("of_net", "0"), "rls": ("of_rls", "0"), "brut": ("of_montant_brut", "0.011"),
    "apres_rls": ("of_montant_apres_rls", "0.011"), "pp": ("of_pp", "0.001"), "rl": ("of_rl_pct", "0.011"),
    "tl": ("of_tl", "0.00001"), "plafond": ("of_loyer_plafond", "0"), "loyer_retenu": ("of_loyer_retenu", "0"),
    "charges": ("of_charges", "0"), "r0": ("of_r0", "0"), "tf": ("of_tf", "0"), "p0": ("of_p0", "0.0001"),
    "r": ("of_ressources_arrondies", "0"),
}
"""La grandeur de la trace → sa colonne et l'écart admis."""


def _centimes(texte: str) -> int:
    return int(Decimal(texte) * 100)


def cas() -> list[dict[str, str]]:
    """Les cas publics."""
    with (DONNEES / "vecteurs.csv").open(encoding="utf-8") as f:
        return list(csv.DictReader(f))


def situation(c: dict[str, str]) -> Situation:
    """La situation d'un cas."""
    hlm = c["conventionne_hlm"] == "1"
    return Situation(
        date.fromisoformat(c["date"]), int(c["zone"]), c["couple"] == "1", int(c["nb_pac"]),
        _centimes(c["loyer_principal"]), _centimes(c["ressources_annuelles"]), hlm, hlm,
    )


def test_les_quatre_cents_cas_publics_s_accordent() -> None:
    ecarts = []
    for c in cas():
        trace = estimer(situation(c), BAREME, Ordre.OPENFISCA)
        for grandeur, (colonne, tolere) in TOLERANCES.items():
            if abs(getattr(trace, grandeur) - Decimal(c[colonne])) > Decimal(tolere):
                ecarts.append((c["id"], grandeur, getattr(trace, grandeur), c[colonne]))
    assert ecarts == []
    assert len(cas()) == 400


def test_sans_rls_les_deux_ordres_donnent_le_meme_net() -> None:
    for c in cas():
        s = situation(c)
        un, autre = (estimer(s, BAREME, ordre) for ordre in Ordre)
        if un.rls == 0 and s.conventionne:
            assert un.net == autre.net, c["id"]
        elif s.conventionne:
            assert abs(un.net - autre.net) <= 1, c["id"]


def test_l_exemple_commente_se_retrouve_grandeur_par_grandeur() -> None:
    t = estimer(EXEMPLE, BAREME, Ordre.OPENFISCA)
    assert (t.plafond, t.charges, t.rl, t.tp) == tuple(map(Decimal, ("592.62", "102.99", "113.47", "0.02407")))
    assert (t.p0.quantize(Decimal("0.01")), t.pp.quantize(Decimal("0.01"))) == (Decimal("59.13"), Decimal("408.19"))
    assert (t.brut, t.rls, t.net) == (Decimal("282.42"), Decimal("63.15"), Decimal(219))


def test_l_ordre_du_texte_arrondit_avant_la_rls() -> None:
    t = estimer(EXEMPLE, BAREME, Ordre.D823_16)
    # 282,42 - 1,41 = 281,01 → 281 + 1,41 = 282,41 ; moins 98 % de 63,15 = 61,887.
    assert t.apres_rls == Decimal("282.41") - Decimal("61.887")
    assert t.net == Decimal("219.42")


def tableau(nom: str) -> list[list[str]]:
    """Les lignes d'un tableau des arrêtés, sans son trait."""
    texte = (DONNEES / "tables.md").read_text(encoding="utf-8").split(f"## {nom}\n")[1].split("## ")[0]
    lignes = [[c.strip() for c in ligne.strip().strip("|").split("|")] for ligne in texte.splitlines() if ligne]
    return [ligne for ligne in lignes if not set(ligne[0]) <= {"-"} or ligne[0] == ""]


def _famille(p: ParFamille) -> tuple[int, ...]:
    return (p.seul, p.couple, *p.personnes, p.de_plus)


def _relevees(nom: str, zone: str, colonne: int) -> tuple[int, ...]:
    return tuple(_centimes(ligne[colonne]) for ligne in tableau(nom)[1:] if ligne[0] == zone)


def test_les_plafonds_de_loyer_sont_ceux_des_arretes() -> None:
    dates = tableau("loyers")[0][2:]
    assert [t.du.isoformat() for t in BAREME.loyers] == dates
    for rang, table in enumerate(BAREME.loyers):
        for zone in (1, 2, 3):
            assert _famille(table.zones[zone - 1]) == _relevees("loyers", f"zone {zone}", 2 + rang)


def test_les_charges_et_le_plancher_de_p0_sont_ceux_des_arretes() -> None:
    lignes = {ligne[0]: ligne[1:] for ligne in tableau("charges")[1:]}
    for rang, table in enumerate(BAREME.loyers):
        relevees = tuple(_centimes(lignes[n][rang]) for n in ("C, seul ou couple", "C, + par PAC", "plancher de P0"))
        assert (table.charges, table.charges_par_personne, table.p0_plancher) == relevees


def test_r0_est_celui_des_arretes() -> None:
    entete, *lignes = tableau("r0")
    assert [t.du.isoformat() for t in BAREME.r0] == entete[1:]
    for rang, table in enumerate(BAREME.r0):
        assert _famille(table.montants) == tuple(_centimes(ligne[1 + rang]) for ligne in lignes)


def test_la_rls_et_ses_plafonds_sont_ceux_des_arretes() -> None:
    assert [t.du.isoformat() for t in BAREME.rls] == tableau("rls")[0][2:]
    for rang, table in enumerate(BAREME.rls):
        for zone in (1, 2, 3):
            assert _famille(table.zones[zone - 1]) == _relevees("rls", f"z{zone}", 2 + rang)
    for plafonds in BAREME.rls_plafonds:
        for zone in (1, 2, 3):
            (ligne,) = [
                x[2:] for x in tableau("plafonds")[1:] if x[:2] == [plafonds.du.isoformat(), f"zone {zone}"]
            ]
            assert _famille(plafonds.zones[zone - 1]) == tuple(map(_centimes, ligne))


@pytest.mark.parametrize(
    ("le", "plafond"),
    [(date(2026, 9, 30), "585.88"), (date(2026, 10, 1), "592.62")],
)
def test_le_plafond_change_le_premier_octobre(le: date, plafond: str) -> None:
    # Zone 1, trois personnes à charge : 454,10 + 2 × 65,89, puis 459,32 + 2 × 66,65.
    assert estimer(replace(EXEMPLE, le=le), BAREME).plafond == Decimal(plafond)


@pytest.mark.parametrize(("ressources", "due"), [(2_590_000, True), (2_590_100, False)])
def test_la_rls_est_due_sous_le_plafond_du_mois(ressources: int, due: bool) -> None:
    # Le plafond est de 2 165 € par mois ; R s'arrondit à la centaine supérieure : 25 900 € font 2 158,33 € par mois,
    # un centime de plus en fait 26 000 et 2 166,67.
    assert (estimer(replace(EXEMPLE, ressources=ressources), BAREME).rls > 0) is due


def test_la_rls_ne_va_qu_aux_locataires_d_un_organisme_hlm_ou_d_une_sem() -> None:
    assert estimer(replace(EXEMPLE, hlm=False), BAREME).rls == 0


ressources_annuelles = st.integers(0, 6_000_000)
situations = st.builds(
    Situation,
    le=st.dates(date(2021, 1, 1), date(2026, 12, 31)), zone=st.sampled_from((1, 2, 3)), couple=st.booleans(),
    pac=st.integers(0, PAC_MAXIMUM), loyer=st.integers(1, 200_000), ressources=ressources_annuelles,
    hlm=st.booleans(), conventionne=st.just(value=True), handicap=st.booleans(),
)


@given(situations, ressources_annuelles, st.sampled_from(Ordre))
def test_plus_de_ressources_n_augmente_jamais_l_aide_avant_rls(s: Situation, plus: int, ordre: Ordre) -> None:
    riche = replace(s, ressources=s.ressources + plus)
    assert estimer(riche, BAREME, ordre).brut <= estimer(s, BAREME, ordre).brut


@given(situations, ressources_annuelles, st.sampled_from(Ordre))
def test_a_rls_egale_plus_de_ressources_n_augmente_jamais_l_apl(s: Situation, plus: int, ordre: Ordre) -> None:
    pauvre, riche = (estimer(x, BAREME, ordre) for x in (s, replace(s, ressources=s.ressources + plus)))
    if pauvre.rls == riche.rls:
        assert riche.net <= pauvre.net


@given(situations)
def test_l_aide_s_eteint_au_dela_du_loyer_d_extinction(s: Situation) -> None:
    plafond = estimer(s, BAREME).plafond
    fin = int(plafond * 100 * (4 if s.zone == 1 else Decimal("3.1"))) + 1
    eteint = estimer(replace(s, loyer=fin, handicap=False), BAREME)
    assert eteint.brut == eteint.net == 0


@given(situations, st.sampled_from(Ordre))
def test_l_aide_n_est_jamais_negative_ni_plus_forte_que_loyer_et_charges(s: Situation, ordre: Ordre) -> None:
    t = estimer(s, BAREME, ordre)
    assert 0 <= t.net <= t.loyer_retenu + t.charges


@pytest.mark.parametrize(
    ("change", "phrase"),
    [
        ({"loyer": 0}, "supérieur à zéro"),
        ({"loyer": -100}, "supérieur à zéro"),
        ({"ressources": -1}, "négatives"),
        ({"pac": 14}, "14 personnes à charge"),
        ({"pac": -1}, "-1 personnes à charge"),
        ({"zone": 4}, "zone APL"),
        ({"le": date(2019, 6, 1)}, "connus depuis le 01/10/2020"),
        ({"le": date(2020, 9, 30)}, "connus depuis le 01/10/2020"),
        ({"le": date(2031, 1, 1)}, "jusqu'au 31/12/2026"),
    ],
)
def test_une_demande_impossible_recoit_une_phrase_jamais_un_nombre(change: dict[str, object], phrase: str) -> None:
    with pytest.raises(ErreurMetier, match=phrase):
        estimer(replace(EXEMPLE, **change), BAREME)  # type: ignore[arg-type]  # un champ à la fois


@pytest.mark.parametrize(
    ("le", "perime"),
    [
        (date(2026, 12, 31), None), (date(2027, 1, 1), date(2027, 1, 1)), (date(2028, 2, 29), date(2027, 1, 1)),
    ],
)
def test_un_bareme_perime_se_dit(le: date, perime: date | None) -> None:
    assert estimer(replace(EXEMPLE, le=le), BAREME).perime_depuis == perime


def test_quatorze_mois_apres_la_fin_de_validite_rien_ne_s_estime_plus() -> None:
    dernier = date(2028, 2, 29)
    estimer(replace(EXEMPLE, le=dernier), BAREME)
    with pytest.raises(ErreurMetier, match="mettez l'application à jour"):
        estimer(replace(EXEMPLE, le=dernier + timedelta(days=1)), BAREME)


def _tables(b: Bareme) -> Iterator[tuple[date, str]]:
    for serie in (b.loyers, b.r0, b.rls, b.rls_plafonds, b.taux):
        assert [t.du for t in serie] == sorted({t.du for t in serie})
        yield from ((t.du, t.reference) for t in serie)


def test_chaque_table_est_datee_et_dit_sa_reference() -> None:
    assert all("arrêté" in reference for _, reference in _tables(BAREME))
    assert BAREME.premier == date(2020, 10, 1)
    assert max(du for du, _ in _tables(BAREME)) <= BAREME.valable_jusquau


def test_la_trace_nomme_ses_references() -> None:
    t: Trace = estimer(EXEMPLE, BAREME)
    assert any("28/09/2026" in r for r in t.references)
    assert any("22/05/2026" in r for r in t.references)
