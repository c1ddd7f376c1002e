"""Le panneau de la charte et la prochaine action."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from relogement.commun import ErreurMetier
from relogement.regles.charte.constat import Cible, Constat, Manquement, Preuve
from relogement.regles.charte.etats import Etat
from relogement.regles.faits import Derogation
from relogement.regles.suite import Suite
from tests.ui.socle.faux import FausseBase, faux_contexte
from ui.ecrans.menage.constats import comptes, mot_etat
from ui.ecrans.menage.ligne_constat import LigneConstat
from ui.ecrans.menage.panneau_charte import ETROIT, LARGE, REPLIE, PanneauCharte
from ui.ecrans.menage.prochaine import action, bandeau, prochaine
from ui.ecrans.menage.regard import Regard
from ui.socle.elements import Bouton, Texte
from ui.socle.pastille import Pastille
from ui.socle.pastille_bouton import PastilleBouton

AU = date(2026, 11, 18)
CIBLE = Cible("foyer", "referent")


def constat(etat: Etat, ident: str = "A03.1", **autres: object) -> Constat:
    vide = Constat(int(ident[1:3]), ident, f"Obligation {ident}", etat, cible=CIBLE, redige=f"Phrase de {ident}")
    return replace(vide, **autres)  # type: ignore[arg-type]  # des champs du constat


CONSTATS = [
    constat(Etat.RESPECTEE, "A01.1", preuves=(Preuve("bail", "1", date(2009, 9, 4), "Bail L-0042"),), cible=None),
    constat(Etat.EN_RETARD, "A03.1", echeance=date(2026, 11, 12), jours=6),
    constat(Etat.A_FAIRE, "A04.1", echeance=date(2027, 3, 5)),
    constat(Etat.SANS_OBJET, "A04.6", cible=None),
    constat(Etat.A_VENIR, "A08.1"),
]


@pytest.fixture
def panneau(qtbot: QtBot) -> PanneauCharte:
    fait = PanneauCharte(faux_contexte(), lambda _: CONSTATS)
    qtbot.addWidget(fait)
    fait.resize(352, 700)
    with qtbot.waitExposed(fait):
        fait.show()
    fait.montrer(CONSTATS)
    return fait


def textes(zone: QWidget) -> list[str]:
    return [label.text() for label in zone.findChildren(QLabel) if label.isVisibleTo(zone)]


def test_le_mot_d_un_etat_dit_ses_jours_ou_son_echeance() -> None:
    assert [mot_etat(c) for c in CONSTATS] == [
        "respectée", "en retard de 6 j", "à faire d'ici le 05/03/2027", "sans objet", "à venir",
    ]
    assert mot_etat(constat(Etat.RESPECTEE, jours=3)) == "respectée, 3 j de retard"
    assert mot_etat(constat(Etat.A_FAIRE)) == "à faire"


def test_les_comptes_vont_du_plus_pressant_au_moins() -> None:
    assert comptes(CONSTATS) == [
        (Etat.EN_RETARD, 1), (Etat.A_FAIRE, 1), (Etat.RESPECTEE, 1), (Etat.A_VENIR, 1), (Etat.SANS_OBJET, 1),
    ]


def test_le_panneau_garde_l_ordre_de_la_charte_et_met_le_sans_objet_a_la_fin(panneau: PanneauCharte) -> None:
    assert [ligne.constat.id for ligne in panneau.lignes] == ["A01.1", "A03.1", "A04.1", "A08.1", "A04.6"]
    assert [ligne.isVisible() for ligne in panneau.lignes] == [True, True, True, True, False]
    plis = next(b for b in panneau.findChildren(Bouton) if "sans objet" in b.text())
    plis.click()
    assert panneau.lignes[-1].isVisible()
    assert "Phrase de A04.6." in textes(panneau)


def test_les_pastilles_de_compte_se_lisent_avec_leur_mot(panneau: PanneauCharte) -> None:
    noms = [p.accessibleName() for p in panneau.findChildren(PastilleBouton)]
    assert "1 : en retard" in noms
    assert "1 : sans objet" in noms


def test_un_clic_ou_une_touche_vise_le_formulaire(panneau: PanneauCharte, qtbot: QtBot) -> None:
    retard = panneau.lignes[1]
    with qtbot.waitSignal(panneau.vise) as vise:
        QTest.mouseClick(retard, Qt.MouseButton.LeftButton)
    assert vise.args == [CIBLE]
    for touche in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        with qtbot.waitSignal(panneau.vise) as vise:
            QTest.keyClick(retard, touche)
        assert vise.args == [CIBLE]


def test_un_constat_sans_cible_ne_vise_rien(panneau: PanneauCharte, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(panneau.vise):
        QTest.mouseClick(panneau.lignes[0], Qt.MouseButton.LeftButton)
        QTest.keyClick(panneau.lignes[0], Qt.Key.Key_Return)


def test_les_preuves_et_les_manquements_se_deplient(qtbot: QtBot) -> None:
    manque = Manquement(date(2026, 2, 1), date(2026, 2, 9), "Sans référent du 01/02/2026 au 09/02/2026 (9 jours)")
    ligne = LigneConstat(replace(CONSTATS[0], manquements=(manque,)))
    qtbot.addWidget(ligne)
    attendus = {
        "04/09/2009 · Bail L-0042",
        "Manquement : Sans référent du 01/02/2026 au 09/02/2026 (9 jours)",
    }
    assert not attendus & set(textes(ligne))
    assert ligne.bouton_preuves is not None
    ligne.bouton_preuves.click()
    assert attendus <= set(textes(ligne))
    QTest.keyClick(ligne, Qt.Key.Key_Left)
    assert not ligne.depliee
    QTest.keyClick(ligne, Qt.Key.Key_Right)
    assert ligne.depliee


def test_un_constat_sans_preuve_n_a_pas_de_bouton_preuves(panneau: PanneauCharte) -> None:
    assert panneau.lignes[1].bouton_preuves is None


def test_les_preuves_depliees_et_le_clavier_survivent_a_un_geste(panneau: PanneauCharte) -> None:
    panneau.lignes[0].deplier(True)
    panneau.lignes[1].setFocus()
    change = [*CONSTATS[:4], constat(Etat.A_FAIRE, "A08.1", echeance=AU)]
    panneau.montrer(change)
    assert panneau.lignes[0].depliee
    assert panneau.lignes[1].hasFocus()
    assert panneau.lignes[3].constat.etat is Etat.A_FAIRE


def test_rien_n_est_refait_si_rien_n_a_change(panneau: PanneauCharte) -> None:
    avant = panneau.lignes
    panneau.montrer(list(CONSTATS))
    assert panneau.lignes is avant


def panneau_date(qtbot: QtBot, demandes: list[Regard]) -> PanneauCharte:
    """Un panneau qui retient ce qu'on lui demande, et dont le passé d'avant 2026 n'est pas connu."""

    def evaluer(regard: Regard) -> Sequence[Constat]:
        demandes.append(regard)
        if regard.connu_le is not None and regard.connu_le.year < 2026:
            raise ErreurMetier("Rien n'était connu ce jour-là.")
        return CONSTATS[:1] if regard != Regard(AU) else CONSTATS

    panneau = PanneauCharte(faux_contexte(), evaluer)
    qtbot.addWidget(panneau)
    panneau.show()
    panneau.montrer(CONSTATS)
    return panneau


