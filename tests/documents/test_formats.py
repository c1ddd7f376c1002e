"""Déductions, écarts, périodes, tailles ; l'inconnu ne s'écrit jamais zéro."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from relogement.documents import formats as f

_ = "\u00a0"


@pytest.mark.parametrize(("centimes", "attendu"), [(None, "inconnu"), (0, f"0,00{_}€"), (4306, f"−{_}43,06{_}€")])
def test_deduction(centimes: int | None, attendu: str) -> None:
    assert f.deduction(centimes) == attendu


@pytest.mark.parametrize(
    ("difference", "attendu"),
    [
        (None, "inconnu"),
        ((0, Decimal(0)), f"0,00{_}€"),
        ((1200, Decimal("0.094")), f"+{_}12,00{_}€ (+{_}9,4{_}%)"),
        ((-1200, Decimal("-0.094")), f"−{_}12,00{_}€ (−{_}9,4{_}%)"),
        ((1200, None), f"+{_}12,00{_}€"),
    ],
)
def test_ecart(difference: tuple[int, Decimal | None] | None, attendu: str) -> None:
    assert f.ecart_euros(difference) == attendu


@pytest.mark.parametrize(
    ("genre", "dm2", "attendu"),
    [
        (None, None, "inconnu"),
        ("T4", None, "T4, surface inconnue"),
        (None, 7000, f"type inconnu, 70{_}m²"),
        ("T4", 7225, f"T4, 72,25{_}m²"),
    ],
)
def test_type_et_surface(genre: str | None, dm2: int | None, attendu: str) -> None:
    assert f.type_surface(genre, dm2) == attendu


@pytest.mark.parametrize(
    ("du", "au", "attendu"),
    [
        (None, None, "non renseigné"),
        (date(2026, 3, 5), None, "depuis le 05/03/2026"),
        (None, date(2026, 3, 5), "jusqu'au 05/03/2026"),
        (date(2026, 1, 1), date(2026, 3, 5), "du 01/01/2026 au 05/03/2026"),
    ],
)
def test_periode(du: date | None, au: date | None, attendu: str) -> None:
    assert f.periode(du, au) == attendu


@pytest.mark.parametrize(
    ("octets", "attendu"),
    [(0, f"0{_}o"), (999, f"999{_}o"), (1000, f"1{_}ko"), (340_400, f"340,4{_}ko"), (1_234_567, f"1,2{_}Mo")],
)
def test_taille(octets: int, attendu: str) -> None:
    assert f.taille(octets) == attendu


def test_une_suite_vide_se_dit() -> None:
    assert f.suite(()) == "non renseigné"
    assert f.texte_ou("  ") == "non renseigné"
