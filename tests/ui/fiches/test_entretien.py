"""L'entretien au clavier, du foyer à la relecture ; rien ne bloque, rien ne se perd, un seul geste."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from relogement.services.corrections import corriger, retirer
from relogement.services.menages import modifier_personne, noter_ressource
from relogement.services.ressources import LISTE_DU_BAILLEUR
from relogement.vocabulaire import Besoin, Difficulte, NatureRessource
from tests.ui.fiches.dossiers import Essai
from ui.fiches.dossier import Dossier
from ui.fiches.entretien import DERNIERE, FicheEntretien
from ui.fiches.entretien_relecture import phrases
from ui.fiches.registre import ouvrir_fiche
from ui.socle.elements import ZoneDefilante, colonne


def ouvrir(qtbot: QtBot, essai: Essai, champ: str | None = None) -> FicheEntretien:
    fiche = ouvrir_fiche("entretien", essai.contexte, essai.menage, None, champ)
    assert isinstance(fiche, FicheEntretien)
    qtbot.addWidget(fiche)
    fiche.show()
    qtbot.waitExposed(fiche)
    fiche.activateWindow()
    qtbot.waitUntil(fiche.isActiveWindow)
    fiche.viser(champ)
    return fiche


def taper(texte: str) -> None:
    courant = QApplication.focusWidget()
    assert courant is not None
    QTest.keyClicks(courant, texte)


def touche(cle: Qt.Key, modif: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    courant = QApplication.focusWidget()
    assert courant is not None
    QTest.keyClick(courant, cle, modif)


def jusqu_a(fiche: FicheEntretien, nom: str) -> None:
    """Entrée jusqu'à ce champ."""
    for _ in range(60):
        page = fiche.pages[fiche.etape]
        if page.courante() is fiche.questions[nom]:
            return
        touche(Qt.Key.Key_Return)
    raise AssertionError(f"{nom} n'est pas atteint au clavier")


def poser(fiche: FicheEntretien, **textes: str) -> None:
    for nom, texte in textes.items():
        fiche.questions[nom].rang.saisie.poser(texte)


def test_l_entretien_se_fait_au_clavier_seul(qtbot: QtBot, essai: Essai) -> None:
    fiche = ouvrir(qtbot, essai)
    assert fiche.questions["le"].rang.texte == "18/11/2026"
    jusqu_a(fiche, "presents")
    taper("Mme Benali et son fils")
    jusqu_a(fiche, "loyer_supportable")
    taper("350")
    jusqu_a(fiche, "type")
    taper("T4")
    jusqu_a(fiche, "besoins")
    touche(Qt.Key.Key_Space)
    jusqu_a(fiche, "conclusion")
    taper("Rechercher un T4")
    touche(Qt.Key.Key_Return)
    assert fiche.etape == DERNIERE
    with qtbot.waitSignal(fiche.termine):
        touche(Qt.Key.Key_Return)
    entretien = essai.fiche.entretiens[-1]
    assert entretien["presents"] == "Mme Benali et son fils"
    assert entretien["loyer_supportable"] == 35_000
    assert entretien["besoins"] == [Besoin.RDC_ASCENSEUR.value]
    assert entretien["conclusion"] == "Rechercher un T4"
    assert essai.fiche.souhaits[-1]["type"] == "T4"
    assert essai.gestes[0] == "Entretien du 18/11/2026"


def test_alt_c_marque_a_completer_et_passe_au_suivant(qtbot: QtBot, essai: Essai) -> None:
    fiche = ouvrir(qtbot, essai, f"naissance:{essai.personnes[1]}")
    question = fiche.questions[f"naissance:{essai.personnes[1]}"]
    taper("vers 2009")
    touche(Qt.Key.Key_C, Qt.KeyboardModifier.AltModifier)
    assert question.marquee
    assert fiche.pages[0].courante() is fiche.questions["composition_vue"]
    fiche.aller(DERNIERE)
    fiche.valider()
    ligne = essai.fiche.a_completer[-1]
    assert ligne["champ"] == "Date de naissance de Yanis"
    assert ligne["texte"] == "vers 2009"


def test_ce_qui_ne_se_lit_pas_est_marque_sans_bloquer(qtbot: QtBot, essai: Essai) -> None:
    fiche = ouvrir(qtbot, essai, "loyer")
    poser(fiche, loyer="beaucoup")
    fiche.avancer()
    assert fiche.questions["loyer"].marquee
    assert fiche.questions["loyer"].rang.erreur
    assert fiche.etape == 2


def test_une_reponse_lisible_retire_la_marque_et_regle_la_ligne(qtbot: QtBot, essai: Essai) -> None:
    nom = f"naissance:{essai.personnes[1]}"
    fiche = ouvrir(qtbot, essai, nom)
    touche(Qt.Key.Key_C, Qt.KeyboardModifier.AltModifier)
    fiche.valider()
    assert essai.fiche.a_completer[-1]["regle_le"] is None
    seconde = ouvrir(qtbot, essai, nom)
    taper("04/02/2009")
    touche(Qt.Key.Key_Return)
    seconde.valider()
    assert essai.fiche.a_completer[-1]["regle_le"] == date(2026, 11, 18)
    assert essai.fiche.personnes[1]["naissance"] == date(2009, 2, 4)


