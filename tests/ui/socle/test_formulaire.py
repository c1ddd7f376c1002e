"""Rien de ce qui est tapé ne se perd ; l'erreur est près de son champ ; on peut tout faire au clavier."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QRadioButton
from pytestqt.qtbot import QtBot

from relogement.commun import Changements, ErreurMetier
from relogement.regles.vocabulaire import Difficulte, ModeEnvoi
from tests.ui.socle.faux import FausseBase, FaussesInvites, faux_contexte, noter
from ui.socle.champs import Champ, Genre
from ui.socle.elements import Bouton, ZoneDefilante
from ui.socle.formulaire import ErreursSaisie, Formulaire
from ui.socle.saisie_liste import SaisieListe

CHAMPS = (
    Champ("envoi", "Envoyée le", Genre.DATE, obligatoire=True, aide="Le jour où le courrier part.", demi=True),
    Champ("loyer", "Loyer", Genre.MONTANT, demi=True),
    Champ("surface", "Surface", Genre.SURFACE),
    Champ("etage", "Étage", Genre.ENTIER, minimum=-2, maximum=40),
    Champ("mode", "Mode d'envoi", Genre.CHOIX, choix=ModeEnvoi),
    Champ("difficultes", "Difficultés", Genre.CHOIX_MULTIPLE, choix=Difficulte),
    Champ("qpv", "En quartier prioritaire", Genre.OUI_NON_INCONNU),
    Champ("telephone", "Téléphone", Genre.TELEPHONE),
    Champ("note", "Note", Genre.TEXTE_LONG),
)


@pytest.fixture
def base() -> FausseBase:
    return FausseBase()


@pytest.fixture
def formulaire(qtbot: QtBot, base: FausseBase) -> Formulaire:
    return ouvrir(qtbot, base)


def ouvrir(qtbot: QtBot, base: FausseBase, **options: Any) -> Formulaire:
    invites = options.pop("invites", None)
    formulaire = Formulaire(CHAMPS, faux_contexte(base, invites=invites), "proposition/1", **options)
    qtbot.addWidget(formulaire)
    formulaire.show()
    formulaire.activateWindow()
    qtbot.waitUntil(formulaire.isActiveWindow)
    return formulaire


def ligne(formulaire: Formulaire, nom: str) -> QLineEdit:
    cible = formulaire.rangs[nom].saisie.cibles()[0]
    assert isinstance(cible, QLineEdit)
    return cible


def taper(formulaire: Formulaire, nom: str, texte: str) -> None:
    cible = formulaire.rangs[nom].saisie.cibles()[0]
    cible.setFocus()
    QTest.keyClicks(cible, texte)


def quitter() -> None:
    cible = QApplication.focusWidget()
    assert cible is not None
    QTest.keyClick(cible, Qt.Key.Key_Tab)


def test_le_champ_quitte_est_au_brouillon_meme_invalide(formulaire: Formulaire, base: FausseBase) -> None:
    taper(formulaire, "envoi", "31/02/2026")
    assert base.brouillons == {}
    quitter()
    assert base.brouillons == {"proposition/1": {"envoi": "31/02/2026"}}
    assert ligne(formulaire, "envoi").text() == "31/02/2026"
    assert "n'existe pas" in formulaire.rangs["envoi"].erreur


def test_une_pause_dans_la_frappe_enregistre_sans_rien_marquer(
    formulaire: Formulaire, base: FausseBase, qtbot: QtBot
) -> None:
    taper(formulaire, "envoi", "12/0")
    qtbot.waitUntil(lambda: base.brouillons == {"proposition/1": {"envoi": "12/0"}})
    assert formulaire.rangs["envoi"].erreur == ""


def test_fermer_sans_valider_ne_perd_rien(formulaire: Formulaire, base: FausseBase, qtbot: QtBot) -> None:
    taper(formulaire, "note", "Elle dit : « pas le 4e »")
    formulaire.close()
    assert base.brouillons["proposition/1"]["note"] == "Elle dit : « pas le 4e »"
    repris = ouvrir(qtbot, base)
    assert repris.rangs["note"].texte == "Elle dit : « pas le 4e »"


def test_changer_d_ecran_ne_perd_rien(formulaire: Formulaire, base: FausseBase) -> None:
    taper(formulaire, "loyer", "3")
    formulaire.hide()
    assert base.brouillons["proposition/1"]["loyer"] == "3"


def test_le_brouillon_revient_avec_ses_erreurs_et_passe_avant_les_valeurs(qtbot: QtBot, base: FausseBase) -> None:
    base.brouillons["proposition/1"] = {
        "envoi": "demain peut-être",
        "mode": "remise",
        "difficultes": "budget,langue",
        "qpv": "non",
        "disparu": "x",
    }
    formulaire = ouvrir(qtbot, base, valeurs={"envoi": date(2026, 1, 2), "loyer": 36800, "qpv": True})
    assert formulaire.rangs["envoi"].texte == "demain peut-être"
    assert formulaire.rangs["envoi"].erreur == "Écrivez une date comme 12/03/2026."
    assert formulaire.rangs["loyer"].texte == "368,00\u00a0€"
    assert formulaire.rangs["mode"].valeur() is ModeEnvoi.REMISE
    assert formulaire.rangs["difficultes"].valeur() == (Difficulte.BUDGET, Difficulte.LANGUE)
    assert formulaire.rangs["qpv"].valeur() is False


def test_ouvrir_et_parcourir_sans_rien_taper_n_ecrit_aucun_brouillon(qtbot: QtBot, base: FausseBase) -> None:
    formulaire = ouvrir(qtbot, base, valeurs={"loyer": 36800, "qpv": True, "difficultes": (Difficulte.BUDGET,)})
    ligne(formulaire, "envoi").setFocus()
    for _ in range(20):
        quitter()
    formulaire.close()
    assert base.brouillons == {}


def test_les_valeurs_sont_typees_et_l_inconnu_est_none(formulaire: Formulaire) -> None:
    taper(formulaire, "envoi", "12-3-26")
    taper(formulaire, "loyer", "1 234,56")
    taper(formulaire, "surface", "76.3")
    taper(formulaire, "etage", "-1")
    taper(formulaire, "telephone", "0612345678")
    assert formulaire.valeurs() == {
        "envoi": date(2026, 3, 12),
        "loyer": 123456,
        "surface": 7630,
        "etage": -1,
        "mode": None,
        "difficultes": (),
        "qpv": None,
        "telephone": "06 12 34 56 78",
        "note": None,
    }


def test_une_valeur_lue_prend_sa_forme_francaise(formulaire: Formulaire, base: FausseBase) -> None:
    taper(formulaire, "envoi", "12-3-26")
    quitter()
    assert ligne(formulaire, "envoi").text() == "12/03/2026"
    assert base.brouillons["proposition/1"]["envoi"] == "12-3-26"


def test_la_validation_montre_toutes_les_erreurs_et_va_a_la_premiere(formulaire: Formulaire, qtbot: QtBot) -> None:
    taper(formulaire, "loyer", "douze")
    taper(formulaire, "etage", "41")
    with qtbot.assertNotEmitted(formulaire.valider):
        formulaire.demander_validation()
    with pytest.raises(ErreursSaisie) as prise:
        formulaire.valeurs()
    assert list(prise.value.erreurs) == ["envoi", "loyer", "etage"]
    assert prise.value.phrase == "3 champs à corriger ou à compléter."
    assert formulaire.rangs["envoi"].erreur == "Renseignez « Envoyée le »."
    assert formulaire.rangs["etage"].erreur == "Écrivez un nombre au plus égal à 40."
    assert formulaire.rangs["surface"].erreur == ""
    assert QApplication.focusWidget() is ligne(formulaire, "envoi")
    assert ligne(formulaire, "loyer").text() == "douze"
    ligne(formulaire, "loyer").deselect()
    taper(formulaire, "loyer", "x")
    assert ligne(formulaire, "loyer").text() == "douzex"


def test_le_champ_a_corriger_vient_sous_les_yeux(qtbot: QtBot, base: FausseBase) -> None:
    formulaire = Formulaire(CHAMPS, faux_contexte(base), "proposition/1")
    zone = ZoneDefilante(formulaire)
    zone.resize(500, 160)
    qtbot.addWidget(zone)
    zone.show()
    zone.activateWindow()
    qtbot.waitUntil(zone.isActiveWindow)
    zone.verticalScrollBar().setValue(zone.verticalScrollBar().maximum())
    champ = formulaire.rangs["envoi"].saisie
    assert champ.visibleRegion().isEmpty()
    formulaire.demander_validation()
    qtbot.waitUntil(lambda: not champ.visibleRegion().isEmpty())


def test_la_page_suit_la_frappe_de_question_en_question(qtbot: QtBot, base: FausseBase) -> None:
    questions = [Champ(f"q{n}", f"Question {n}", Genre.OUI_NON_INCONNU, touches=True) for n in range(12)]
    formulaire = Formulaire(questions, faux_contexte(base), "enquete/1")
    zone = ZoneDefilante(formulaire)
    zone.resize(500, 160)
    qtbot.addWidget(zone)
    zone.show()
    zone.activateWindow()
    qtbot.waitUntil(zone.isActiveWindow)
    formulaire.rangs["q0"].setFocus()
    for n in range(11):
        cible = QApplication.focusWidget()
        assert cible is not None
        QTest.keyClicks(cible, "1")
        assert formulaire.rangs[f"q{n}"].texte
        suivante = formulaire.rangs[f"q{n + 1}"].saisie
        qtbot.waitUntil(lambda s=suivante: not s.visibleRegion().isEmpty())  # type: ignore[misc]


def test_le_compte_des_champs_a_corriger_suit_les_corrections(formulaire: Formulaire) -> None:
    taper(formulaire, "loyer", "douze")
    formulaire.demander_validation()
    assert compte(formulaire) == ["2 champs à corriger ou à compléter."]
    taper(formulaire, "envoi", "12/03/2026")
    quitter()
    assert compte(formulaire) == ["1 champ à corriger ou à compléter."]
    ligne(formulaire, "loyer").clear()
    taper(formulaire, "loyer", "412,50")
    quitter()
    assert compte(formulaire) == []


def compte(formulaire: Formulaire) -> list[str]:
    dits = [t.text() for t in formulaire.findChildren(QLabel) if t.isVisible()]
    return [t for t in dits if "à corriger ou à compléter" in t]


def test_ctrl_entree_valide_et_le_brouillon_s_efface_apres_le_geste(
    formulaire: Formulaire, base: FausseBase, qtbot: QtBot
) -> None:
    formulaire.valider.connect(lambda valeurs: formulaire.executer(noter, valeurs["envoi"]))
    taper(formulaire, "envoi", "aujourd'hui")
    with qtbot.waitSignal(formulaire.valider):
        QTest.keyClick(ligne(formulaire, "envoi"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert base.gestes == [date(2026, 11, 18)]
    assert base.brouillons == {}
    formulaire.close()
    assert base.brouillons == {}


def test_echap_quitte_et_garde_le_brouillon(formulaire: Formulaire, base: FausseBase, qtbot: QtBot) -> None:
    taper(formulaire, "envoi", "12/0")
    with qtbot.waitSignal(formulaire.quitter):
        QTest.keyClick(ligne(formulaire, "envoi"), Qt.Key.Key_Escape)
    assert base.brouillons["proposition/1"]["envoi"] == "12/0"


def test_echap_quitte_aussi_depuis_une_liste_deroulante(formulaire: Formulaire, qtbot: QtBot) -> None:
    with qtbot.waitSignal(formulaire.quitter):
        QTest.keyClick(formulaire.rangs["mode"].saisie.cibles()[0], Qt.Key.Key_Escape)


def refuser_loyer(_base: FausseBase) -> Changements:
    raise ErreurMetier("Le loyer dépasse le plafond : vérifiez-le.", champ="loyer")


def refuser_tout(_base: FausseBase) -> Changements:
    raise ErreurMetier("Une quatrième proposition demande une raison.")


def test_l_erreur_du_service_est_pres_du_champ_qu_elle_nomme(formulaire: Formulaire, base: FausseBase) -> None:
    taper(formulaire, "loyer", "900")
    assert formulaire.executer(refuser_loyer) is None
    assert formulaire.rangs["loyer"].erreur == "Le loyer dépasse le plafond : vérifiez-le."
    assert QApplication.focusWidget() is ligne(formulaire, "loyer")
    assert base.brouillons["proposition/1"]["loyer"] == "900"


def test_l_erreur_sans_champ_est_au_dessus_des_boutons(formulaire: Formulaire) -> None:
    assert formulaire.executer(refuser_tout) is None
    visibles = [texte.text() for texte in formulaire.findChildren(QLabel) if texte.isVisible()]
    assert "Une quatrième proposition demande une raison." in visibles


def test_effacer_le_brouillon_demande_confirmation(qtbot: QtBot, base: FausseBase) -> None:
    base.brouillons["proposition/1"] = {"loyer": "999"}
    invites = FaussesInvites(False, True)
    formulaire = ouvrir(qtbot, base, valeurs={"loyer": 36800}, invites=invites)
    formulaire.abandonner()
    assert formulaire.rangs["loyer"].texte == "999"
    formulaire.abandonner()
    assert formulaire.rangs["loyer"].texte == "368,00\u00a0€"
    assert base.brouillons == {}


def test_un_brouillon_ne_se_dit_pas_enregistre(formulaire: Formulaire) -> None:
    taper(formulaire, "envoi", "12/03/2026")
    quitter()
    textes = [texte.text() for texte in formulaire.findChildren(QLabel)]
    assert "Brouillon gardé à 14:32, pas encore enregistré" in textes
    assert "Enregistré à 14:32" not in textes
    formulaire.oublier()
    assert "Enregistré à 14:32" in [texte.text() for texte in formulaire.findChildren(QLabel)]


def test_une_ecriture_d_ailleurs_ne_se_dit_pas_brouillon(qtbot: QtBot, base: FausseBase) -> None:
    contexte = faux_contexte(base)
    formulaire = Formulaire(CHAMPS, contexte, "proposition/1")
    qtbot.addWidget(formulaire)
    formulaire.show()
    contexte.ecrire_brouillon("autre/1", "note", "x")
    assert not [texte.text() for texte in formulaire.findChildren(QLabel) if "gardé" in texte.text()]


def test_chaque_controle_a_un_nom_une_description_et_un_libelle(formulaire: Formulaire) -> None:
    for nom, rang in formulaire.rangs.items():
        assert rang.findChildren(QLabel)[0].buddy() is rang.saisie.cibles()[0], nom
        for cible in rang.saisie.cibles():
            assert cible.accessibleName().startswith(rang.champ.libelle)
            assert cible.accessibleDescription()
    formulaire.rangs["loyer"].montrer_erreur("Trop grand.")
    assert "Trop grand." in ligne(formulaire, "loyer").accessibleDescription()


def test_la_tabulation_suit_l_ordre_des_champs(formulaire: Formulaire) -> None:
    ligne(formulaire, "envoi").setFocus()
    noms = [QApplication.focusWidget()]
    for _ in range(6):
        quitter()
        noms.append(QApplication.focusWidget())
    assert noms[1] is ligne(formulaire, "loyer")
    assert noms[2] is ligne(formulaire, "surface")
    assert isinstance(noms[4], QComboBox)
    assert isinstance(noms[5], QCheckBox)


def test_la_molette_ne_change_pas_une_liste(formulaire: Formulaire) -> None:
    liste = formulaire.rangs["mode"].saisie.cibles()[0]
    assert isinstance(liste, QComboBox)
    liste.setCurrentIndex(1)
    molette = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(liste, molette)
    assert liste.currentIndex() == 1


def test_un_choix_disparu_est_garde_et_dit(qtbot: QtBot, base: FausseBase) -> None:
    base.brouillons["proposition/1"] = {"mode": "pigeon"}
    formulaire = ouvrir(qtbot, base)
    assert formulaire.rangs["mode"].texte == "pigeon"
    assert formulaire.rangs["mode"].erreur == "Ce choix n'existe plus : choisissez dans la liste."


def test_oui_non_inconnu_au_clavier(formulaire: Formulaire, base: FausseBase) -> None:
    oui, non, inconnu = formulaire.rangs["qpv"].saisie.cibles()
    assert isinstance(inconnu, QRadioButton)
    assert inconnu.isChecked()
    oui.setFocus()
    QTest.keyClick(oui, Qt.Key.Key_Space)
    assert formulaire.rangs["qpv"].valeur() is True
    QTest.keyClick(oui, Qt.Key.Key_Right)
    assert isinstance(non, QRadioButton)
    assert non.isChecked()
    formulaire.garder()
    assert base.brouillons["proposition/1"]["qpv"] == "non"


@pytest.mark.parametrize(("touche", "reponse"), [
    (Qt.Key.Key_Right, False), (Qt.Key.Key_Down, False), (Qt.Key.Key_Left, None), (Qt.Key.Key_Up, None),
])
def test_une_fleche_repond_meme_depuis_une_case_qui_n_est_pas_cochee(
    formulaire: Formulaire, touche: Qt.Key, reponse: bool | None
) -> None:
    oui = formulaire.rangs["qpv"].saisie.cibles()[0]
    formulaire.rangs["qpv"].saisie.poser("oui")
    oui.setFocus()
    QTest.keyClick(oui, touche)
    assert formulaire.rangs["qpv"].valeur() is reponse


def test_la_premiere_fleche_quitte_l_inconnu(formulaire: Formulaire) -> None:
    oui = formulaire.rangs["qpv"].saisie.cibles()[0]
    oui.setFocus()
    QTest.keyClick(oui, Qt.Key.Key_Right)
    assert formulaire.rangs["qpv"].valeur() is False


def test_la_note_passe_la_main_avec_tab(formulaire: Formulaire) -> None:
    note = formulaire.rangs["note"].saisie.cibles()[0]
    assert isinstance(note, QPlainTextEdit)
    note.setFocus()
    quitter()
    assert QApplication.focusWidget() is not note
    assert note.toPlainText() == ""


def test_le_brouillon_est_efface_avant_que_les_ecrans_se_refassent(qtbot: QtBot, base: FausseBase) -> None:
    contexte = faux_contexte(base)
    formulaire = Formulaire(CHAMPS, contexte, "proposition/1")
    qtbot.addWidget(formulaire)
    base.brouillons["proposition/1"] = {"loyer": "12"}
    vus: list[object] = []
    contexte.change.connect(lambda *_: vus.append(dict(base.brouillons)))
    formulaire.executer(noter, 1)
    assert vus == [{}]
    assert contexte.nom_dernier_geste == "entretien noté"


def test_une_liste_se_coche_un_a_un_tous_ou_par_groupe(qtbot: QtBot, base: FausseBase) -> None:
    noms = [("1", "Abdi"), ("2", "Benali"), ("3", "Roux")]
    champ = Champ("menages", "Ménages", Genre.LISTE, choix=noms, groupes=(("Tous", "123"), ("Bâtiment A", "12")))
    formulaire = Formulaire((champ,), faux_contexte(base), "evenement/1")
    qtbot.addWidget(formulaire)
    formulaire.show()
    saisie = formulaire.rangs["menages"].saisie
    assert isinstance(saisie, SaisieListe)
    tous, batiment, aucun = saisie.groupes
    liste = saisie.cibles()[0]
    for bouton, attendu in ((tous, "1,2,3"), (batiment, "3"), (batiment, "1,2,3"), (aucun, ""), (batiment, "1,2")):
        bouton.click()
        assert saisie.texte() == attendu
    QTest.keyClick(liste, Qt.Key.Key_End)
    QTest.keyClick(liste, Qt.Key.Key_Space)
    assert formulaire.valeurs() == {"menages": ("1", "2", "3")}
    assert "3 cochés sur 3" in [t.text() for t in saisie.findChildren(QLabel)]
    formulaire.close()
    assert base.brouillons == {"evenement/1": {"menages": "1,2,3"}}


def test_un_clic_n_est_pas_perdu_quand_l_erreur_du_champ_quitte_s_efface(
    formulaire: Formulaire, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    rang = formulaire.rangs["envoi"]
    taper(formulaire, "envoi", "31/02/2026")
    quitter()
    ligne(formulaire, "envoi").clear()
    taper(formulaire, "envoi", "12/03/2026")
    enfonces = [Qt.MouseButton.LeftButton]
    monkeypatch.setattr(QApplication, "mouseButtons", lambda: enfonces[0])
    ligne(formulaire, "loyer").setFocus(Qt.FocusReason.MouseFocusReason)
    assert "n'existe pas" in rang.erreur
    enfonces[0] = Qt.MouseButton.NoButton
    qtbot.waitUntil(lambda: rang.erreur == "")


def test_un_clic_sur_valider_garde_l_erreur_du_champ_vide_qu_il_quitte(
    formulaire: Formulaire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QApplication, "mouseButtons", lambda: Qt.MouseButton.LeftButton)
    ligne(formulaire, "envoi").setFocus()
    ligne(formulaire, "loyer").setFocus(Qt.FocusReason.MouseFocusReason)
    formulaire.demander_validation()
    assert not [attente for attente in formulaire.rangs["envoi"].findChildren(QTimer) if attente.isActive()]
    assert formulaire.rangs["envoi"].erreur == "Renseignez « Envoyée le »."


def test_chaque_champ_a_corriger_le_dit_meme_celui_qui_avait_le_clavier(qtbot: QtBot, base: FausseBase) -> None:
    champs = (CHAMPS[0], Champ("motif", "Motif", obligatoire=True))
    formulaire = Formulaire(champs, faux_contexte(base), "proposition/1")
    qtbot.addWidget(formulaire)
    formulaire.show()
    formulaire.activateWindow()
    qtbot.waitUntil(formulaire.isActiveWindow)
    formulaire.rangs["motif"].setFocus()
    formulaire.demander_validation()
    assert ligne(formulaire, "envoi").hasFocus()
    assert [bool(rang.erreur) for rang in formulaire.rangs.values()] == [True, True]


def test_tab_mene_du_dernier_champ_a_la_validation(formulaire: Formulaire) -> None:
    taper(formulaire, "note", "Elle rappellera.")
    quitter()
    courant = QApplication.focusWidget()
    assert isinstance(courant, Bouton)
    assert courant.text() == "Valider"


@pytest.mark.parametrize("largeur", [340, 700])
def test_le_brouillon_garde_n_elargit_pas_le_formulaire(qtbot: QtBot, base: FausseBase, largeur: int) -> None:
    base.brouillons["proposition/1"] = {"motif": "x"}
    champs = (Champ("motif", "Motif"),)
    formulaire = Formulaire(champs, faux_contexte(base), "proposition/1", action="Valider")
    qtbot.addWidget(formulaire)
    formulaire.show()
    taper(formulaire, "motif", "y")
    formulaire.garder()
    formulaire.resize(largeur, 300)
    assert formulaire.width() == largeur


def test_un_long_libelle_va_a_la_ligne(qtbot: QtBot, base: FausseBase) -> None:
    champs = tuple(Champ(nom, mot, demi=True) for nom, mot in (("a", "Un libellé très long " * 4), ("b", "Court")))
    formulaire = Formulaire(champs, faux_contexte(base), "proposition/1")
    qtbot.addWidget(formulaire)
    formulaire.resize(500, 300)
    formulaire.show()
    assert abs(formulaire.rangs["a"].width() - formulaire.rangs["b"].width()) <= 1
