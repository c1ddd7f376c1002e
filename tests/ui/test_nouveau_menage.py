"""Ajouter un ménage à la main : depuis la liste ou l'opération, son dossier s'ouvre, et cela s'annule."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from relogement.stockage.base import Base
from relogement.stockage.lectures import fiche_menage, lignes_menages
from tests.outils import Horloge, nouvelle_base, nouvelle_operation
from tests.ui.conduite import Conduite
from tests.ui.socle.faux import FaussesInvites
from ui.app import assembler
from ui.ecrans.menage.page import PageMenage
from ui.ecrans.operation.page import PageOperation
from ui.socle.rail import Rail

JOUR = date(2026, 11, 18)


@pytest.fixture
def invites() -> FaussesInvites:
    return FaussesInvites()


@pytest.fixture
def base(tmp_path: Path) -> Base:
    return nouvelle_base(tmp_path, JOUR)[0]


@pytest.fixture
def c(qtbot: QtBot, base: Base, invites: FaussesInvites) -> Iterator[Conduite]:
    horloge = Horloge(JOUR)
    fait = assembler(base, invites, horloge)
    qtbot.addWidget(fait.fenetre)
    fait.fenetre.show()
    fait.fenetre.activateWindow()
    qtbot.waitUntil(fait.fenetre.isActiveWindow)
    yield Conduite(qtbot, fait, horloge)
    fait.fermer()


def test_sans_operation_la_liste_dit_d_en_creer_une(c: Conduite) -> None:
    c.cliquer("Ménages", Rail)
    c.cliquer("Ajouter un ménage")
    assert "Créez d'abord une opération" in c.textes()


def test_un_menage_ajoute_a_la_main_ouvre_son_dossier_et_s_annule(c: Conduite, base: Base) -> None:
    nouvelle_operation(base)
    c.cliquer("Ménages", Rail)
    c.cliquer("Ajouter un ménage")
    c.remplir(nom="LE GOFF Yann", batiment="C", porte="12")
    c.faire("Créer le dossier", type="T3", surface="62")
    (page,) = c.vus(PageMenage)
    (vu,) = lignes_menages(base, au=JOUR)
    assert (page.menage_id, vu.nom, vu.porte) == (vu.id, "LE GOFF Yann", "12")
    logement = fiche_menage(base, vu.id).logement
    assert logement is not None
    assert (logement["surface"], logement["commune"]) == (6200, "Nantes")
    c.touche(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert lignes_menages(base, au=JOUR) == []


def test_sans_nom_rien_ne_se_cree_et_la_frappe_reste(c: Conduite, base: Base) -> None:
    cle = nouvelle_operation(base)
    c.fait.contexte.naviguer("operation", id=cle, section="menages")
    c.cliquer("Ajouter un ménage")
    c.remplir(porte="12")
    c.cliquer("Créer le dossier")
    assert "Indiquez le nom du ménage." in c.textes()
    c.cliquer("Fermer (la frappe est gardée)")
    c.cliquer("Ajouter un ménage")
    c.faire("Créer le dossier", nom="LE GOFF Yann")
    assert [m.porte for m in lignes_menages(base, au=JOUR)] == ["12"]


def test_entre_plusieurs_operations_on_choisit(c: Conduite, base: Base, invites: FaussesInvites) -> None:
    nouvelle_operation(base)
    autre = nouvelle_operation(base, "MAL")
    invites.reponses.append(str(autre))
    c.cliquer("Ménages", Rail)
    c.cliquer("Ajouter un ménage")
    (page,) = c.vus(PageOperation)
    assert page.lecture is not None
    assert page.lecture.operation.id == autre