def test_l_entretien_repris_retrouve_sa_frappe_ses_marques_et_son_etape(qtbot: QtBot, essai: Essai) -> None:
    fiche = ouvrir(qtbot, essai, "presents")
    taper("Mme Benali")
    fiche.avancer()
    touche(Qt.Key.Key_C, Qt.KeyboardModifier.AltModifier)
    with qtbot.waitSignal(fiche.quitte):
        touche(Qt.Key.Key_Escape)
    fiche.close()
    reprise = ouvrir(qtbot, essai)
    assert reprise.etape == 1
    assert reprise.questions["presents"].rang.texte == "Mme Benali"
    assert reprise.questions["loyer"].marquee


def test_la_relecture_dit_en_phrases_ce_qui_est_note(qtbot: QtBot, essai: Essai) -> None:
    fiche = ouvrir(qtbot, essai)
    poser(fiche, lieu="domicile", type="T4", lieux="Nantes centre", difficultes="budget", loyer_supportable="350")
    texte = " ".join(phrases(fiche._dossier, fiche.reponses()))
    for attendu in (
        "Nous nous sommes parlé le 18/11/2026, à domicile.", "Le foyer compte 2 personnes : Leïla, Yanis.",
        "312,40\u00a0€ de loyer et 96,20\u00a0€ de charges", "238,00\u00a0€ d'APL",
        "Vous souhaitez : un T4, à Nantes centre.",
        "budget, impayés", "350,00\u00a0€ par mois",
    ):
        assert attendu in texte


def test_les_montants_inchanges_n_ouvrent_aucune_periode(qtbot: QtBot, essai: Essai) -> None:
    fiche = ouvrir(qtbot, essai)
    fiche.valider()
    assert len(essai.fiche.loyers) == 1
    assert len(essai.fiche.ressources) == 1


def test_un_montant_change_ouvre_une_periode_au_jour_de_l_entretien(qtbot: QtBot, essai: Essai) -> None:
    fiche = ouvrir(qtbot, essai)
    ressource = essai.fiche.ressources[0]["id"]
    poser(fiche, apl="250", **{f"ressource:{ressource}": "1 200"})
    poser(fiche, **{f"nature:{essai.personnes[1]}": NatureRessource.SANS.value})
    fiche.valider()
    loyers, ressources = essai.fiche.loyers, essai.fiche.ressources
    assert [x["apl"] for x in loyers] == [23_800, 25_000]
    assert loyers[1]["du"] == date(2026, 11, 18)
    assert loyers[1]["loyer"] == 31_240
    assert sorted((r["montant"], r["au"] is None) for r in ressources) == [(0, True), (112_800, False), (120_000, True)]


def test_aucun_besoin_avec_un_besoin_ou_une_apl_trop_forte_ramene_a_la_question(qtbot: QtBot, essai: Essai) -> None:
    fiche = ouvrir(qtbot, essai)
    poser(fiche, besoins=f"{Besoin.AUCUN.value},{Besoin.ECOLE.value}", apl="408,61", lieux="Zola")
    fiche.valider()
    assert fiche.pages[fiche.etape].courante() is fiche.questions["besoins"]
    assert "aucun besoin" in fiche.questions["besoins"].rang.erreur
    poser(fiche, besoins=Besoin.ECOLE.value)
    fiche.valider()
    assert "dépasse le loyer" in fiche.questions["apl"].rang.erreur
    assert fiche.questions["lieux"].rang.texte == "Zola"
    assert len(essai.fiche.entretiens) == 1


def test_aucune_difficulte_et_une_difficulte_ramene_a_la_question(qtbot: QtBot, essai: Essai) -> None:
    fiche = ouvrir(qtbot, essai)
    poser(fiche, difficultes=f"aucune,{Difficulte.BUDGET.value}")
    fiche.aller(DERNIERE)
    avant = essai.gestes
    fiche.valider()
    assert fiche.etape == 4
    assert "Décochez" in fiche.questions["difficultes"].rang.erreur
    assert essai.gestes == avant


def test_sans_date_l_entretien_ramene_au_premier_ecran(qtbot: QtBot, essai: Essai) -> None:
    fiche = ouvrir(qtbot, essai)
    poser(fiche, le="")
    fiche.aller(DERNIERE)
    fiche.valider()
    assert fiche.etape == 0
    assert fiche.questions["le"].rang.erreur == "Indiquez le jour de l'entretien."


def test_annuler_l_entretien_rend_le_dossier_et_la_frappe(qtbot: QtBot, essai: Essai) -> None:
    avant = essai.fiche
    fiche = ouvrir(qtbot, essai, "presents")
    taper("Mme Benali")
    fiche.questions["apl"].rang.saisie.poser("250")
    fiche.valider()
    essai.contexte.annuler_dernier()
    assert essai.fiche.loyers == avant.loyers
    assert essai.fiche.entretiens == avant.entretiens
    assert ouvrir(qtbot, essai).questions["presents"].rang.texte == "Mme Benali"


