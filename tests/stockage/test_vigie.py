"""La vigie voit ce qu'un autre programme écrit dans la base ouverte."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from relogement.stockage.base import Base, ouvrir_base
from relogement.stockage.vigie import TABLES, Vigie
from tests.ui.outils import base_neuve, operation


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    ouverte = base_neuve(tmp_path)
    yield ouverte
    ouverte.fermer()


@pytest.fixture
def vigie(base: Base) -> Iterator[Vigie]:
    ouverte = Vigie(base)
    yield ouverte
    ouverte.fermer()


def test_un_geste_fait_par_une_autre_ouverture_de_la_base_se_voit_une_seule_fois(base: Base, vigie: Vigie) -> None:
    autre = ouvrir_base(base.chemin, str, poste=base.poste_id)
    operation(autre, "UN")
    operation(autre, "DEUX")
    autre.fermer()
    assert len(vigie.nouveaux()) == 2
    assert vigie.nouveaux() == []


def test_un_brouillon_n_est_pas_un_geste(base: Base, vigie: Vigie) -> None:
    base.ecrire_brouillon("operation", "nom", "Belle")
    assert vigie.nouveaux() == []


def test_les_gestes_deja_faits_a_l_ouverture_ne_sont_pas_nouveaux(base: Base) -> None:
    operation(base)
    vigie = Vigie(base)
    assert vigie.nouveaux() == []
    vigie.fermer()


def test_la_vigie_ne_retient_pas_les_ecritures(base: Base, vigie: Vigie) -> None:
    vigie.nouveaux()
    operation(base)
    assert len(vigie.nouveaux()) == 1


def test_toutes_les_tables_sont_nommees() -> None:
    assert {"menage", "operation", "proposition"} <= TABLES
