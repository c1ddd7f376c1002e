"""Le questionnaire se tape comme on lit le papier : un chiffre par réponse, et le clavier va de lui-même à la suite."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from relogement.regles.enquete import QUESTIONS
from relogement.services.corrections import corriger
from relogement.services.enquetes import noter_enquete
from relogement.vocabulaire import ModeEnquete, ResultatEnquete, Satisfaction
from tests.outils import cle
from tests.ui.conduite import frapper
from tests.ui.fiches.dossiers import Essai, preparer
from tests.ui.fiches.test_gestes import ouvrir
from ui.fiches.fiche import FicheDeclaree
from ui.socle.elements import Texte


@pytest.fixture
def essai(tmp_path: Path) -> Iterator[Essai]:
    """Un ménage relogé le 20 octobre."""
    fait = preparer(tmp_path)
    fait.reloger()
    yield fait
    fait.base.fermer()


def clavier() -> QWidget:
    """Là où est le clavier."""
    focus = QApplication.focusWidget()
    assert focus is not None
    return focus


def touche(signe: str) -> None:
    """Frappe là où est le clavier."""
    frapper(clavier(), signe)


def commencer(qtbot: QtBot, essai: Essai) -> FicheDeclaree:
    """La fiche d'un nouveau contact, le clavier sur le mode."""
    fiche = ouvrir(qtbot, essai, "enquete", champ="mode")
    fiche.activateWindow()
    qtbot.waitUntil(fiche.isActiveWindow)
    fiche.viser("mode")
    return fiche


def visibles(fiche: FicheDeclaree) -> list[str]:
    """Les champs qui se voient, dans l'ordre."""
    return [nom for nom, rang in fiche.formulaire.rangs.items() if not rang.isHidden()]


@pytest.mark.parametrize("rangee", ["0123456789", "à&é\"'(-è_ç"], ids=["pavé", "rangée du haut d'un azerty"])
def test_un_questionnaire_papier_se_tape_en_une_touche_par_reponse(qtbot: QtBot, essai: Essai, rangee: str) -> None:
    fiche = commencer(qtbot, essai)
    # Papier, réalisé ; plutôt, oui, très, plutôt pas, pas du tout, sans réponse, plutôt.
    for chiffre in "21" "2113402":
        touche(rangee[int(chiffre)])
    QTest.keyClick(clavier(), Qt.Key.Key_Space)
    for _ in range(6):
        QTest.keyClick(clavier(), Qt.Key.Key_Tab)
    focus = QApplication.focusWidget()
    assert isinstance(focus, QPlainTextEdit)
    frapper(focus, "Bien reçus")
    with qtbot.waitSignal(fiche.termine):
        QTest.keyClick(focus, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (lue,) = essai.fiche.enquetes
    assert (lue["le"], lue["mode"], lue["resultat"]) == (
        date(2026, 11, 18), ModeEnquete.PAPIER, ResultatEnquete.REPONDUE
    )
    assert [lue[q.champ] for q in QUESTIONS] == [
        Satisfaction.PLUTOT, True, Satisfaction.TRES, Satisfaction.PLUTOT_PAS, Satisfaction.PAS_DU_TOUT, None,
        Satisfaction.PLUTOT,
    ]
    assert (lue["difficultes"], lue["note"]) == (["logement"], "Bien reçus")


def test_un_appel_sans_reponse_se_note_en_deux_touches_et_rien_d_autre_n_est_demande(
    qtbot: QtBot, essai: Essai
) -> None:
    fiche = commencer(qtbot, essai)
    assert visibles(fiche) == ["le", "mode", "resultat", "note"]
    touche("1")
    touche("4")
    assert visibles(fiche) == ["le", "mode", "resultat", "note"]
    assert isinstance(QApplication.focusWidget(), QPlainTextEdit)
    with qtbot.waitSignal(fiche.termine):
        fiche.formulaire.demander_validation()
    assert essai.fiche.enquetes[0]["resultat"] is ResultatEnquete.INJOIGNABLE


def test_une_touche_sans_reponse_ne_repond_pas(qtbot: QtBot, essai: Essai) -> None:
    fiche = commencer(qtbot, essai)
    for signe in ("4", "0", "x"):
        touche(signe)
    assert fiche.formulaire.rangs["mode"].texte == ""
    fiche.formulaire.demander_validation()
    assert fiche.formulaire.rangs["mode"].erreur == "Dites comment le ménage a été interrogé."
    assert essai.fiche.enquetes == ()


@pytest.mark.parametrize(("issue", "dit"), [("5", True), ("6", True), ("2", False), ("4", False)])
def test_un_menage_decede_ou_parti_n_est_plus_a_appeler_et_la_fiche_le_dit(
    qtbot: QtBot, essai: Essai, issue: str, dit: bool
) -> None:
    fiche = commencer(qtbot, essai)
    touche("1")
    touche(issue)
    phrases = [t.text() for t in fiche.findChildren(Texte)]
    assert any("n'est plus à appeler" in p for p in phrases) is dit


def test_une_reponse_reprise_se_change_seule_et_un_ancien_contact_garde_son_mode_inconnu(
    qtbot: QtBot, essai: Essai
) -> None:
    ancien = cle(noter_enquete(
        essai.base, essai.menage, le=date(2026, 11, 2), resultat=ResultatEnquete.REPONDUE,
        interlocuteur=False, logement=Satisfaction.TRES, difficultes=["budget"],
    ))
    fiche = ouvrir(qtbot, essai, "enquete", ancien)
    fiche.formulaire.demander_validation()
    assert essai.fiche.enquetes[0]["mode"] is None
    rangs = fiche.formulaire.rangs
    assert (rangs["interlocuteur"].texte, rangs["logement"].texte, rangs["difficultes"].texte) == (
        "non", "tres", "budget"
    )
    rangs["quartier"].saisie.poser("plutot")
    with qtbot.waitSignal(fiche.termine):
        fiche.formulaire.demander_validation()
    (lue,) = essai.fiche.enquetes
    assert (lue["mode"], lue["quartier"], lue["interlocuteur"], lue["difficultes"]) == (
        None, Satisfaction.PLUTOT, False, ["budget"]
    )
    corriger(essai.base, "enquete", ancien, mode=ModeEnquete.VISITE)
    assert essai.fiche.enquetes[0]["mode"] is ModeEnquete.VISITE