def test_un_entretien_deja_note_se_complete(qtbot: QtBot, essai: Essai) -> None:
    ancien = essai.fiche.entretiens[0]["id"]
    corriger(essai.base, "entretien", ancien, presents="Mme Benali", besoins=[Besoin.ECOLE.value])
    fiche = ouvrir_fiche("entretien", essai.contexte, essai.menage, ancien, "difficultes")
    assert isinstance(fiche, FicheEntretien)
    qtbot.addWidget(fiche)
    poser(fiche, difficultes="aucune", lieux="Nantes")
    fiche.valider()
    complete = essai.fiche.entretiens
    assert len(complete) == 1
    assert complete[0]["aucune_difficulte"] is True
    assert complete[0]["presents"] == "Mme Benali"
    assert complete[0]["besoins"] == [Besoin.ECOLE.value]
    assert complete[0]["le"] == date(2026, 3, 12)
    assert essai.fiche.souhaits[0]["lieux"] == "Nantes"


def test_entree_fait_venir_la_question_sous_les_yeux(qtbot: QtBot, essai: Essai) -> None:
    fiche = ouvrir_fiche("entretien", essai.contexte, essai.menage)
    assert isinstance(fiche, FicheEntretien)
    zone = ZoneDefilante(colonne(fiche))
    qtbot.addWidget(zone)
    zone.resize(720, 320)
    zone.show()
    fiche.viser("decohabitation")
    qtbot.waitUntil(lambda: zone.verticalScrollBar().value() > 0)
    question = fiche.questions["decohabitation"]
    haut = question.mapTo(zone.viewport(), question.rect().topLeft()).y()
    assert 0 <= haut <= zone.viewport().height() - question.height()


def test_chaque_montant_de_ressource_nomme_sa_personne_sur_son_rang(qtbot: QtBot, essai: Essai) -> None:
    fiche = ouvrir(qtbot, essai)
    fiche.aller(2)
    QApplication.processEvents()
    natures = [nom for nom in fiche.questions if nom.startswith("nature:")]
    assert natures
    for nom in natures:
        nature = fiche.questions[nom]
        montant = fiche.questions[nom.replace("nature:", "montant:")]
        personne = nature.rang.champ.libelle.removeprefix("Ressource de ")
        assert montant.rang.champ.libelle == f"Montant par mois, {personne}"
        assert nature.y() == montant.y()
        assert nature.x() < montant.x()
    connues = [q for nom, q in fiche.questions.items() if nom.startswith("ressource:")]
    assert len({q.y() for q in connues}) == len(connues)


def test_un_montant_sans_nature_n_est_pas_perdu(qtbot: QtBot, essai: Essai) -> None:
    modifier_personne(essai.base, essai.personnes[1], naissance=date(1999, 5, 4))
    fiche = ouvrir(qtbot, essai)
    poser(fiche, **{f"montant:{essai.personnes[1]}": "700"})
    assert any("autre pour Yanis, 700,00\u00a0€" in phrase for phrase in phrases(fiche._dossier, fiche.reponses()))
    fiche.valider()
    (sienne,) = [r for r in essai.fiche.ressources if r["personne_id"] == essai.personnes[1]]
    assert (sienne["nature"], sienne["montant"]) == (NatureRessource.AUTRE, 70_000)


def test_ce_que_la_famille_detaille_fait_taire_le_revenu_de_la_liste(qtbot: QtBot, essai: Essai) -> None:
    (sienne,) = essai.fiche.ressources
    retirer(essai.base, "ressource", sienne["id"])
    noter_ressource(
        essai.base, essai.menage, du=date(2026, 9, 30), nature=NatureRessource.SANS, montant=0,
        justificatif=LISTE_DU_BAILLEUR,
    )
    fiche = ouvrir(qtbot, essai)
    assert "sans ressource de votre foyer" in " ".join(phrases(fiche._dossier, fiche.reponses()))
    poser(fiche, **{f"nature:{essai.personnes[0]}": "salaire", f"montant:{essai.personnes[0]}": "1250"})
    dit = " ".join(phrases(fiche._dossier, fiche.reponses()))
    assert "Vos ressources chaque mois : salaire pour Leïla, 1\u00a0250,00\u00a0€." in dit


def test_une_nouvelle_etape_se_lit_depuis_sa_question(qtbot: QtBot, essai: Essai) -> None:
    fiche = FicheEntretien(Dossier.lire(essai.contexte, essai.menage))
    zone = ZoneDefilante(colonne(fiche))
    qtbot.addWidget(zone)
    zone.resize(900, 320)
    with qtbot.waitExposed(zone):
        zone.show()
    zone.verticalScrollBar().setValue(zone.verticalScrollBar().maximum())
    assert zone.verticalScrollBar().value() > 0
    fiche.aller(DERNIERE)
    assert zone.verticalScrollBar().value() == 0

