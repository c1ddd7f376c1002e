"""La fenêtre ne se ferme pas sur ce qui serait perdu : une frappe que le disque refuse."""

from __future__ import annotations

import threading

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.socle.faux import PLEIN, FausseBase, FaussesInvites, faux_contexte
from ui.fenetre import Ecran, Fenetre
from ui.socle.champs import Champ
from ui.socle.elements import Bouton
from ui.socle.formulaire import Formulaire
from ui.socle.taches import Suivi


class Bureau:
    """Une fenêtre et sa seule fiche, sur une base dont le disque se remplit."""

    def __init__(self, qtbot: QtBot, *reponses: object) -> None:
        self.base, self.invites = FausseBase(), FaussesInvites(*reponses)
        self.contexte = faux_contexte(self.base, invites=self.invites)
        champs = (Champ("nom", "Nom"), Champ("note", "Note"))
        ecran = Ecran("f", "Fiche", "user", lambda c: Formulaire(champs, c, "f/1"))
        self.fenetre = Fenetre(self.contexte, [ecran])
        # Le disque plein ferait poser la question à la fin de l'essai.
        qtbot.addWidget(self.fenetre, before_close_func=lambda _: self.fenetre.fermer())
        self.fenetre.show()
        self.fenetre.activateWindow()
        qtbot.waitUntil(self.fenetre.isActiveWindow)
        formulaire = self.fenetre.montrer("f")
        assert isinstance(formulaire, Formulaire)
        self.formulaire = formulaire

    def taper(self, nom: str, texte: str) -> None:
        """Tape dans ce champ, et le quitte."""
        ligne = self.formulaire.rangs[nom].saisie.cibles()[0]
        assert isinstance(ligne, QLineEdit)
        ligne.setFocus()
        QTest.keyClicks(ligne, texte)
        QTest.keyClick(ligne, Qt.Key.Key_Tab)

    def textes(self) -> str:
        return "\n".join(t.text() for t in self.fenetre.findChildren(QLabel) if t.isVisible())


def test_disque_plein_la_frappe_reste_a_l_ecran_et_une_phrase_le_dit(qtbot: QtBot) -> None:
    bureau = Bureau(qtbot)
    bureau.base.pleine = True
    bureau.taper("nom", "BENALI")
    assert bureau.fenetre.isVisible()
    assert bureau.formulaire.rangs["nom"].texte == "BENALI"
    assert PLEIN in bureau.textes()
    assert "Enregistré à" not in bureau.textes()
    assert bureau.base.brouillons == {}


def test_une_fois_la_place_faite_toute_la_frappe_est_gardee(qtbot: QtBot) -> None:
    bureau = Bureau(qtbot)
    bureau.base.pleine = True
    bureau.taper("nom", "BENALI")
    bureau.base.pleine = False
    bureau.taper("note", "absente le mardi")
    assert bureau.base.brouillons == {"f/1": {"nom": "BENALI", "note": "absente le mardi"}}


def test_une_fiche_refaite_avant_que_la_place_soit_faite_retrouve_la_frappe(qtbot: QtBot) -> None:
    bureau = Bureau(qtbot)
    bureau.base.pleine = True
    bureau.taper("nom", "BENALI")
    refaite = Formulaire([Champ("nom", "Nom")], bureau.contexte, "f/1")
    qtbot.addWidget(refaite)
    assert refaite.rangs["nom"].texte == "BENALI"
    bureau.base.pleine = False
    bureau.contexte.effacer_brouillon("f/1")
    assert bureau.contexte.brouillon("f/1") == {}


def test_fermer_sur_une_frappe_refusee_se_demande_et_se_refuse(qtbot: QtBot) -> None:
    bureau = Bureau(qtbot, False, True)
    bureau.base.pleine = True
    bureau.taper("nom", "BENALI")
    assert not bureau.fenetre.close()
    assert bureau.fenetre.isVisible()
    assert bureau.invites.questions == [
        "1 champ que vous avez tapé n'est pas enregistré, et sera perdu si vous fermez.\nFermer quand même ?"
    ]
    assert bureau.fenetre.close()


def test_fermer_essaie_encore_d_enregistrer_la_frappe(qtbot: QtBot) -> None:
    bureau = Bureau(qtbot)
    bureau.base.pleine = True
    bureau.taper("nom", "BENALI")
    bureau.base.pleine = False
    assert bureau.fenetre.close()
    assert bureau.invites.questions == []
    assert bureau.base.brouillons == {"f/1": {"nom": "BENALI"}}


def test_un_reglage_d_ecran_que_le_disque_refuse_se_dit_sans_incident(qtbot: QtBot) -> None:
    bureau = Bureau(qtbot)
    bureau.base.pleine = True
    bureau.contexte.ecrire_preference("largeurs", "1")
    bureau.contexte.effacer_brouillon("f/1")
    assert PLEIN in bureau.textes()


def _exporter(bureau: Bureau, enjeu: str) -> threading.Event:
    """Un export qui attend ; rend de quoi le laisser finir."""
    suite = threading.Event()

    def travail(suivi: Suivi) -> None:
        suite.wait(5)
        suivi.avancer(1, 2)

    bureau.contexte.taches.lancer("Revue 2026-T3…", travail, lambda _: None, lambda _: None, enjeu=enjeu)
    return suite


def test_fermer_pendant_un_export_se_demande(qtbot: QtBot) -> None:
    bureau = Bureau(qtbot, False)
    suite = _exporter(bureau, "aucun fichier n'est écrit")
    assert not bureau.fenetre.close()
    assert bureau.invites.questions == [
        "Un travail est en cours, que fermer arrête. Revue 2026-T3 : aucun fichier n'est écrit.\nFermer quand même ?"
    ]
    suite.set()
    qtbot.waitUntil(lambda: bureau.contexte.taches.en_cours == 0)
    assert bureau.fenetre.close()


def test_fermer_pendant_un_calcul_qui_n_ecrit_rien_ne_demande_rien(qtbot: QtBot) -> None:
    bureau = Bureau(qtbot)
    _exporter(bureau, "").set()
    assert bureau.fenetre.close()
    assert bureau.invites.questions == []


def test_arreter_un_export_dit_ce_qu_il_en_est(qtbot: QtBot) -> None:
    bureau = Bureau(qtbot)
    suite = _exporter(bureau, "aucun fichier n'est écrit")
    (arret,) = (b for b in bureau.fenetre.findChildren(Bouton) if b.text() == "Arrêter")
    arret.click()
    suite.set()
    qtbot.waitUntil(lambda: bureau.contexte.taches.en_cours == 0)
    assert "Revue 2026-T3 : arrêté, aucun fichier n'est écrit." in bureau.textes()