def taper_date(panneau: PanneauCharte, texte: str) -> None:
    panneau.choix.saisie.poser(texte)
    QTest.keyClick(panneau.choix.saisie.cibles()[0], Qt.Key.Key_Return)


def test_on_lit_la_charte_a_une_autre_date(qtbot: QtBot) -> None:
    demandes: list[Regard] = []
    panneau = panneau_date(qtbot, demandes)
    choix = panneau.choix
    assert (choix.isVisible(), choix.bouton.text()) == (False, "Voir au…")
    choix.bouton.click()
    assert (choix.isVisible(), choix.bouton.isVisible(), choix.au.isChecked()) == (True, False, True)
    taper_date(panneau, "31-02-2027")
    assert any("n'existe pas" in t for t in textes(panneau))
    assert demandes == []
    taper_date(panneau, "1er mars 2027")
    assert demandes == [Regard(date(2027, 3, 1))]
    assert "Vu au 01/03/2027" in textes(panneau)
    assert not any("n'existe pas" in t for t in textes(panneau))
    assert len(panneau.lignes) == 1
    choix.revenir.click()
    assert panneau.regard == Regard(AU)
    assert (choix.isVisible(), choix.bouton.isVisible()) == (False, True)
    assert len(panneau.lignes) == len(CONSTATS)


