"""La minoration de loyer de l'ANRU : ses conditions et le forfait en vigueur au bail, dit ou refusé d'une phrase."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from relogement.formats import euros
from relogement.regles.minoration import Accueil, conditions, dire_forfait, dire_quota

ACCUEIL = Accueil(True, False, True, "T3", date(2021, 9, 30), 38_000, 38_000)


@pytest.mark.parametrize(("type_", "montant"), [
    ("T0", 150_000), ("T1", 150_000), ("T2", 150_000),
    ("T3", 400_000), ("T4", 400_000), ("T5", 500_000), ("T7", 500_000),
])
def test_le_forfait_de_2016_suit_le_nombre_de_pieces(type_: str, montant: int) -> None:
    assert dire_forfait(replace(ACCUEIL, type=type_)).endswith(f"pour un {type_} : {euros(montant, entier=True)}")


def test_depuis_octobre_2021_les_montants_se_tapent_et_cela_se_dit() -> None:
    assert "ne sont pas dans l'application" in dire_forfait(replace(ACCUEIL, bail=date(2021, 10, 1)))
    assert "Forfait du barème du 22/07/2016" in dire_forfait(ACCUEIL)


def test_avant_le_premier_bareme_ou_sans_type_une_phrase() -> None:
    assert "avant le 22/07/2016" in dire_forfait(replace(ACCUEIL, bail=date(2016, 7, 21)))
    assert "type du logement" in dire_forfait(replace(ACCUEIL, type=None))


@pytest.mark.parametrize(
    ("change", "remplies"),
    [
        ({}, [True, True, True, True]),
        ({"demolition_anru": False}, [False, True, True, True]),
        ({"temporaire": True}, [True, False, True, True]),
        ({"neuf": None}, [True, True, None, True]),
        ({"loyer": 38_001}, [True, True, True, False]),
        ({"plafond_apl": None}, [True, True, True, None]),
    ],
)
def test_chaque_condition_est_remplie_non_remplie_ou_inconnue(
    change: dict[str, object], remplies: list[bool | None]
) -> None:
    accueil = replace(ACCUEIL, **change)  # type: ignore[arg-type]  # champs variés
    assert [remplie for remplie, _ in conditions(accueil)] == remplies


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
