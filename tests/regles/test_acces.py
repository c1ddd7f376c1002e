"""L'accessibilité d'un logement pour un ménage et pour son ménage type : au centime, à la date, et l'inconnu se dit."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relogement.commun import ErreurMetier
from relogement.regles.apl.bareme import charger_bareme
from relogement.regles.apl.famille import Famille
from relogement.regles.apl.plafond import plafond_loyer
from relogement.regles.apl.zones import Zone
from relogement.regles.convention.acces import Acces, acces, acces_menage, acces_type
from relogement.regles.convention.accessibilite import Accessibilite, situer
from relogement.regles.convention.menages_types import charger_menages_types, menage_type
from relogement.regles.dossier_budget import DossierBudget
from relogement.regles.faits import FaitsMenage, Personne
from relogement.vocabulaire import GenreBailleur, Lien
from tests.regles.dossiers import OPERATION

BAREME, MARGE, LE = charger_bareme(), 3000, date(2026, 11, 18)
FOYER = (
    Personne("a", Lien.TITULAIRE, None), Personne("b", Lien.CONJOINT, None),
    Personne("e", Lien.ENFANT, None, naissance=date(2015, 1, 1)),
)
SANS_NAISSANCE = (Personne("a", Lien.TITULAIRE, None), Personne("e", Lien.ENFANT, None))
COUPLE_UN_ENFANT = FaitsMenage("m", OPERATION, personnes=FOYER)


def _zone() -> Zone:
    return Zone(2, "Nantes")


def _sans_zone() -> Zone:
    raise ErreurMetier("La zone APL de « Ailleurs » n'est pas connue : indiquez 1, 2 ou 3.", "zone_apl")


def _pour(
    loyer: int | None, faits: FaitsMenage = COUPLE_UN_ENFANT, le: date = LE, commune: str = "Nantes"
) -> Acces:
    return acces_menage(DossierBudget(faits, "Nantes", GenreBailleur.HLM), loyer, commune, None, le, MARGE)


PLAFOND = plafond_loyer(Famille(couple=True, pac=1), _zone(), LE, BAREME).montant


@pytest.mark.parametrize(
    ("ecart", "attendue"),
    [
        (-1, Accessibilite.ACCESSIBLE),
        (0, Accessibilite.ACCESSIBLE),
        (1, Accessibilite.POTENTIELLE),
        (3000, Accessibilite.POTENTIELLE),
        (3001, Accessibilite.AU_DELA),
    ],
)
def test_le_plafond_et_la_marge_sont_compris_au_centime(ecart: int, attendue: Accessibilite) -> None:
    trouve = _pour(PLAFOND + ecart)
    assert (trouve.quoi, trouve.plafond, trouve.ecart) == (attendue, PLAFOND, ecart)


@pytest.mark.parametrize(
    ("le", "zone", "famille", "plafond"),
    [
        (date(2022, 7, 1), 1, Famille(True, 1), 42_052),
        (date(2022, 6, 30), 1, Famille(True, 1), 40_630),
        (date(2025, 10, 1), 2, Famille(False, 0), 29_034),
        (date(2025, 10, 1), 2, Famille(True, 0), 35_538),
        (date(2025, 10, 1), 3, Famille(False, 3), 36_988 + 2 * 5_301),
    ],
)
def test_le_plafond_est_celui_de_la_table_du_jour(le: date, zone: int, famille: Famille, plafond: int) -> None:
    assert plafond_loyer(famille, Zone(zone, ""), le, BAREME).montant == plafond


def test_la_phrase_dit_le_loyer_le_plafond_et_d_ou_il_vient() -> None:
    le = date(2022, 7, 1)
    sous = acces(40_200, plafond_loyer(Famille(True, 1), Zone(1, ""), le, BAREME), MARGE, "ce ménage")
    assert sous.phrase.replace("\N{NO-BREAK SPACE}", " ") == (
        "accessible pour ce ménage : loyer 402,00 € ≤ plafond 420,52 €"
    )
    assert sous.origine == "en couple, 1 personne à charge, zone 1, table du 01/07/2022"
    assert "30,01 € au-dessus" in _pour(PLAFOND + 3001).phrase.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("loyer", "personnes", "commune", "dit"),
    [
        (None, FOYER, "Nantes", "le loyer du logement n'est pas noté"),
        (30_000, FOYER, "Ailleurs", "la zone APL de « Ailleurs »"),
        (30_000, (), "Nantes", "personne n'est noté au foyer"),
        (30_000, SANS_NAISSANCE, "Nantes", "date de naissance d'un enfant"),
    ],
)
def test_l_inconnu_n_est_jamais_accessible_et_dit_pourquoi(
    loyer: int | None, personnes: tuple[Personne, ...], commune: str, dit: str
) -> None:
    trouve = _pour(loyer, FaitsMenage("m", OPERATION, personnes=personnes), commune=commune)
    assert trouve.quoi is Accessibilite.INCONNUE
    assert dit in trouve.phrase


@pytest.mark.parametrize("le", [date(2019, 6, 1), date(2031, 1, 1)])
def test_un_jour_sans_bareme_n_a_pas_de_plafond(le: date) -> None:
    assert _pour(30_000, le=le).quoi is Accessibilite.INCONNUE


def test_apres_sa_fin_de_validite_le_plafond_se_dit_perime() -> None:
    assert "périmé" not in _pour(30_000, le=date(2026, 12, 31)).origine
    assert _pour(30_000, le=date(2027, 1, 1)).origine.endswith("barème périmé depuis le 01/01/2027")


@pytest.mark.parametrize(
    ("type_", "famille"),
    [("T0", (False, 0)), ("T1", (False, 0)), ("T2", (True, 0)), ("T3", (True, 1)), ("T7", (True, 5))],
)
def test_le_menage_type_compte_une_personne_par_piece(type_: str, famille: tuple[bool, int]) -> None:
    trouvee = menage_type(type_, LE)
    assert (trouvee.couple, trouvee.pac) == famille


@pytest.mark.parametrize("type_", [None, "", "studio", "T3 ou T4", "T8"])
def test_un_type_qui_ne_dit_pas_sa_taille_n_a_pas_de_menage_type(type_: str | None) -> None:
    with pytest.raises(ErreurMetier):
        menage_type(type_, LE)
    assert acces_type(type_, 30_000, None, _zone, LE, BAREME, MARGE).quoi is Accessibilite.INCONNUE


def test_le_choix_du_menage_type_se_dit_de_l_application() -> None:
    assert all(t.source.startswith("choix de l'application") for t in charger_menages_types())


def test_un_plafond_tape_l_emporte_sur_celui_du_menage_type() -> None:
    tape = acces_type("T3", 30_000, 29_999, _sans_zone, LE, BAREME, MARGE)
    assert (tape.quoi, tape.origine) == (Accessibilite.POTENTIELLE, "plafond tapé par un agent")
    calcule = acces_type("T3", PLAFOND, None, _zone, LE, BAREME, MARGE)
    assert (calcule.quoi, calcule.plafond) == (Accessibilite.ACCESSIBLE, PLAFOND)


RANGS = (Accessibilite.ACCESSIBLE, Accessibilite.POTENTIELLE, Accessibilite.AU_DELA)


@given(st.integers(0, 200_000), st.integers(0, 5_000), st.integers(0, 100_000))
def test_un_loyer_plus_haut_n_est_jamais_plus_accessible(loyer: int, hausse: int, plafond: int) -> None:
    assert RANGS.index(situer(loyer, plafond, MARGE)) <= RANGS.index(situer(loyer + hausse, plafond, MARGE))


@given(st.integers(0, 200_000), st.integers(0, 6))
def test_une_personne_a_charge_de_plus_ne_rend_jamais_moins_accessible(loyer: int, pac: int) -> None:
    def rang(n: int) -> int:
        famille = Famille(couple=True, pac=n)
        return RANGS.index(acces(loyer, plafond_loyer(famille, _zone(), LE, BAREME), MARGE, "").quoi)

    assert rang(pac + 1) <= rang(pac)


def test_quatorze_personnes_a_charge_n_ont_pas_de_plafond() -> None:
    with pytest.raises(ErreurMetier, match="14 personnes à charge"):
        plafond_loyer(Famille(couple=False, pac=14), _zone(), LE, BAREME)