def test_on_lit_la_charte_telle_que_connue_un_jour(qtbot: QtBot) -> None:
    demandes: list[Regard] = []
    panneau, mars = panneau_date(qtbot, demandes), date(2026, 3, 12)
    panneau.choix.bouton.click()
    taper_date(panneau, "12/03/2026")
    panneau.choix.connu.click()
    assert demandes == [Regard(mars), Regard(mars, mars)]
    assert "Tel que connu le 12/03/2026" in textes(panneau)
    assert any("toujours à aujourd'hui" in t for t in textes(panneau))
    panneau.choix.au.click()
    assert "Vu au 12/03/2026" in textes(panneau)


def test_un_jour_qui_ne_se_voit_pas_le_dit_et_garde_ce_qui_est_montre(qtbot: QtBot) -> None:
    panneau = panneau_date(qtbot, [])
    panneau.choix.bouton.click()
    panneau.choix.connu.click()
    taper_date(panneau, "31/12/2025")
    assert "Rien n'était connu ce jour-là." in textes(panneau)
    assert panneau.regard == Regard(AU, AU)
    panneau.choix.au.click()
    assert panneau.regard == Regard(date(2025, 12, 31))


def test_un_autre_menage_et_le_panneau_replie_ne_gardent_pas_la_date_a_l_ecran(qtbot: QtBot) -> None:
    panneau = panneau_date(qtbot, [])
    panneau.choix.bouton.click()
    taper_date(panneau, "01/03/2027")
    panneau.basculer()
    assert (panneau.choix.isVisible(), panneau.choix.bouton.isVisible()) == (False, False)
    panneau.basculer()
    assert panneau.choix.isVisible()
    assert panneau.regard == Regard(date(2027, 3, 1))
    panneau.nouveau_menage()
    assert panneau.regard == Regard(AU)
    assert (panneau.choix.isVisible(), panneau.choix.bouton.isVisible()) == (False, True)


def test_le_panneau_se_replie_et_s_en_souvient(qtbot: QtBot) -> None:
    base = FausseBase()
    premier = PanneauCharte(faux_contexte(base), lambda _: CONSTATS)
    qtbot.addWidget(premier)
    premier.montrer(CONSTATS)
    premier.ajuster(1440)
    assert premier.width() == LARGE
    premier.ajuster(1280)
    assert premier.width() == ETROIT
    premier.basculer()
    assert premier.width() == REPLIE
    assert premier._zone.isHidden()
    second = PanneauCharte(faux_contexte(base), lambda _: CONSTATS)
    qtbot.addWidget(second)
    assert second.replie
    second.basculer()
    assert not second.replie


def test_le_plus_vieux_retard_passe_avant_tout() -> None:
    vieux = constat(Etat.EN_RETARD, "A06.3", echeance=date(2026, 5, 1), jours=201)
    assert prochaine([*CONSTATS, vieux]) is vieux
    assert prochaine(CONSTATS) is CONSTATS[1]


