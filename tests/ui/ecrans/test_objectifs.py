"""Les objectifs locaux se notent dans l'onglet Évaluation, en % ou en euros selon le chiffre visé."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from relogement.stockage.base import Base
from relogement.stockage.lectures_operation import vie_operation
from tests.outils import Horloge
from tests.ui.conduite import Conduite
from tests.ui.outils import base_neuve, operation
from ui.app import assembler
from ui.ecrans.operation.page import PageOperation

FIXE = {"le": "01/02/2026", "horizon": "31/12/2028", "source": "Convention, annexe 2"}


@pytest.fixture
def base(tmp_path: Path) -> Base:
    return base_neuve(tmp_path)


@pytest.fixture
def bellevue(base: Base) -> UUID:
    return operation(base)


@pytest.fixture
def c(qtbot: QtBot, base: Base, bellevue: UUID) -> Iterator[Conduite]:
    """La fenêtre, ouverte sur l'onglet Évaluation."""
    horloge = Horloge(date(2026, 11, 18))
    fait = assembler(base, None, horloge)
    qtbot.addWidget(fait.fenetre)
    fait.fenetre.resize(1440, 900)
    fait.fenetre.show()
    fait.fenetre.activateWindow()
    qtbot.waitUntil(fait.fenetre.isActiveWindow)
    page = fait.fenetre.montrer("operation", id=bellevue)
    assert isinstance(page, PageOperation)
    page.onglets.choisir("evaluation")
    yield Conduite(qtbot, fait, horloge)
    fait.fermer()


def notes(base: Base, operation_id: UUID) -> list[tuple[Any, ...]]:
    """Les objectifs de l'opération."""
    return [(o["indicateur"], o["initiale"], o["cible"]) for o in vie_operation(base, operation_id).objectifs]


def test_un_objectif_se_note_se_corrige_et_se_retire(c: Conduite, base: Base, bellevue: UUID) -> None:
    c.cliquer("Noter un objectif")
    c.faire("Enregistrer", indicateur="neuf", initiale_part="10", cible_part="33", **FIXE)
    assert notes(base, bellevue) == [("neuf", 1000, 3300)]
    assert all(lu in c.textes() for lu in ("10,0\u00a0%", "33,0\u00a0%", "31/12/2028"))
    c.cliquer("Modifier l'objectif : En logement neuf ou de moins de 5 ans")
    c.faire("Enregistrer", cible_part="40")
    assert notes(base, bellevue) == [("neuf", 1000, 4000)]
    c.cliquer("Modifier l'objectif : En logement neuf ou de moins de 5 ans")
    c.cliquer("Retirer")
    assert notes(base, bellevue) == []


def test_un_ecart_de_mensualite_se_vise_en_euros(c: Conduite, base: Base, bellevue: UUID) -> None:
    c.cliquer("Noter un objectif")
    c.remplir(indicateur="ecart_median")
    c.faire("Enregistrer", cible_montant="15", **FIXE)
    assert notes(base, bellevue) == [("ecart_median", None, 1500)]
    assert "non dite" in c.textes()


def test_sans_cible_la_fiche_le_dit_et_garde_ce_qui_est_tape(c: Conduite, base: Base, bellevue: UUID) -> None:
    c.cliquer("Noter un objectif")
    c.remplir(indicateur="neuf", **FIXE)
    c.cliquer("Enregistrer")
    assert "Indiquez la valeur visée." in c.textes()
    assert notes(base, bellevue) == []
