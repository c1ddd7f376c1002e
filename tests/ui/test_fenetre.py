"""La fenêtre : rail, recherche, écrans construits à la première visite, Ctrl+Z qui nomme ce qu'il défait."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from relogement.commun import Changements, ErreurMetier
from tests.ui.socle.faux import FausseBase, faux_contexte, noter
from ui.fenetre import CADRE, Ecran, Fenetre
from ui.socle.champs import Champ
from ui.socle.contexte import Contexte, Seance
from ui.socle.elements import Bouton
from ui.socle.formulaire import Formulaire
from ui.socle.recherche import Resultat
from ui.socle.saisies import SaisieLigne


class Page(QWidget):
    """Un écran d'essai, avec un champ."""

    def __init__(self) -> None:
        super().__init__()
        self.cibles: list[dict[str, Any]] = []
        self.saisie = SaisieLigne(Champ("note", "Note"))
        QVBoxLayout(self).addWidget(self.saisie)

    def aller(self, **cible: Any) -> None:
        self.cibles.append(cible)


class Monde:
    """Une fenêtre et ce qu'il faut pour l'observer."""

    def __init__(self, qtbot: QtBot) -> None:
        self.base = FausseBase()
        self.contexte: Contexte[FausseBase] = faux_contexte(
            self.base, seance=Seance("Nadia R. · chargée de relogement", "bellevue.relogement", False)
        )
        self.construits: list[str] = []
        self.retards = 7
        self.cherches: list[str] = []
        ecrans = [
            self.ecran("jour", "Aujourd'hui", "calendar-check", compte=lambda: self.retards),
            self.ecran("menages", "Ménages", "users"),
            self.ecran("menage", "Ménage", "user", rail="menages"),
        ]
        self.fenetre = Fenetre(self.contexte, ecrans, self.chercher)
        qtbot.addWidget(self.fenetre)
        self.fenetre.show()
        self.fenetre.activateWindow()
        qtbot.waitUntil(self.fenetre.isActiveWindow)

    def ecran(self, cle: str, mot: str, icone: str, **options: Any) -> Ecran:
        def fabrique(_contexte: Contexte[Any]) -> QWidget:
            self.construits.append(cle)
            return Page()

        return Ecran(cle, mot, icone, fabrique, **options)

    def chercher(self, texte: str) -> list[Resultat]:
        self.cherches.append(texte)
        trouves = [Resultat("7", "BENALI Leïla", "BEL-0042"), Resultat("8", "BENALI Karim", "BEL-0012")]
        return trouves if "bena" in texte else []

    def boutons(self) -> dict[str, QAbstractButton]:
        return {b.text(): b for b in self.fenetre.rail.findChildren(QAbstractButton)}

    def textes(self) -> list[str]:
        return [t.text() for t in self.fenetre.findChildren(QLabel) if t.isVisible()]


@pytest.fixture
def monde(qtbot: QtBot) -> Monde:
    return Monde(qtbot)


def test_un_ecran_est_construit_a_sa_premiere_visite_seulement(monde: Monde) -> None:
    assert monde.construits == ["jour"]
    monde.boutons()["Ménages"].click()
    monde.boutons()["Aujourd'hui"].click()
    monde.boutons()["Ménages"].click()
    assert monde.construits == ["jour", "menages"]


def test_une_fiche_n_est_pas_au_rail_et_allume_sa_liste(monde: Monde) -> None:
    assert set(monde.boutons()) == {"Aujourd'hui", "Ménages"}
    monde.contexte.naviguer("menage", id="7", section="budget")
    page = monde.fenetre.montrer("menage")
    assert isinstance(page, Page)
    assert page.cibles == [{"id": "7", "section": "budget"}]
    assert monde.boutons()["Ménages"].isChecked()