def test_sans_retard_l_echeance_la_plus_proche_puis_ce_qui_est_sans_date_puis_a_verifier() -> None:
    sans_date = constat(Etat.A_FAIRE, "A01.2")
    proche = constat(Etat.A_FAIRE, "A04.1", echeance=AU)
    verifier = constat(Etat.INDETERMINEE, "A04.3", echeance=date(2026, 1, 1))
    assert prochaine([verifier, sans_date, proche]) is proche
    assert prochaine([verifier, sans_date]) is sans_date
    assert prochaine([verifier]) is verifier


def test_ce_qui_ne_peut_pas_se_regler_n_est_pas_une_action() -> None:
    assert prochaine([constat(Etat.EN_RETARD, cible=None, echeance=AU), *CONSTATS[3:]]) is None


@given(st.lists(st.integers(1, 900), min_size=1, max_size=8))
def test_la_prochaine_action_est_toujours_le_retard_le_plus_ancien(retards: list[int]) -> None:
    constats = [constat(Etat.EN_RETARD, echeance=AU - timedelta(days=n), jours=n) for n in retards]
    choisi = prochaine(constats)
    assert choisi is not None
    assert choisi.jours == max(retards)


def test_la_suite_du_parcours_passe_avant_ce_qui_n_est_pas_en_retard(qtbot: QtBot) -> None:
    suite = Suite(Cible("demenagement", "bail"), "Proposition n° 2 acceptée.", date(2027, 3, 15))
    retard, faire = constat(Etat.EN_RETARD, echeance=AU, jours=1), constat(Etat.A_FAIRE, echeance=AU)
    assert action([faire, retard], suite) is retard
    assert action([faire], suite) is suite
    assert action([], suite) is suite
    assert action([faire], None) is faire
    visees: list[Cible] = []
    dit = bandeau(suite, visees.append, lambda _: None)
    qtbot.addWidget(dit)
    assert [p.accessibleName() for p in dit.findChildren(Pastille)] == ["attendu le 15/03/2027"]
    (bouton,) = dit.findChildren(Bouton)
    assert bouton.accessibleName() == "Signer le bail"
    bouton.click()
    assert visees == [suite.cible]


def test_sous_un_retard_la_suite_du_parcours_se_rappelle(qtbot: QtBot) -> None:
    suite = Suite(Cible("demenagement", "bail"), "Proposition n° 2 acceptée.", date(2027, 3, 15))
    visees: list[Cible] = []
    dit = bandeau(constat(Etat.EN_RETARD, echeance=AU, jours=1), visees.append, lambda _: None, suite=suite)
    qtbot.addWidget(dit)
    assert "Puis : signer le bail, attendu le 15/03/2027" in [t.text() for t in dit.findChildren(Texte)]
    next(b for b in dit.findChildren(Bouton) if b.accessibleName() == "Signer le bail").click()
    assert visees == [suite.cible]
    sans_jour = bandeau(
        constat(Etat.EN_RETARD, echeance=AU, jours=1), visees.append, lambda _: None,
        suite=Suite(suite.cible, suite.phrase),
    )
    qtbot.addWidget(sans_jour)
    assert "Puis : signer le bail" in [t.text() for t in sans_jour.findChildren(Texte)]


def test_le_bandeau_sans_rien_a_faire_le_dit(qtbot: QtBot) -> None:
    calme = bandeau(None, lambda _: None, lambda _: None)
    qtbot.addWidget(calme)
    assert calme.accessibleName() == "Rien n'est dû à ce jour"


def test_le_bandeau_d_un_refus_propose_d_imprimer_le_formulaire(qtbot: QtBot) -> None:
    imprimes: list[str] = []
    vises: list[Cible] = []
    cible = Cible("propositions", "refus", "00000000-0000-0000-0000-000000000001")
    refus = constat(Etat.EN_RETARD, "A04.2", cible=cible, echeance=date(2026, 11, 12), jours=6)
    fait = bandeau(refus, vises.append, imprimes.append)
    qtbot.addWidget(fait)
    boutons = {b.accessibleName(): b for b in fait.findChildren(Bouton)}
    boutons["Imprimer le formulaire"].click()
    boutons["Obtenir l'écrit du refus"].click()
    assert imprimes == [cible.id]
    assert vises == [cible]
    assert refus.phrase in textes(fait)


