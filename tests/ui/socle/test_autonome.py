"""Un champ seul s'enregistre dès qu'on le quitte ; refusé ou illisible, son texte reste."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from relogement.commun import Changements, ErreurMetier
from tests.ui.socle.faux import FausseBase, faux_contexte, noter
from ui.socle.autonome import ChampAutonome
from ui.socle.champs import Champ, Genre, Valeur
from ui.socle.contexte import Contexte
from ui.socle.elements import ZoneDefilante

LOYER = Champ("loyer", "Loyer", Genre.MONTANT)
CLE = "menage/1/loyer"


@pytest.fixture
def base() -> FausseBase:
    return FausseBase()


def ouvrir(
    qtbot: QtBot,
    base: FausseBase,
    enregistrer: Callable[[Contexte[FausseBase], Valeur], Changements] = lambda c, v: c.tenter(noter, v),
) -> tuple[QWidget, ChampAutonome, QLineEdit]:
    contexte = faux_contexte(base)
    fond = QWidget()
    champ = ChampAutonome(LOYER, contexte, CLE, 31240, lambda valeur: enregistrer(contexte, valeur))
    boite = QVBoxLayout(fond)
    boite.addWidget(champ)
    boite.addWidget(QLineEdit())
    qtbot.addWidget(fond)
    fond.show()
    fond.activateWindow()
    qtbot.waitUntil(fond.isActiveWindow)
    ligne = champ.rang.saisie.cibles()[0]
    assert isinstance(ligne, QLineEdit)
    ligne.setFocus()
    return fond, champ, ligne


def remplacer(ligne: QLineEdit, texte: str) -> None:
    ligne.setFocus()
    ligne.selectAll()
    QTest.keyClick(ligne, Qt.Key.Key_Delete)
    QTest.keyClicks(ligne, texte)
    QTest.keyClick(ligne, Qt.Key.Key_Tab)


def test_quitter_enregistre_une_fois_et_efface_le_brouillon(qtbot: QtBot, base: FausseBase) -> None:
    _fond, _, ligne = ouvrir(qtbot, base)
    remplacer(ligne, "341,1")
    assert base.gestes == [34110]
    assert base.brouillons == {}
    assert ligne.text() == "341,10\u00a0€"
    ligne.setFocus()
    QTest.keyClick(ligne, Qt.Key.Key_Tab)
    assert base.gestes == [34110]


def test_passer_sans_rien_changer_n_enregistre_rien(qtbot: QtBot, base: FausseBase) -> None:
    _fond, _, ligne = ouvrir(qtbot, base)
    QTest.keyClick(ligne, Qt.Key.Key_Tab)
    assert base.gestes == []


def test_vider_le_champ_enregistre_l_inconnu(qtbot: QtBot, base: FausseBase) -> None:
    _fond, _, ligne = ouvrir(qtbot, base)
    remplacer(ligne, "")
    assert base.gestes == [None]


def test_un_texte_illisible_reste_au_brouillon_avec_sa_phrase_et_revient(qtbot: QtBot, base: FausseBase) -> None:
    _fond, champ, ligne = ouvrir(qtbot, base)
    remplacer(ligne, "trois cents")
    assert base.gestes == []
    assert base.brouillons == {CLE: {"loyer": "trois cents"}}
    assert champ.rang.erreur.startswith("Écrivez un montant")
    _autre, repris, ligne = ouvrir(qtbot, base)
    assert ligne.text() == "trois cents"
    assert repris.rang.erreur.startswith("Écrivez un montant")


def refuser(_contexte: Contexte[FausseBase], _valeur: Valeur) -> Changements:
    raise ErreurMetier("Le bail est clos : rouvrez-le d'abord.")


def test_le_refus_du_service_est_a_cote_et_le_texte_reste(qtbot: QtBot, base: FausseBase) -> None:
    _fond, champ, ligne = ouvrir(qtbot, base, refuser)
    remplacer(ligne, "400")
    assert champ.rang.erreur == "Le bail est clos : rouvrez-le d'abord."
    assert ligne.text() == "400,00\u00a0€"
    assert base.brouillons[CLE]["loyer"] == "400"


def test_une_valeur_relue_n_ecrase_pas_une_saisie_en_cours(qtbot: QtBot, base: FausseBase) -> None:
    _fond, champ, ligne = ouvrir(qtbot, base)
    champ.poser(35000)
    assert ligne.text() == "350,00\u00a0€"
    ligne.selectAll()
    QTest.keyClicks(ligne, "36")
    champ.poser(37000)
    assert ligne.text() == "36"
    assert QApplication.focusWidget() is ligne


def test_un_geste_qui_fait_refaire_l_ecran_ne_casse_rien(qtbot: QtBot, base: FausseBase) -> None:
    contexte = faux_contexte(base)

    def champ(valeur: Valeur) -> ChampAutonome:
        return ChampAutonome(LOYER, contexte, CLE, valeur, lambda v: contexte.tenter(noter, v))

    zone = ZoneDefilante(champ(31240))
    qtbot.addWidget(zone)
    zone.show()
    zone.activateWindow()
    qtbot.waitUntil(zone.isActiveWindow)
    contexte.change.connect(lambda *_: zone.setWidget(champ(base.gestes[-1])))
    ligne = zone.findChildren(QLineEdit)[0]
    ligne.setFocus()
    ligne.selectAll()
    QTest.keyClicks(ligne, "12")
    QTest.keyClick(ligne, Qt.Key.Key_Return)
    assert base.gestes == [1200]
    assert base.brouillons == {}
    qtbot.waitUntil(lambda: [autre.text() for autre in zone.findChildren(QLineEdit)] == ["12,00\u00a0€"])
    assert base.gestes == [1200]
    assert base.brouillons == {}


def test_un_brouillon_deja_enregistre_ne_revient_pas(qtbot: QtBot, base: FausseBase) -> None:
    base.brouillons[CLE] = {"loyer": "312,4"}
    _fond, _, ligne = ouvrir(qtbot, base)
    assert ligne.text() == "312,40\u00a0€"
