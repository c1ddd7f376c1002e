"""La fenêtre assemblée : accueil, annulation après un redémarrage, recherche, veille."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from relogement.stockage.base import Base, ouvrir_base
from relogement.stockage.lectures import lignes_operations
from tests.ui.outils import MIDI, base_neuve, operation
from ui.app import Assemblage, assembler
from ui.ecrans.operations import EcranOperations
from ui.socle.veille import PHRASE


@pytest.fixture
def base(tmp_path: Path) -> Base:
    return base_neuve(tmp_path)


@pytest.fixture
def assemblage(qtbot: QtBot, base: Base) -> Iterator[Assemblage]:
    fait = assembler(base, horloge=lambda: MIDI)
    qtbot.addWidget(fait.fenetre)
    fait.fenetre.show()
    yield fait
    fait.fermer()


def test_ctrl_z_annule_le_dernier_geste_meme_fait_avant_le_demarrage(qtbot: QtBot, base: Base) -> None:
    operation(base)
    fait = assembler(base, horloge=lambda: MIDI)
    qtbot.addWidget(fait.fenetre)
    assert fait.fenetre.etat.annulation.text() == "Annuler : création de l'opération BEL"
    fait.contexte.annuler_dernier()
    assert lignes_operations(base) == []
    assert fait.contexte.nom_dernier_geste == ""
    fait.fermer()


def test_ce_qu_une_commande_ecrit_se_montre_dans_la_fenetre(assemblage: Assemblage, base: Base) -> None:
    ecran = assemblage.fenetre.montrer("operations")
    assert isinstance(ecran, EcranOperations)
    autre = ouvrir_base(base.chemin, str, poste=base.poste_id)
    operation(autre)
    autre.fermer()
    assert ecran.table.lignes == []
    assemblage.veille.regarder()
    assert [o.code for o in ecran.table.lignes] == ["BEL"]
    assert assemblage.fenetre.etat.message.text() == PHRASE


def test_un_geste_de_la_fenetre_n_est_pas_pris_pour_celui_d_une_commande(assemblage: Assemblage) -> None:
    recus: list[Any] = []
    assemblage.contexte.tenter(_geste)
    assemblage.contexte.change.connect(lambda *change: recus.append(change))
    assemblage.veille.regarder()
    assert recus == []


def _geste(base: Base) -> Any:
    from datetime import date

    from relogement.services.operations import creer_operation
    from relogement.vocabulaire import NatureOperation

    return creer_operation(
        base, code="UN", nom="Une", nature=NatureOperation.DEMOLITION, bailleur="H", communes="Nantes",
        annonce_le=date(2026, 1, 15),
    )


def test_un_geste_fait_a_cote_sans_s_annoncer_n_est_pas_d_une_commande(assemblage: Assemblage, base: Base) -> None:
    recus: list[Any] = []
    assemblage.contexte.change.connect(lambda *change: recus.append(change))
    _geste(base)
    assemblage.veille.regarder()
    assert recus == []