def test_le_bandeau_court_met_la_raison_dans_la_bulle(qtbot: QtBot) -> None:
    fait = bandeau(CONSTATS[1], lambda _: None, lambda _: None, court=True)
    qtbot.addWidget(fait)
    assert CONSTATS[1].phrase not in textes(fait)
    assert fait.toolTip() == CONSTATS[1].phrase


def test_le_bandeau_commence_seulement_une_tres_longue_raison(qtbot: QtBot) -> None:
    derogee = Derogation("7", "A05.1", date(2026, 11, 2), "Claire D.", "loyer accepté par écrit, " * 60)
    rompu = constat(Etat.EN_RETARD, "A05.1", derogation=derogee, cible=Cible("budget", "mensualite"))
    fait = bandeau(rompu, lambda _: None, lambda _: None)
    qtbot.addWidget(fait)
    (raison,) = [t for t in textes(fait) if "dérogation du" in t]
    assert len(raison) <= 300
    assert raison.endswith(" …")
    assert fait.toolTip() == rompu.phrase


def test_seul_un_manquement_peut_se_deroger_et_la_derogation_se_voit(panneau: PanneauCharte, qtbot: QtBot) -> None:
    derogee = Derogation("7", "A05.1", date(2026, 11, 2), "Claire D.", "loyer accepté par écrit")
    rompu = constat(Etat.NON_RESPECTEE, "A05.1", derogation=derogee)
    panneau.montrer([*CONSTATS, rompu])
    par_id = {ligne.constat.id: ligne for ligne in panneau.lignes}

    def boutons(ident: str) -> list[str]:
        return [b.text() for b in par_id[ident].findChildren(Bouton) if "érog" in b.text()]

    assert {i: boutons(i) for i in par_id if boutons(i)} == {
        "A03.1": ["Déroger"], "A05.1": ["Corriger la dérogation"]
    }
    pastilles = [p.style_montre.mot for p in par_id["A05.1"].findChildren(Pastille)]
    assert pastilles == ["non respectée", "dérogation"]
    with qtbot.waitSignal(panneau.deroge) as recu:
        next(b for b in par_id["A05.1"].findChildren(Bouton)).click()
    assert recu.args == [rompu]


def test_rien_ne_se_deroge_quand_on_regarde_un_autre_jour(qtbot: QtBot) -> None:
    panneau = PanneauCharte(faux_contexte(), lambda _: CONSTATS)
    qtbot.addWidget(panneau)
    panneau.montrer(CONSTATS)
    assert [b.text() for b in panneau.findChildren(Bouton) if b.text() == "Déroger"] == ["Déroger"]
    panneau.choix.bouton.click()
    taper_date(panneau, "12/03/2026")
    visibles = [b for ligne in panneau.lignes for b in ligne.findChildren(Bouton)]
    assert "Déroger" not in [b.text() for b in visibles]


def test_un_compte_mene_a_son_premier_constat(panneau: PanneauCharte) -> None:
    (retard,) = [b for b in panneau.findChildren(PastilleBouton) if b.accessibleName().endswith(": en retard")]
    retard.click()
    premiere = next(ligne for ligne in panneau.lignes if ligne.constat.etat is Etat.EN_RETARD)
    assert panneau.focusWidget() is premiere


def test_un_compte_sans_objet_deplie_d_abord_les_siens(panneau: PanneauCharte) -> None:
    panneau.aller_a(Etat.SANS_OBJET)
    courant = panneau.focusWidget()
    assert isinstance(courant, LigneConstat)
    assert courant.constat.etat is Etat.SANS_OBJET
    assert courant.isVisible()
