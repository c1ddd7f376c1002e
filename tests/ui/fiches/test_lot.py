"""Imprimer en lot dans la fenêtre : vérifier, imprimer à côté, lire qui n'a pas de quoi."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from relogement.stockage.base import Base
from relogement.stockage.lectures import fiche_menage
from tests.ui.ecrans import dossiers
from tests.ui.socle.faux import FaussesInvites
from ui.fiches.lot import FicheLot
from ui.fiches.registre_operation import LOT, ouvrir_fiche_operation
from ui.socle.contexte import Contexte


@pytest.fixture
def contexte(tmp_path: Path) -> Contexte[Base]:
    return dossiers.contexte_de(dossiers.base_neuve(tmp_path), FaussesInvites())


@pytest.fixture
def operation(contexte: Contexte[Base]) -> UUID:
    return dossiers.operation(contexte.base)


@pytest.fixture
def fiche(qtbot: QtBot, contexte: Contexte[Base], operation: UUID) -> FicheLot:
    faite = ouvrir_fiche_operation(LOT, contexte, operation)
    assert isinstance(faite, FicheLot)
    qtbot.addWidget(faite)
    faite.show()
    return faite


def dits(fiche: FicheLot) -> list[str]:
    return [label.text() for label in fiche.findChildren(QLabel) if label.isVisible()]


def choisir(fiche: FicheLot, code: str) -> None:
    fiche.modele.setCurrentIndex(fiche.modele.findData(code))


def test_verifier_dit_qui_n_a_pas_de_quoi_et_les_blancs(
    qtbot: QtBot, fiche: FicheLot, contexte: Contexte[Base], operation: UUID
) -> None:
    dossiers.menage(contexte.base, operation)
    choisir(fiche, "proposition")
    fiche.verifier.click()
    qtbot.waitUntil(lambda: "0 ménage s'imprimerait, 1 non." in dits(fiche))
    assert "Ce ménage n'a pas de proposition : envoyez-en d'abord une. BEL-0001" in dits(fiche)
    choisir(fiche, "annonce")
    assert not any("BEL-0001" in t for t in dits(fiche))
    qtbot.waitUntil(fiche.verifier.isEnabled)
    fiche.verifier.click()
    qtbot.waitUntil(lambda: any("À remplir à la main : le nom de l'organisation" in t for t in dits(fiche)))


def test_imprimer_en_un_seul_pdf_range_et_s_annule(
    qtbot: QtBot, fiche: FicheLot, contexte: Contexte[Base], operation: UUID, tmp_path: Path
) -> None:
    menages = [dossiers.menage(contexte.base, operation, nom, porte) for nom, porte in (("A", "1"), ("B", "2"))]
    choisir(fiche, "annonce")
    assert isinstance(contexte.invites, FaussesInvites)
    contexte.invites.reponses.append(tmp_path / "lot")
    fiche.imprimer.click()
    qtbot.waitUntil(lambda: any("2 ménages imprimés" in t for t in dits(fiche)))
    assert (tmp_path / "lot.pdf").read_bytes().startswith(b"%PDF")
    assert [len(fiche_menage(contexte.base, m).pieces) for m in menages] == [1, 1]
    contexte.annuler_dernier()
    assert [len(fiche_menage(contexte.base, m).pieces) for m in menages] == [0, 0]
    qtbot.waitUntil(fiche.imprimer.isEnabled)


def test_rien_a_imprimer_se_dit_et_les_boutons_reviennent(qtbot: QtBot, fiche: FicheLot, tmp_path: Path) -> None:
    contexte = fiche._dossier.contexte
    assert isinstance(contexte.invites, FaussesInvites)
    contexte.invites.reponses.append(tmp_path / "lot.pdf")
    with qtbot.waitSignal(contexte.echec) as dit:
        fiche.imprimer.click()
    assert dit.args is not None
    assert "Aucun ménage" in dit.args[0].phrase
    qtbot.waitUntil(fiche.imprimer.isEnabled)
