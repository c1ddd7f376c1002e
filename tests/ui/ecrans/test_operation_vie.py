"""Ce qu'une opération fait pour tous : noté dans ses onglets, lu dans le dossier de chacun."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from relogement.services.menages import creer_menage
from relogement.stockage.base import Base
from relogement.stockage.lectures import fiche_menage
from relogement.vocabulaire import NatureInformation
from tests.outils import Horloge, cle
from tests.ui.conduite import Conduite
from tests.ui.outils import base_neuve, operation
from tests.ui.socle.faux import FaussesInvites
from ui.app import assembler
from ui.ecrans.alertes import BlocAlertes
from ui.ecrans.operation.page import PageOperation
from ui.fiches.cibles_operation import but

NOMS = ("ABDI Hodan", "BENALI Leïla", "ROUX André")


@pytest.fixture
def base(tmp_path: Path) -> Base:
    return base_neuve(tmp_path)


@pytest.fixture
def invites() -> FaussesInvites:
    return FaussesInvites()


@pytest.fixture
def menages(base: Base) -> dict[str, UUID]:
    """Trois ménages ; le dernier est dans l'autre bâtiment."""
    bellevue = operation(base)
    return {
        nom: cle(creer_menage(base, bellevue, nom=nom, batiment="B" if nom.startswith("ROUX") else "A", porte="1"))
        for nom in NOMS
    }


@pytest.fixture
def c(qtbot: QtBot, base: Base, menages: dict[str, UUID], invites: FaussesInvites) -> Iterator[Conduite]:
    """La fenêtre, ouverte sur l'opération."""
    horloge = Horloge(date(2026, 11, 18))
    fait = assembler(base, invites, horloge)
    qtbot.addWidget(fait.fenetre)
    fait.fenetre.show()
    fait.fenetre.activateWindow()
    qtbot.waitUntil(fait.fenetre.isActiveWindow)
    fait.fenetre.montrer("operation", id=fiche_menage(base, menages[NOMS[0]]).operation["id"])
    yield Conduite(qtbot, fait, horloge)
    fait.fermer()


def onglet(c: Conduite, nom: str) -> PageOperation:
    (page,) = c.vus(PageOperation)
    page.choisir_volet(nom)
    return page


def test_une_reunion_se_note_pour_un_batiment_et_se_lit_chez_chacun(
    c: Conduite, base: Base, menages: dict[str, UUID], invites: FaussesInvites, tmp_path: Path
) -> None:
    onglet(c, "information")
    assert "3 ménages n'ont jamais reçu d'information « annonce »." in c.textes()
    c.cliquer("Noter une information collective")
    feuille = tmp_path / "feuille.pdf"
    feuille.write_bytes(b"%PDF feuille")
    invites.reponses.append(feuille)
    c.cliquer("Choisir un fichier…")
    c.remplir(le="17/03/2026", moyen="reunion", natures="annonce", lieu="Maison de quartier")
    c.cliquer("Bâtiment A")
    c.faire("Enregistrer")
    textes = c.textes()
    assert "2 touchés, 1 non touché" in textes
    assert "1 ménage n'a jamais reçu d'information « annonce »." in textes
    for nom in NOMS:
        informations = fiche_menage(base, menages[nom]).informations
        assert [i["natures"] for i in informations] == [[NatureInformation.ANNONCE.value]] * (nom != NOMS[2])
    c.fait.contexte.annuler_dernier()
    assert fiche_menage(base, menages[NOMS[0]]).informations == ()
    assert "3 ménages n'ont jamais reçu" in c.textes()


def test_la_liste_de_presence_se_corrige(c: Conduite, base: Base, menages: dict[str, UUID]) -> None:
    onglet(c, "information")
    c.cliquer("Noter une information collective")
    c.remplir(le="17/03/2026", moyen="courrier", natures="annonce,calendrier")
    c.cliquer("Tous ceux qui sont là")
    c.faire("Enregistrer")
    assert "3 touchés, aucun oublié" in c.textes()
    c.cliquer("Modifier l'information du 17/03/2026")
    (liste,) = c.vus(QListWidget)
    assert [liste.item(rang).checkState() for rang in range(3)] == [Qt.CheckState.Checked] * 3
    liste.setFocus()
    QTest.keyClick(liste, Qt.Key.Key_Home)
    QTest.keyClick(liste, Qt.Key.Key_Space)
    c.faire("Enregistrer")
    assert "2 touchés, 1 non touché" in c.textes()
    assert fiche_menage(base, menages["ABDI Hodan"]).informations == ()
    c.cliquer("Retirer l'information du 17/03/2026")
    assert "3 ménages n'ont jamais reçu" in c.textes()


def test_ce_qui_est_tape_et_coche_se_retrouve(c: Conduite) -> None:
    page = onglet(c, "information")
    c.cliquer("Noter une information collective")
    c.remplir(le="17/03/2026")
    c.cliquer("Bâtiment B")
    c.cliquer("Fermer (la frappe est gardée)")
    page.viser("information")
    (liste,) = c.vus(QListWidget)
    coches = [liste.item(r).text() for r in range(3) if liste.item(r).checkState() is Qt.CheckState.Checked]
    assert coches == ["ROUX André · B 1 · BEL-0003"]
    c.cliquer("Enregistrer")
    assert "Dites par quel moyen : courrier, réunion…" in c.textes()


def test_un_menage_sans_annonce_mene_a_son_dossier(c: Conduite) -> None:
    onglet(c, "information")
    c.cliquer("Noter une information : BEL-0003")
    assert "Information du ménage" in c.textes()


def test_une_alerte_de_la_loi_mene_aux_jalons_et_se_regle(c: Conduite) -> None:
    page = onglet(c, "vue")
    (bloc,) = [b for b in c.vus(BlocAlertes) if page.isAncestorOf(b)]
    (jalons,) = [x for x in bloc.lignes if x.alerte.id == "L7"]
    assert "à vérifier par le service juridique" in jalons.alerte.phrase
    c.cliquer("Régler…")
    c.remplir(qui="Mme Robin", note="Comptes rendus demandés au bailleur")
    c.faire("Régler l'alerte")
    (reglee,) = [x.alerte for x in bloc.lignes if x.alerte.id == "L7"]
    assert reglee.reglee is not None
    assert (reglee.reglee.qui, reglee.reglee.note) == ("Mme Robin", "Comptes rendus demandés au bailleur")
    c.fait.contexte.annuler_dernier()
    (reprise,) = [x for x in bloc.lignes if x.alerte.id == "L7"]
    assert reprise.alerte.reglee is None
    QTest.keyClick(reprise, Qt.Key.Key_Return)
    assert page.onglets.cle == but("jalons").volet
