"""La minoration de loyer de l'ANRU : ses conditions, une à une, et le forfait en vigueur au bail, dit ou refusé."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from relogement.formats import euros
from relogement.regles.calendrier import jour_fr
from relogement.regles.minoration.bareme import LigneForfait, premier_a_taper
from relogement.regles.minoration.conditions import Accueil, conditions, dire_reunies, reunies
from relogement.regles.minoration.forfait import dire_quota, forfait
from relogement.vocabulaire import ZoneMinoration

VEILLE, JOUR = date(2021, 9, 30), date(2021, 10, 1)
ACCUEIL = Accueil(True, True, False, True, True, VEILLE, 38_000, 38_000)
Z = ZoneMinoration
ZONE_2 = Z.DEUX


def ligne(zone: ZoneMinoration | None = Z.DEUX, mini: int = 3, maxi: int | None = 4, montant: int = 12_345, **v: Any
          ) -> LigneForfait:
    """Une ligne inventée."""
    return replace(LigneForfait(JOUR, None, zone, mini, maxi, montant, "note inventée"), **v)


@pytest.mark.parametrize(("type_", "montant"), [
    ("T0", 150_000), ("T1", 150_000), ("T2", 150_000),
    ("T3", 400_000), ("T4", 400_000), ("T5", 500_000), ("T7", 500_000),
])
def test_le_forfait_de_2016_suit_le_nombre_de_pieces_quelle_que_soit_la_zone(type_: str, montant: int) -> None:
    lu = forfait(VEILLE, type_, None, [ligne(montant=1, du=date(2016, 1, 1))])
    assert lu.montant == montant
    assert f"{type_} : {euros(montant, entier=True)}" in lu.phrase


def test_depuis_octobre_2021_les_montants_se_tapent_et_cela_se_dit() -> None:
    lu = forfait(JOUR, "T3", ZONE_2, [])
    assert (lu.montant, lu.a_taper) == (None, True)
    assert "ne sont pas livrés" in lu.phrase
    assert "Minoration ANRU" in lu.phrase
    assert "barème du 22/07/2016" in forfait(VEILLE, "T3", ZONE_2, []).phrase
    assert premier_a_taper().du == JOUR


def test_avant_le_premier_bareme_ou_sans_type_une_phrase() -> None:
    assert "avant le 22/07/2016" in forfait(date(2016, 7, 21), "T3", ZONE_2, []).phrase
    assert "type du logement" in forfait(VEILLE, None, ZONE_2, []).phrase


@pytest.mark.parametrize(("bail", "type_", "zone", "montant"), [
    (JOUR, "T3", Z.DEUX, 12_345), (JOUR, "T4", Z.DEUX, 12_345), (JOUR, "T2", Z.DEUX, None), (JOUR, "T5", Z.DEUX, None),
    (JOUR, "T3", Z.TROIS, None), (JOUR, "T3", Z.UN, None),
])
def test_une_ligne_tapee_repond_a_sa_zone_et_a_ses_types(
    bail: date, type_: str, zone: ZoneMinoration, montant: int | None
) -> None:
    assert forfait(bail, type_, zone, [ligne()]).montant == montant


@pytest.mark.parametrize(("bail", "montant"), [
    (date(2023, 12, 31), None), (date(2024, 1, 1), 12_345), (date(2024, 6, 30), 12_345), (date(2024, 7, 1), None),
])
def test_une_ligne_vaut_de_son_jour_a_sa_fin_compris(bail: date, montant: int | None) -> None:
    tapees = [ligne(du=date(2024, 1, 1), au=date(2024, 6, 30))]
    assert forfait(bail, "T3", ZONE_2, tapees).montant == montant


def test_la_zone_1_bis_ne_se_confond_pas_avec_la_1() -> None:
    deux = [ligne(zone=Z.UN), ligne(zone=Z.UN_BIS, montant=20_000)]
    assert [forfait(JOUR, "T3", z, deux).montant for z in (Z.UN, Z.UN_BIS)] == [12_345, 20_000]
    assert "en zone 1 bis : 200" in forfait(JOUR, "T3", Z.UN_BIS, deux).phrase


def test_sans_zone_choisie_le_forfait_est_inconnu_et_dit_ce_qui_manque() -> None:
    sans = forfait(JOUR, "T3", None, [ligne()])
    assert sans.montant is None
    assert "il manque la zone du logement (arrêté du 5 mai 1995)" in sans.phrase
    assert "zone 2, 123,45" in sans.phrase
    assert forfait(JOUR, "T3", None, [ligne(zone=None)]).montant == 12_345
    partout = [ligne(zone=z) for z in Z]
    assert forfait(JOUR, "T3", None, partout).montant == 12_345


def test_deux_lignes_qui_repondent_differemment_ne_donnent_aucun_montant() -> None:
    dit = forfait(JOUR, "T3", ZONE_2, [ligne(), ligne(montant=99_900)])
    assert dit.montant is None
    assert "123,45" in dit.phrase
    assert "999" in dit.phrase


@pytest.mark.parametrize(("autre", "croise"), [
    (ligne(), True), (ligne(zone=None), True), (ligne(zone=Z.TROIS), False), (ligne(mini=4, maxi=None), True),
    (ligne(mini=5, maxi=None), False), (ligne(mini=1, maxi=2), False), (ligne(du=date(2024, 1, 1)), True),
])
def test_deux_lignes_se_croisent_si_un_meme_bail_y_repond(autre: LigneForfait, croise: bool) -> None:
    assert ligne().croise(autre) is croise
    assert autre.croise(ligne()) is croise


def test_la_veille_et_le_jour_ne_se_croisent_pas() -> None:
    finie = ligne(au=date(2023, 12, 31))
    assert not finie.croise(ligne(du=date(2024, 1, 1)))
    assert finie.croise(ligne(du=date(2023, 12, 31)))


@pytest.mark.parametrize(
    ("change", "remplies"),
    [
        ({}, [True, True, True, True]),
        ({"anru": False}, [False, True, True, True]),
        ({"demolition": False}, [None, True, True, True]),
        ({"temporaire": True}, [True, False, True, True]),
        ({"neuf_envoi": None, "neuf_bail": None}, [True, True, None, True]),
        ({"neuf_envoi": False, "neuf_bail": False}, [True, True, False, True]),
        ({"neuf_bail": False}, [True, True, None, True]),
        ({"loyer": 38_001}, [True, True, True, False]),
        ({"loyer": 37_999}, [True, True, True, True]),
        ({"loyer": None}, [True, True, True, None]),
        ({"plafond": None}, [True, True, True, None]),
    ],
)
def test_chaque_condition_est_remplie_non_remplie_ou_inconnue(
    change: dict[str, Any], remplies: list[bool | None]
) -> None:
    lues = conditions(replace(ACCUEIL, **change))
    assert [c.remplie for c in lues] == remplies
    assert reunies(lues) is (False if False in remplies else None if None in remplies else True)


def test_depuis_octobre_2021_un_logement_plus_ancien_reste_a_verifier() -> None:
    ancien = replace(ACCUEIL, neuf_envoi=False, neuf_bail=False, livre=date(2010, 5, 3))
    assert [conditions(replace(ancien, bail=b))[2].remplie for b in (VEILLE, JOUR)] == [False, None]
    assert "RT 2005" in conditions(replace(ancien, bail=JOUR))[2].phrase


ANCIEN = replace(ACCUEIL, neuf_envoi=False, neuf_bail=False, livre=date(1985, 6, 1), livre_recent=False)


@pytest.mark.parametrize(("convention", "remplie"), [
    (date(2016, 9, 30), False), (date(2016, 10, 1), True), (date(2021, 3, 1), True), (date(2022, 1, 1), True),
    (date(2010, 1, 1), False), (None, False),
])
def test_conventionne_depuis_moins_de_cinq_ans_au_bail_compte_comme_du_neuf(
    convention: date | None, remplie: bool
) -> None:
    """Le bail est du 30/09/2021 : une convention du 30/09/2016 a cinq ans ce jour-là."""
    lue = conditions(replace(ANCIEN, convention=convention))[2]
    assert lue.remplie is remplie
    dit = "aucune convention récente n'est notée" if convention is None else f"conventionné le {jour_fr(convention)}"
    assert dit in lue.phrase


@pytest.mark.parametrize(("note", "livre", "recent", "dit"), [
    (True, date(1990, 1, 1), False, "le dit neuf ou récent, et livré le 01/01/1990 : à vérifier"),
    (False, date(2021, 1, 1), True, "le dit ni neuf ni récent, et livré le 01/01/2021 : à vérifier"),
    (True, date(2021, 1, 1), True, "d'après la fiche du logement : neuf"),
    (True, None, None, "d'après la fiche du logement : neuf"),
    (None, date(2021, 1, 1), True, "livré le 01/01/2021 : neuf"),
])
def test_une_fiche_qui_se_contredit_reste_a_verifier(
    note: bool | None, livre: date | None, recent: bool | None, dit: str
) -> None:
    lue = conditions(replace(ACCUEIL, neuf_note=note, livre=livre, livre_recent=recent))[2]
    assert (lue.remplie, dit in lue.phrase) == (None if "à vérifier" in dit else True, True), lue.phrase


def test_la_phrase_dit_les_chiffres_ou_ce_qui_manque() -> None:
    def dit(**change: Any) -> str:
        return conditions(replace(ACCUEIL, **change))[3].phrase.replace("\u00a0", " ")

    assert dit(plafond_origine="zone 2") == "loyer 380,00 € pour un plafond de 380,00 € (zone 2)"
    assert dit(loyer=38_001) == "loyer 380,01 €, 0,01 € de trop pour un plafond de 380,00 €"
    assert dit(loyer=None) == "il manque le loyer du bail, pour un plafond de 380,00 €"
    manque = dit(plafond=None, plafond_manque="La commune n'est pas notée.")
    assert manque == "il manque le plafond APL du ménage : la commune n'est pas notée"


def test_le_resume_compte_ce_qui_manque_d_abord() -> None:
    assert dire_reunies(conditions(ACCUEIL)) == "toutes les conditions sont remplies"
    assert "1 condition reste à vérifier" in dire_reunies(conditions(replace(ACCUEIL, loyer=None)))
    assert "2 conditions ne sont pas remplies" in dire_reunies(
        conditions(replace(ACCUEIL, anru=False, temporaire=True, loyer=None))
    )


@pytest.mark.parametrize(("demandes", "prevus", "phrase"), [
    (0, None, "0 forfait demandé ; le nombre que prévoit la convention n'est pas noté dans les réglages de "
              "l'opération"),
    (40, 40, "40 forfaits demandés sur 40 prévus par la convention"),
    (41, 40, "41 forfaits demandés pour 40 prévus par la convention : le nombre est dépassé"),
])
def test_les_forfaits_demandes_se_comptent_sur_ceux_de_la_convention(
    demandes: int, prevus: int | None, phrase: str
) -> None:
    assert dire_quota(demandes, prevus) == phrase