def test_le_rail_se_parcourt_au_clavier(monde: Monde) -> None:
    premier, second = monde.boutons()["Aujourd'hui"], monde.boutons()["Ménages"]
    premier.setFocus()
    QTest.keyClick(premier, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is second
    QTest.keyClick(second, Qt.Key.Key_Return)
    assert monde.construits == ["jour", "menages"]
    QTest.keyClick(second, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is premier
    QTest.keyClick(monde.fenetre, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert second.isChecked()


def test_le_compte_du_rail_suit_les_changements(monde: Monde) -> None:
    bouton = monde.boutons()["Aujourd'hui"]
    assert bouton.accessibleName() == "Aujourd'hui, 7"
    monde.retards = 0
    monde.contexte.executer(noter, 1)
    assert bouton.accessibleName() == "Aujourd'hui"


def test_la_barre_d_etat_dit_l_enregistrement_la_base_et_le_message(monde: Monde) -> None:
    assert "Base de démonstration, non chiffrée · bellevue.relogement" in monde.textes()
    monde.contexte.executer(noter, 1, phrase="Refus enregistré.")
    assert "✓ Enregistré à 14:32" in monde.textes()
    assert "Refus enregistré." in monde.textes()


def refuser(_base: FausseBase) -> Changements:
    raise ErreurMetier("Indiquez le motif du refus.")


def test_une_erreur_hors_formulaire_se_lit_en_bas(monde: Monde) -> None:
    monde.contexte.executer(refuser)
    assert "▲ Indiquez le motif du refus." in monde.textes()
    monde.contexte.executer(noter, 1)
    assert "▲ Indiquez le motif du refus." not in monde.textes()


def test_ctrl_z_annule_le_dernier_geste_par_son_nom(monde: Monde) -> None:
    bouton = monde.fenetre.etat.annulation
    assert bouton.isHidden()
    faits = monde.contexte.executer(noter, 1, phrase="Refus de la proposition 2 enregistré.")
    assert faits is not None
    assert bouton.text() == "Annuler : refus de la proposition 2 enregistré"
    monde.fenetre.montrer("menages")
    QTest.keyClick(monde.fenetre, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert monde.base.annules == [faits.geste_id]
    assert "Geste annulé." in monde.textes()
    assert bouton.isHidden()


def test_ctrl_z_dans_un_champ_defait_d_abord_la_frappe(monde: Monde) -> None:
    monde.contexte.executer(noter, 1)
    page = monde.fenetre.montrer("menages")
    assert isinstance(page, Page)
    ligne = page.saisie.cibles()[0]
    assert isinstance(ligne, QLineEdit)
    ligne.setFocus()
    QTest.keyClicks(ligne, "a")
    QTest.keyClick(ligne, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert ligne.text() == ""
    assert monde.base.annules == []
    QTest.keyClick(ligne, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(monde.base.annules) == 1


def test_ctrl_z_dans_la_recherche_vide_annule_le_dernier_geste(monde: Monde) -> None:
    monde.contexte.executer(noter, 1)
    champ = monde.fenetre.champ
    champ.setFocus()
    QTest.keyClick(champ, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(monde.base.annules) == 1


def test_ctrl_z_apres_une_recherche_aboutie_ne_la_rappelle_pas(monde: Monde) -> None:
    monde.contexte.executer(noter, 1)
    champ = monde.fenetre.champ
    champ.setFocus()
    QTest.keyClicks(champ, "bena")
    QTest.keyClick(champ, Qt.Key.Key_Return)
    QTest.keyClick(champ, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert champ.text() == ""
    assert len(monde.base.annules) == 1


def test_ctrl_k_mene_a_la_recherche_et_entree_ouvre_le_premier(monde: Monde, qtbot: QtBot) -> None:
    monde.boutons()["Ménages"].setFocus()
    QTest.keyClick(monde.fenetre, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is monde.fenetre.champ
    QTest.keyClicks(monde.fenetre.champ, "bena")
    with qtbot.waitSignal(monde.fenetre.trouve) as signal:
        QTest.keyClick(monde.fenetre.champ, Qt.Key.Key_Return)
    assert signal.args == ["7"]
    assert monde.fenetre.champ.text() == ""


def test_les_resultats_viennent_a_mesure_et_se_choisissent_au_clavier(monde: Monde, qtbot: QtBot) -> None:
    champ = monde.fenetre.champ
    champ.setFocus()
    QTest.keyClicks(champ, "bena")
    qtbot.waitUntil(lambda: champ.resultats() == ["BENALI Leïla", "BENALI Karim"])
    assert monde.cherches == ["bena"]
    liste = champ._liste
    qtbot.waitUntil(liste.isVisible)
    QTest.keyClick(liste, Qt.Key.Key_Down)
    QTest.keyClick(liste, Qt.Key.Key_Down)
    with qtbot.waitSignal(monde.fenetre.trouve) as signal:
        QTest.keyClick(liste, Qt.Key.Key_Return)
    assert signal.args == ["8"]
    assert not liste.isVisible()


def test_un_resultat_se_choisit_a_la_souris(monde: Monde, qtbot: QtBot) -> None:
    champ = monde.fenetre.champ
    champ.setFocus()
    QTest.keyClicks(champ, "bena")
    qtbot.waitUntil(champ._liste.isVisible)
    ici = champ._liste.visualRect(champ._liste.model().index(1, 0)).center()
    with qtbot.waitSignal(monde.fenetre.trouve) as signal:
        QTest.mouseClick(champ._liste.viewport(), Qt.MouseButton.LeftButton, pos=ici)
    assert signal.args == ["8"]


def test_une_recherche_sans_resultat_se_dit(monde: Monde, qtbot: QtBot) -> None:
    monde.fenetre.champ.setFocus()
    QTest.keyClicks(monde.fenetre.champ, "zzz")
    with qtbot.waitSignal(monde.fenetre.recherche) as signal:
        QTest.keyClick(monde.fenetre.champ, Qt.Key.Key_Return)
    assert signal.args == ["zzz"]


def test_fermer_la_fenetre_garde_ce_qui_est_tape(qtbot: QtBot) -> None:
    base = FausseBase()
    contexte = faux_contexte(base)
    ecran = Ecran("f", "Fiche", "user", lambda c: Formulaire([Champ("note", "Note")], c, "fiche/1"))
    fenetre = Fenetre(contexte, [ecran])
    qtbot.addWidget(fenetre)
    fenetre.show()
    formulaire = fenetre.montrer("f")
    assert isinstance(formulaire, Formulaire)
    QTest.keyClicks(formulaire.rangs["note"].saisie.cibles()[0], "pas encore fini")
    fenetre.close()
    assert base.brouillons == {"fiche/1": {"note": "pas encore fini"}}


def test_la_fenetre_tient_dans_1280_par_720(monde: Monde) -> None:
    monde.contexte.executer(noter, 1, phrase="Une phrase très longue. " * 20)
    monde.fenetre.resize(1280, 720)
    assert monde.fenetre.minimumSizeHint().width() <= 1280
    assert monde.fenetre.minimumSizeHint().height() <= 720


def test_la_fenetre_et_son_cadre_ne_s_ouvrent_jamais_plus_grands_que_l_ecran(monde: Monde) -> None:
    ecran = monde.fenetre.screen().availableSize()
    assert monde.fenetre.width() == min(1440, ecran.width() - CADRE.width())
    assert monde.fenetre.height() == min(900, ecran.height() - CADRE.height())


def test_on_revient_de_proche_en_proche_a_l_ecran_d_ou_l_on_vient(monde: Monde) -> None:
    retour = monde.fenetre.retour
    assert not retour.isVisible()
    monde.contexte.naviguer("menages", id=1)
    monde.contexte.naviguer("menage", id=2)
    assert retour.text().strip() == "Ménages"
    monde.contexte.naviguer("menage", id=3)
    assert retour.text().strip() == "Ménages"
    retour.click()
    assert retour.text().strip() == "Aujourd'hui"
    QTest.keyClick(monde.fenetre, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert monde.boutons()["Aujourd'hui"].isChecked()
    assert not retour.isVisible()


def test_un_ecran_choisi_au_rail_n_a_rien_a_quoi_revenir(monde: Monde) -> None:
    monde.contexte.naviguer("menage", id=2)
    assert monde.fenetre.retour.isVisible()
    monde.fenetre.rail.choisi.emit("menages")
    assert not monde.fenetre.retour.isVisible()


def test_revenir_remet_le_clavier_la_ou_il_etait_et_jamais_sur_annuler(monde: Monde) -> None:
    monde.contexte.executer(noter, 1)
    partie = monde.fenetre.montrer("jour")
    assert isinstance(partie, Page)
    ligne = partie.saisie.cibles()[0]
    ligne.setFocus()
    monde.contexte.naviguer("menage", id=2)
    monde.fenetre.retour.setFocus()
    QTest.mouseClick(monde.fenetre.retour, Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is ligne
    for touche in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        cible = QApplication.focusWidget()
        assert cible is not None
        QTest.keyClick(cible, touche)
    assert monde.base.annules == []


def test_un_bouton_qui_se_cache_ne_passe_le_clavier_a_aucun_autre_bouton(monde: Monde) -> None:
    monde.contexte.executer(noter, 1)
    boite = monde.fenetre.etat.layout()
    assert boite is not None
    for cacher in (QWidget.hide, lambda bouton: bouton.setEnabled(False)):
        parti = Bouton("Ajouter")
        boite.addWidget(parti)
        monde.fenetre.setTabOrder(parti, monde.fenetre.etat.annulation)
        parti.show()
        parti.setFocus()
        assert QApplication.focusWidget() is parti
        cacher(parti)
        cible = QApplication.focusWidget()
        assert cible is not None
        assert not isinstance(cible, QAbstractButton)
        QTest.keyClick(cible, Qt.Key.Key_Return)
        QTest.keyClick(cible, Qt.Key.Key_Space)
    assert monde.base.annules == []


def test_annuler_se_prend_au_clavier_par_tab_et_ne_garde_pas_le_clavier_apres_un_clic(monde: Monde) -> None:
    monde.contexte.executer(noter, 1)
    monde.contexte.executer(noter, 2)
    page = monde.fenetre.montrer("jour")
    assert isinstance(page, Page)
    ligne = page.saisie.cibles()[0]
    ligne.setFocus()
    annulation = monde.fenetre.etat.annulation
    QTest.mouseClick(annulation, Qt.MouseButton.LeftButton)
    assert len(monde.base.annules) == 1
    assert QApplication.focusWidget() is ligne
    annulation.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(annulation, Qt.Key.Key_Return)
    assert len(monde.base.annules) == 2


def test_ce_qui_vient_d_etre_annule_se_retablit(monde: Monde) -> None:
    faits = monde.contexte.executer(noter, 1, phrase="Refus de la proposition 2 enregistré.")
    assert faits is not None
    retablir = monde.fenetre.etat.retablissement
    assert retablir.isHidden()
    monde.contexte.annuler_dernier()
    assert retablir.text() == "Rétablir : refus de la proposition 2 enregistré"
    annulation = monde.base.annulations[-1]
    QTest.keyClick(monde.fenetre, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert monde.base.annules == [faits.geste_id, annulation]
    assert retablir.isHidden()


def test_un_geste_nouveau_oublie_ce_qui_pouvait_se_retablir(monde: Monde) -> None:
    monde.contexte.executer(noter, 1)
    monde.contexte.annuler_dernier()
    assert monde.fenetre.etat.retablissement.isVisible()
    monde.contexte.executer(noter, 2)
    assert monde.fenetre.etat.retablissement.isHidden()


def test_retablir_dans_un_champ_refait_d_abord_la_frappe(monde: Monde) -> None:
    monde.contexte.executer(noter, 1)
    monde.contexte.annuler_dernier()
    page = monde.fenetre.montrer("menages")
    assert isinstance(page, Page)
    ligne = page.saisie.cibles()[0]
    assert isinstance(ligne, QLineEdit)
    ligne.setFocus()
    QTest.keyClicks(ligne, "a")
    QTest.keyClick(ligne, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    redo = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(ligne, Qt.Key.Key_Z, redo)
    assert ligne.text() == "a"
    assert len(monde.base.annules) == 1
    QTest.keyClick(ligne, Qt.Key.Key_Z, redo)
    assert len(monde.base.annules) == 2


def test_un_export_rate_reste_lisible_en_entier_jusqu_a_ce_qu_on_le_ferme(monde: Monde) -> None:
    phrase = "« fin.xlsx » ne peut pas être écrit ici : fermez le fichier s'il est ouvert, ou changez de dossier. " * 3
    monde.contexte.echec.emit(ErreurMetier(phrase))
    monde.contexte.executer(noter, 1, phrase="Refus enregistré.")
    monde.contexte.executer(refuser)
    monde.boutons()["Ménages"].click()
    avis = monde.fenetre.avis
    assert avis.texte.text() == f"▲ {phrase}"
    assert avis.texte.wordWrap()
    assert avis.isVisible()
    avis.fermer.click()
    assert not avis.isVisible()


def test_une_erreur_passagere_s_en_va_avec_l_ecran(monde: Monde) -> None:
    monde.contexte.executer(refuser)
    assert monde.fenetre.avis.isVisible()
    monde.boutons()["Ménages"].click()
    assert not monde.fenetre.avis.isVisible()
