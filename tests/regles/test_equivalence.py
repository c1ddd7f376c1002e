"""« Logement équivalent » : même type et surface proche, au dm² ; l'inconnu se dit ; un agent peut corriger."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relogement.regles.charte import cles
from relogement.regles.charte.elagage import faits_au
from relogement.regles.charte.parametres import SourceParametre, charger_charte
from relogement.regles.equivalence import Equivalence, EquivalenceDite, comparer, dite
from relogement.regles.faits import FaitsMenage, Proposition
from relogement.regles.typologie import Gabarit
from tests.regles.dossiers import OPERATION

DIX, QUITTE = Decimal(10), Gabarit("T3", 6_000)


def juger(type_: str | None, surface: int | None, quitte: Gabarit = QUITTE) -> Equivalence:
    return comparer(quitte, Gabarit(type_, surface), DIX)


@pytest.mark.parametrize(
    ("surface", "vraie"), [(5_399, False), (5_400, True), (6_000, True), (6_600, True), (6_601, False)]
)
def test_la_surface_est_proche_a_dix_pour_cent_compris_dans_les_deux_sens(surface: int, vraie: bool) -> None:
    assert juger("T3", surface).vraie is vraie


@pytest.mark.parametrize("type_", ["T2", "T4", "F4"])
def test_un_autre_type_n_est_pas_equivalent_meme_sans_surface(type_: str) -> None:
    trouve = juger(type_, None)
    assert trouve.vraie is False
    assert trouve.phrase == f"un {type_} pour un T3 quitté"


@pytest.mark.parametrize("type_", ["T3", "t3", "F3", "T3 bis"])
def test_le_meme_nombre_de_pieces_est_le_meme_type(type_: str) -> None:
    assert juger(type_, 6_000).vraie is True


@pytest.mark.parametrize(
    ("quitte", "offert", "dit"),
    [
        (Gabarit(None, 6_000), Gabarit("T3", 6_000), "le type du logement quitté n'est pas connu"),
        (QUITTE, Gabarit(None, 6_000), "le type du logement proposé n'est pas connu"),
        (QUITTE, Gabarit("studio", 6_000), "les types T3 et studio ne se comparent pas"),
        (QUITTE, Gabarit("T3", None), "la surface du logement proposé n'est pas connue"),
        (Gabarit("T3", None), Gabarit("T3", 6_000), "la surface du logement quitté n'est pas connue"),
    ],
)
def test_ce_qui_manque_laisse_l_equivalence_inconnue_et_se_dit(quitte: Gabarit, offert: Gabarit, dit: str) -> None:
    trouve = comparer(quitte, offert, DIX)
    assert trouve.vraie is None
    assert dit in trouve.phrase


def test_la_phrase_dit_les_deux_surfaces_et_la_tolerance() -> None:
    phrase = juger("T3", 6_400).phrase.replace("\N{NO-BREAK SPACE}", " ")
    assert phrase == "même type, 64 m² pour 60 m² quittés, à 10 % près"
    assert juger("T3", 8_000).phrase.endswith("plus de 10\N{NO-BREAK SPACE}% d'écart")


def test_la_tolerance_se_dit_choix_du_projet() -> None:
    parametre = charger_charte().parametre(cles.SURFACE_EQUIVALENTE, date(2026, 1, 1))
    assert (parametre.valeur, parametre.source) == (10, SourceParametre.PROJET)


def test_un_agent_l_emporte_et_la_phrase_garde_la_regle() -> None:
    qui = EquivalenceDite(date(2026, 6, 12), "Nadia R.", "une pièce aveugle")
    trouve = dite(False, qui, juger("T3", 6_000))
    assert trouve.vraie is False
    assert trouve.phrase.startswith("jugé non équivalent par Nadia R. le 12/06/2026 : une pièce aveugle (la règle :")


def test_une_correction_ne_se_voit_pas_avant_son_jour() -> None:
    qui = EquivalenceDite(date(2026, 6, 12), "Nadia R.", "une pièce aveugle")
    p = Proposition("p", 1, date(2026, 6, 1), equivalent=False, equivalence=qui)
    faits = FaitsMenage("m", OPERATION, propositions=(p,))
    la_veille = faits_au(faits, date(2026, 6, 11)).propositions[0]
    assert (la_veille.equivalent, la_veille.equivalence) == (None, None)
    assert faits_au(faits, date(2026, 6, 12)).propositions[0] is p


@given(st.integers(1, 20_000), st.integers(1, 20_000), st.integers(0, 100), st.integers(0, 50))
def test_une_tolerance_plus_large_ne_defait_jamais_une_equivalence(q: int, o: int, part: int, plus: int) -> None:
    def vraie(tolerance: int) -> bool:
        return bool(comparer(Gabarit("T2", q), Gabarit("T2", o), Decimal(tolerance)).vraie)

    assert vraie(part) <= vraie(part + plus)
    assert vraie(100) or o > 2 * q
