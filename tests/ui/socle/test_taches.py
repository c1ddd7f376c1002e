"""Le travail long est à côté : résultat, erreur, progression et arrêt reviennent dans le fil de la fenêtre."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from relogement.commun import ErreurMetier
from ui.socle.taches import BarreTache, Suivi, Taches


@pytest.fixture
def taches(qapp: object) -> Taches:  # noqa: ARG001 (l'ouvrier demande une application)
    return Taches()


def ignorer(_erreur: ErreurMetier) -> None:
    raise AssertionError


def test_le_resultat_revient_dans_le_fil_de_la_fenetre(taches: Taches, qtbot: QtBot) -> None:
    fils: list[threading.Thread] = []
    resultats: list[int] = []

    def travail(_suivi: Suivi) -> int:
        fils.append(threading.current_thread())
        return 42

    def recevoir(valeur: int) -> None:
        fils.append(threading.current_thread())
        resultats.append(valeur)

    suivi = taches.lancer("Import", travail, recevoir, ignorer)
    qtbot.waitUntil(lambda: resultats == [42])
    assert fils[0] is not threading.main_thread()
    assert fils[1] is threading.main_thread()
    qtbot.waitUntil(lambda: taches.en_cours == 0)
    assert not suivi.arrete


def test_une_erreur_metier_revient_a_l_ecran(taches: Taches, qtbot: QtBot) -> None:
    erreurs: list[ErreurMetier] = []

    def travail(_suivi: Suivi) -> None:
        raise ErreurMetier("Ce fichier n'est pas une liste.")

    taches.lancer("Import", travail, lambda _: None, erreurs.append)
    qtbot.waitUntil(lambda: bool(erreurs))
    assert erreurs[0].phrase == "Ce fichier n'est pas une liste."


def test_un_defaut_devient_un_incident(taches: Taches, qtbot: QtBot) -> None:
    def travail(_suivi: Suivi) -> None:
        raise ZeroDivisionError

    with capture_exceptions() as incidents:
        taches.lancer("Import", travail, lambda _: None, ignorer)
        qtbot.waitUntil(lambda: taches.en_cours == 0)
        qtbot.waitUntil(lambda: bool(incidents))
    assert incidents[0][0] is ZeroDivisionError


def test_la_progression_se_voit_et_le_travail_s_arrete(taches: Taches, qtbot: QtBot) -> None:
    barre = BarreTache(taches)
    qtbot.addWidget(barre)
    assert barre.isHidden()
    pret, suite = threading.Event(), threading.Event()
    resultats: list[str] = []

    def travail(suivi: Suivi) -> str:
        suivi.avancer(1, 10, "Ligne 1 sur 10")
        pret.set()
        suite.wait(5)
        suivi.avancer(2, 10)
        return "fini"

    suivi = taches.lancer("Import de la liste", travail, resultats.append, ignorer)
    assert pret.wait(5)
    qtbot.waitUntil(lambda: barre._barre.value() == 1)
    assert not barre.isHidden()
    assert barre._texte.text() == "Ligne 1 sur 10"
    barre._arret.click()
    assert suivi.arrete
    suite.set()
    qtbot.waitUntil(lambda: taches.en_cours == 0)
    assert resultats == []
    assert barre.isHidden()


def test_fermer_attend_l_ouvrier(taches: Taches) -> None:
    pret = threading.Event()

    def travail(suivi: Suivi) -> None:
        pret.set()
        while True:
            suivi.avancer(0, 0)

    taches.lancer("Sans fin", travail, lambda _: None, ignorer)
    assert pret.wait(5)
    taches.terminer()
    assert taches._ouvrier.activeThreadCount() == 0


@pytest.mark.parametrize("immediat", [True, False])
@pytest.mark.parametrize("issue", ["résultat", "refus", "arrêt"])
def test_la_fin_vient_toujours_une_fois_meme_d_un_travail_fini_aussitot(
    taches: Taches, qtbot: QtBot, issue: str, immediat: bool
) -> None:
    finis: list[Suivi] = []
    ordre: list[str] = []

    def travail(suivi: Suivi) -> str:
        if issue == "arrêt":
            suivi.arreter()
        suivi.avancer(0, 0)
        if issue == "refus":
            raise ErreurMetier("Pas encore.")
        return issue

    def finir(suivi: Suivi) -> None:
        finis.append(suivi)
        ordre.append("fin")

    suivi = taches.lancer("Émission", travail, ordre.append, lambda e: ordre.append(e.phrase), finir)
    if immediat:
        # L'ouvrier a fini avant que la fenêtre ne reprenne la main.
        taches._ouvrier.waitForDone()
    qtbot.waitUntil(lambda: taches.en_cours == 0)
    assert finis == [suivi]
    assert ordre == {"résultat": ["résultat", "fin"], "refus": ["Pas encore.", "fin"], "arrêt": ["fin"]}[issue]


def test_une_page_refaite_entre_temps_n_apprend_pas_la_fin(taches: Taches, qtbot: QtBot) -> None:
    class Page(QWidget):
        def liberer(self, _suivi: Suivi) -> None:
            self.setEnabled(True)

    page = Page()
    taches.lancer("Recherche", lambda _: 1, lambda _: None, ignorer, page.liberer)
    delete(page)
    qtbot.waitUntil(lambda: taches.en_cours == 0)
