"""L'écran de la revue : chaque chiffre ouvre ses ménages, à la souris et au clavier, et l'on y revient."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any
from uuid import UUID

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from relogement.regles.charte.constat import Cible
from relogement.regles.revue.completer import ou_completer
from relogement.services.annulation import annuler, dernier_annulable
from relogement.services.menages import modifier_menage, noter_ressource
from relogement.services.objectifs import noter_objectif
from relogement.services.operations import creer_operation
from relogement.services.revue import composer_revue
from relogement.stockage.base import Base
from relogement.stockage.lectures import lignes_operations
from relogement.vocabulaire import NatureOperation, NatureRessource, VarianteRevue
from tests.services import base_douze as douze
from tests.services import base_revue as b
from tests.ui.socle.faux import FaussesInvites
from ui.app import assembler
from ui.ecrans.menage.cibles import destination
from ui.ecrans.menage.page import PageMenage
from ui.ecrans.revue import ecran as module
from ui.ecrans.revue.blocs import Liste, Quand
from ui.ecrans.revue.ecran import EcranRevue
from ui.ecrans.revue.lecture import LectureRevue
from ui.ecrans.revue.pages import TITRES
from ui.ecrans.revue.sorties import MOTS
from ui.ecrans.revue.tableau import TableauChiffres
from ui.ecrans.revue.volet import LISTE, codes
from ui.fiches.registre import FICHES
from ui.socle.contexte import Contexte
from ui.socle.elements import ZoneDefilante


class Monde:
    """La base des douze ménages, son contexte, l'écran ; `navigations` retient où l'on demande d'aller."""

    def __init__(self, qtbot: QtBot, dossier: Path) -> None:
        self.qtbot, self.dossier = qtbot, dossier
        self.base = b.base_neuve(dossier)
        self.cles = douze.remplir(self.base)
        self.invites = FaussesInvites()
        self.contexte: Contexte[Base] = Contexte(
            self.base, self.base.horloge, invites=self.invites, annuler=annuler, annulable=dernier_annulable
        )
        self.navigations: list[tuple[str, dict[str, Any]]] = []
        self.phrases: list[str] = []
        self.contexte.navigation.connect(lambda cle, cible: self.navigations.append((cle, cible)))
        self.contexte.change.connect(lambda _tables, phrase: self.phrases.append(phrase))
        self.contexte.erreur.connect(lambda erreur: self.phrases.append(f"ERREUR {erreur.phrase}"))
        self.contexte.echec.connect(lambda erreur: self.phrases.append(f"ERREUR {erreur.phrase}"))
        self.ecran = EcranRevue(self.contexte)
        qtbot.addWidget(self.ecran)
        self.ecran.resize(1200, 800)

    def montrer(self) -> EcranRevue:
        """L'écran, sa revue calculée."""
        self.ecran.show()
        self.ecran.activateWindow()
        self.qtbot.waitUntil(lambda: self.ecran.lecture is not None)
        return self.ecran

    def attendre(self, vrai: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(vrai)

    def calculer(self, geste: Callable[[], object]) -> LectureRevue:
        """La lecture qui suit ce geste."""
        avant = self.ecran.lecture
        geste()
        self.qtbot.waitUntil(lambda: self.ecran.lecture is not avant)
        assert self.ecran.lecture is not None
        return self.ecran.lecture

    def tableau(self, titre: str) -> TableauChiffres:
        """Le tableau montré sous ce titre."""
        return next(t for t in self.ecran.pages.page.tableaux if t.accessibleName() == titre)

    def cliquer_chiffre(self, titre: str, ligne: str, colonne: int = 1) -> None:
        """Clique cette case, comme à la souris."""
        tableau = self.tableau(titre)
        index = self.index(tableau, ligne, colonne)
        QTest.mouseClick(
            tableau.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
            tableau.visualRect(index).center(),
        )

    def index(self, tableau: TableauChiffres, ligne: str, colonne: int) -> Any:
        modele = tableau.model()
        rang = next(r for r in range(modele.rowCount()) if modele.index(r, 0).data().strip() == ligne)
        return modele.index(rang, colonne)

    def operation(self) -> UUID:
        """L'opération des douze ménages."""
        return lignes_operations(self.base)[0].id

    def references(self) -> list[str]:
        """Les ménages que montre le volet."""
        return [x.menage.reference for x in self.ecran.pages.volet.table.lignes]

    def lien(self, debut: str) -> None:
        """Clique le bouton dont le texte commence ainsi."""
        boutons = [x for x in self.ecran.findChildren(QAbstractButton) if x.isVisible()]
        next(x for x in boutons if x.text().strip().startswith(debut)).click()

    def textes(self) -> str:
        return "\n".join(t.text() for t in self.ecran.findChildren(QLabel) if t.isVisible())


@pytest.fixture
def monde(qtbot: QtBot, tmp_path: Path) -> Iterator[Monde]:
    fait = Monde(qtbot, tmp_path)
    yield fait
    fait.contexte.taches.terminer()
    QApplication.processEvents()
    fait.base.fermer()


def refs(*numeros: int) -> list[str]:
    return [f"BEL-{n:04d}" for n in numeros]


def test_la_revue_du_dernier_trimestre_clos_se_calcule_a_l_ouverture(monde: Monde) -> None:
    ecran = monde.montrer()
    assert "Arrêtée au 30/09/2026" in monde.textes()
    assert "12 ménages · 1 décohabitant" in monde.textes()
    assert ecran.pages.onglets.cle == "Synthèse"
    assert not ecran.attente.isVisible()
    assert not ecran.pages.volet.isVisible()


def test_sur_une_petite_fenetre_le_volet_defile_et_sa_liste_se_lit(monde: Monde) -> None:
    ecran = monde.montrer()
    ecran.resize(1000, 420)
    monde.cliquer_chiffre("Avancement", "Relogés définitivement")
    QApplication.processEvents()
    table = ecran.pages.volet.table
    assert table.height() >= LISTE
    (zone,) = ecran.pages.volet.findChildren(ZoneDefilante)
    assert zone.verticalScrollBar().maximum() > 0


def test_un_clic_sur_un_chiffre_montre_ses_menages_et_pourquoi(monde: Monde) -> None:
    monde.montrer()
    monde.cliquer_chiffre("Avancement", "Relogés définitivement")
    assert monde.references() == refs(7, 8, 9)
    assert [x.raison for x in monde.ecran.pages.volet.table.lignes] == ["20/05/2026", "15/07/2026", "30/09/2026"]
    textes = monde.textes()
    assert "3 · 25,0\u00a0% · sur 12 connus, 0 inconnu" in textes
    assert "Le déménagement définitif a eu lieu" in textes
    assert "Sur : ménages à reloger, décohabitants exclus." in textes


def test_le_chiffre_d_avant_ouvre_les_menages_d_alors(monde: Monde) -> None:
    monde.montrer()
    monde.cliquer_chiffre("Avancement", "Relogés définitivement", 5)
    assert monde.references() == refs(7)
    monde.lien("Pendant 2026-T3 : 2")
    assert monde.references() == refs(8, 9)
    monde.lien("Décohabitants, à part : 0")
    assert monde.references() == []
    monde.lien("Au 30/09/2026 : 3")
    monde.lien("Les autres : 9")
    assert monde.references() == refs(1, 2, 3, 4, 5, 6, 10, 11, 12)


def test_au_clavier_les_fleches_vont_d_un_chiffre_a_l_autre_et_entree_l_ouvre(monde: Monde) -> None:
    ecran = monde.montrer()
    tableau = monde.tableau("Avancement")
    tableau.aller(0, 1)
    for _ in range(5):
        QTest.keyClick(tableau, Qt.Key.Key_Down)
    QTest.keyClick(tableau, Qt.Key.Key_Return)
    assert ecran.pages.volet.choix is not None
    assert ecran.pages.volet.choix.chiffre.indicateur.cle == "reloges"
    assert ecran.pages.volet.table.vue.hasFocus()
    QTest.keyClick(ecran.pages.volet.table.vue, Qt.Key.Key_Escape)
    assert not ecran.pages.volet.isVisible()
    assert tableau.hasFocus()
    assert tableau.currentIndex().row() == 5


def test_tab_entre_dans_un_tableau_sur_sa_premiere_valeur(monde: Monde) -> None:
    monde.montrer()
    tableau = monde.tableau("Propositions et refus")
    tableau.setFocus(Qt.FocusReason.TabFocusReason)
    assert (tableau.currentIndex().row(), tableau.currentIndex().column()) == (0, 1)


def test_les_inconnus_d_un_pourcentage_menent_au_champ_a_completer(monde: Monde) -> None:
    ecran = monde.montrer()
    ecran.pages.onglets.choisir("Profil")
    # Les ressources du n° 3 sont inconnues.
    monde.cliquer_chiffre("Ressources du ménage, par mois", "600 € au plus", 4)
    assert ecran.pages.volet.choix is not None
    assert ecran.pages.volet.choix.liste is Liste.INCONNUS
    assert monde.references() == refs(3)
    assert "La donnée manque" in monde.textes()
    QTest.keyClick(ecran.pages.volet.table.vue, Qt.Key.Key_Return)
    ecran.pages.volet.table.choisir(ecran.pages.volet.table.lignes[0].code)
    QTest.keyClick(ecran.pages.volet.table.vue, Qt.Key.Key_Return)
    assert monde.navigations[-1] == (
        "menage", {"id": monde.cles[3], "section": "foyer", "champ": "ressources", "fiche": None}
    )


def test_un_clic_sur_un_menage_ouvre_son_dossier(monde: Monde) -> None:
    ecran = monde.montrer()
    monde.cliquer_chiffre("Avancement", "Relogés définitivement")
    vue = ecran.pages.volet.table.vue
    rect = vue.visualRect(vue.model().index(1, 1))
    QTest.mouseClick(vue.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, rect.center())
    assert monde.navigations == [("menage", {"id": monde.cles[8]})]


def test_chaque_chiffre_de_chaque_page_s_ouvre_sans_faute(monde: Monde) -> None:
    ecran = monde.montrer()
    lecture = ecran.lecture
    assert lecture is not None
    assert [p.titre for p in lecture.pages] == list(TITRES)
    for page in lecture.pages:
        ecran.pages.onglets.choisir(page.titre)
        assert ecran.pages.page.tableaux or not any(bloc.rangees for bloc in page.blocs)
        for choix in page.choix:
            for quand in Quand:
                vu = choix if quand is Quand.AU else choix.a(quand)
                if vu is not None:
                    ecran.pages.ouvrir_chiffre(vu)
                    assert len(monde.references()) == len(codes(vu.chiffre)[vu.liste])


def test_toute_donnee_inconnue_mene_a_une_fiche_ou_a_sa_section(monde: Monde) -> None:
    lecture = monde.calculer(monde.ecran.show)
    vues = set()
    for page in lecture.pages:
        for choix in page.choix:
            for code in choix.chiffre.ignores:
                cible = ou_completer(choix.chiffre.indicateur.cle, lecture.revue.par_code[code])
                assert isinstance(cible, Cible)
                but = destination(cible)
                assert but.fiche is None or but.fiche in FICHES
                vues.add((cible.section, cible.champ, but.fiche))
    assert ("propositions", "habitat", "logement_offert") in vues or len(vues) > 4


def test_les_tableaux_qui_comptent_des_menages_s_ouvrent_aussi(monde: Monde) -> None:
    noter_objectif(
        monde.base, monde.operation(), indicateur="part_relogee", cible=5_000, horizon=date(2027, 3, 1), le=b.ANNONCE,
        source="Convention",
    )
    ecran = monde.montrer()
    monde.cliquer_chiffre("Objectifs locaux", "Part relogée", 3)
    assert monde.references() == refs(7, 8, 9)
    assert "Objectif de BEL : 50,0\u00a0% au 01/03/2027 (Convention)." in monde.textes()
    ecran.pages.choisir("Équilibre")
    monde.cliquer_chiffre("Solidarité par bailleur", "Habitat du Val", 2)
    assert monde.references() == refs(7, 9)
    assert [x.raison for x in ecran.pages.volet.table.lignes] == ["20/05/2026", "30/09/2026"]
    # Le n° 8 ne nomme pas le réservataire auquel son relogement est imputé.
    monde.cliquer_chiffre("Solidarité par réservataire", "État (préfecture)", 2)
    monde.lien("Inconnus, à compléter : 1")
    assert monde.references() == refs(8)


def test_l_avancement_se_lit_par_cage_et_s_ouvre(monde: Monde) -> None:
    ecran = monde.montrer()
    ecran.pages.onglets.choisir("Avancement")
    monde.cliquer_chiffre("Ce qui est fait", "B, escalier 1", 4)
    assert monde.references() == refs(7, 8, 9)
    monde.cliquer_chiffre("Où en est chacun", "BEL", 1)
    assert set(monde.references()) >= set(refs(1))


def test_une_case_se_lit_avec_sa_ligne_et_sa_colonne(monde: Monde) -> None:
    monde.montrer()
    tableau = monde.tableau("Avancement")
    index = monde.index(tableau, "Relogés définitivement", 1)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Relogés définitivement, 30/09/2026 : 3"
    assert "déménagement définitif" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_les_images_ont_leur_texte_de_remplacement(monde: Monde) -> None:
    ecran = monde.montrer()
    dits = []
    for titre in ("Synthèse", "Impact financier", "Accueil et localisation"):
        ecran.pages.onglets.choisir(titre)
        dits += [w.accessibleDescription() for w in ecran.pages.page.findChildren(QWidget) if not w.isHidden()]
    tout = "\n".join(dits)
    assert "30/09/2026 : 7" in tout
    assert "Loyer, avant : 400,00\u00a0€" in tout
    assert "Hors QPV : 1 (33,3\u00a0%)" in tout


def test_ctrl_c_copie_les_cases_choisies_avec_leurs_titres(monde: Monde) -> None:
    monde.montrer()
    tableau = monde.tableau("Avancement")
    tableau.aller(5, 0)
    QTest.keyClick(tableau, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(tableau, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Chiffre\t30/09/2026\nRelogés définitivement\t3"


def test_un_dossier_change_la_revue_se_recalcule_au_meme_endroit(monde: Monde) -> None:
    ecran = monde.montrer()
    ecran.pages.onglets.choisir("Profil")
    monde.cliquer_chiffre("Ressources du ménage, par mois", "600 € au plus", 4)
    barre = ecran.pages.page._zone.verticalScrollBar()
    barre.setValue(120)
    assert barre.value() == 120

    def completer() -> None:
        monde.contexte.retenir(
            noter_ressource(monde.base, monde.cles[3], nature=NatureRessource.SALAIRE, montant=110_000, du=b.ANNONCE)
        )

    lecture = monde.calculer(completer)
    QApplication.processEvents()
    assert ecran.pages.onglets.cle == "Profil"
    assert barre.value() == 120
    assert ecran.pages.volet.choix is not None
    assert ecran.pages.volet.choix.chiffre.indicateur.cle == "profil_ressources:..60000"
    assert ecran.pages.volet.choix.chiffre in [c.chiffre for p in lecture.pages for c in p.choix]
    assert monde.references() == []


def test_au_dela_de_mille_menages_le_recalcul_se_demande(monde: Monde, monkeypatch: pytest.MonkeyPatch) -> None:
    ecran = monde.montrer()
    monkeypatch.setattr(module, "SEULE_MAIN", 5)
    monde.attendre(lambda: monde.contexte.taches.en_cours == 0)
    avant = ecran.lecture
    noter(monde)
    assert ecran.attente.isVisible()
    assert "Les dossiers ont changé" in monde.textes()
    assert monde.contexte.taches.en_cours == 0
    assert ecran.lecture is avant
    monde.calculer(ecran.attente.refaire.click)
    assert not ecran.attente.isVisible()


def noter(monde: Monde) -> None:
    """Un geste quelconque, sur un dossier."""
    monde.contexte.retenir(
        noter_ressource(monde.base, monde.cles[1], nature=NatureRessource.AUTRE, montant=100, du=b.ANNONCE)
    )


def test_le_calcul_s_arrete_a_la_demande_et_se_redemande(monde: Monde, monkeypatch: pytest.MonkeyPatch) -> None:
    parti, suite = Event(), Event()

    def lent(_base: Base, _demande: Any, avancer: Any = None) -> LectureRevue:
        parti.set()
        suite.wait(10)
        avancer(1, 2)
        raise AssertionError("le calcul ne s'est pas arrêté")

    monkeypatch.setattr(module, "lire_revue", lent)
    monde.ecran.show()
    monde.attendre(parti.is_set)
    assert monde.ecran.attente.arret.isVisible()
    assert "Les chiffres de la revue se calculent" in monde.textes()
    monde.ecran.attente.arret.click()
    suite.set()
    monde.attendre(monde.ecran.attente.refaire.isVisible)
    assert "Calcul arrêté." in monde.textes()
    monkeypatch.undo()
    monde.calculer(monde.ecran.attente.refaire.click)


def test_un_autre_trimestre_remplace_le_calcul_en_cours(monde: Monde) -> None:
    ecran = monde.montrer()
    liste = ecran.choix.moment.liste
    liste.setCurrentIndex(liste.findData("2026-T1"))
    lecture = monde.calculer(lambda: liste.setCurrentIndex(liste.findData("2026-T2")))
    assert str(lecture.demande.arret) == "2026-T2"
    assert "Arrêtée au 30/06/2026" in monde.textes()
    monde.attendre(lambda: monde.contexte.taches.en_cours == 0)
    assert ecran.lecture is lecture
    assert not ecran.attente.isVisible()


def test_le_trimestre_en_cours_se_dit_provisoire(monde: Monde) -> None:
    ecran = monde.montrer()
    liste = ecran.choix.moment.liste
    monde.calculer(lambda: liste.setCurrentIndex(liste.findData("2026-T4")))
    assert "chiffres provisoires" in monde.textes()


def test_on_choisit_une_operation_plusieurs_ou_toutes(monde: Monde) -> None:
    for code in ("CHA", "DIX"):
        creer_operation(
            monde.base, code=code, nom=f"Résidence {code}", nature=NatureOperation.DEMOLITION, bailleur="Habitat",
            communes="Nantes", anru=True, qpv=True, annonce_le=b.ANNONCE, travaux_le=None,
        )
    ecran = monde.montrer()
    assert ecran.lecture is not None
    assert len(ecran.lecture.revue.operations) == 3
    assert ecran.lecture.revue.toutes
    liste = ecran.choix.operations
    une = monde.calculer(lambda: liste.setCurrentIndex(liste.findData("CHA")))
    assert [o.code for o in une.revue.operations] == ["CHA"]
    liste.setCurrentIndex(liste.findData("+"))
    assert ecran.minimumSizeHint().height() < 600
    assert "Cochez au moins une opération." in monde.textes()
    assert ecran.choix.demande is None

    def cocher() -> None:
        ecran.choix.cases["BEL"].click()
        ecran.choix.cases["DIX"].click()

    deux = monde.calculer(cocher)
    assert [o.code for o in deux.revue.operations] == ["BEL", "DIX"]
    assert "BEL, Résidence Belair, DIX, Résidence DIX" in monde.textes()
    monde.calculer(ecran.choix.cases["CHA"].click)
    assert "3 opérations · 12 ménages" in monde.textes()
    assert not deux.revue.toutes


def test_la_qualite_compte_les_fiches_et_mene_au_champ(monde: Monde) -> None:
    ecran = monde.montrer()
    ecran.pages.onglets.choisir("Qualité")
    lignes = ecran.pages.qualite.table.lignes
    assert lignes
    gravites = [x.anomalie.regle.gravite.value for x in lignes]
    assert gravites == sorted(gravites)
    assert f"{gravites.count('bloquante')} bloquante" in monde.textes()
    sans_ressource = next(x for x in lignes if x.anomalie.regle.code == "ressources_inconnues")
    assert sans_ressource.menage.reference == "BEL-0003"
    assert sans_ressource.geste == "noter les ressources de chacun"
    ecran.pages.qualite.table.choisir(sans_ressource.rang)
    QTest.keyClick(ecran.pages.qualite.table.vue, Qt.Key.Key_Return)
    assert monde.navigations == [
        ("menage", {"id": monde.cles[3], "section": "foyer", "champ": "ressources", "fiche": None})
    ]


def exporter(monde: Monde, mot: str, *reponses: object) -> None:
    monde.invites.reponses = list(reponses)
    monde.ecran.exporter.choisir(mot)
    monde.attendre(lambda: monde.contexte.taches.en_cours == 0)
    QApplication.processEvents()


def test_les_trois_variantes_s_exportent_et_se_disent(monde: Monde) -> None:
    monde.montrer()
    financeur, diffusable, nominative = (monde.dossier / f"{n}.xlsx" for n in "abc")
    variantes = list(MOTS.values())
    exporter(monde, variantes[0], financeur)
    assert monde.phrases[-1] == "Revue 2026-T3 écrite pour 12 ménages : a.xlsx"
    exporter(monde, variantes[1], diffusable)
    assert monde.phrases[-1] == "Revue 2026-T3, variante diffusable, écrite pour 12 ménages : b.xlsx"
    exporter(monde, variantes[2], "Bilan du comité", nominative)
    feuilles = [openpyxl.load_workbook(f).sheetnames for f in (financeur, diffusable, nominative)]
    assert ["Ménages" in f for f in feuilles] == [True, False, True]
    titres = [c.value for r in openpyxl.load_workbook(nominative)["Ménages"].iter_rows() for c in r]
    assert "BEL-0007" in titres


def test_nommer_les_menages_demande_pourquoi(monde: Monde) -> None:
    monde.montrer()
    exporter(monde, list(MOTS.values())[2], "  ")
    assert monde.phrases[-1].startswith("ERREUR Dites pourquoi les ménages doivent être nommés")
    assert len(monde.invites.questions) == 1
    exporter(monde, list(MOTS.values())[2], None)
    assert len(monde.invites.questions) == 2


def test_une_seconde_diffusable_du_meme_jour_demande_pourquoi(monde: Monde) -> None:
    monde.montrer()
    mot = MOTS[VarianteRevue.DIFFUSABLE]
    exporter(monde, mot, monde.dossier / "a.xlsx")
    assert monde.invites.questions == ["Enregistrer la revue"]
    exporter(monde, mot, None)
    question = monde.invites.questions[-1]
    assert "déjà sortie" in question
    assert "corrigé entre les deux" in question
    exporter(monde, mot, "  ")
    assert monde.phrases[-1].startswith("ERREUR Une revue diffusable")
    exporter(monde, mot, "La première est retirée", monde.dossier / "b.xlsx")
    assert monde.phrases[-1].endswith("écrite pour 12 ménages : b.xlsx")


def test_la_table_des_menages_s_exporte_en_classeur_et_en_texte(monde: Monde) -> None:
    monde.montrer()
    classeur, texte = monde.dossier / "m.xlsx", monde.dossier / "m"
    exporter(monde, "La table des ménages, classeur (.xlsx)", classeur)
    exporter(monde, "La table des ménages, texte (.csv)", texte)
    assert classeur.exists()
    # Sans extension tapée, celle du choix est ajoutée.
    assert (monde.dossier / "m.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_une_sortie_impossible_se_dit_en_une_phrase(monde: Monde) -> None:
    monde.montrer()
    exporter(monde, next(iter(MOTS.values())), monde.dossier / "absent" / "revue.xlsx")
    assert monde.phrases[-1].startswith("ERREUR Le dossier de « revue.xlsx » n'existe pas")


def test_sans_operation_l_ecran_dit_quoi_faire(qtbot: QtBot, tmp_path: Path) -> None:
    base = b.base_neuve(tmp_path)
    contexte: Contexte[Base] = Contexte(base, base.horloge, invites=FaussesInvites())
    ecran = EcranRevue(contexte)
    qtbot.addWidget(ecran)
    ecran.show()
    assert ecran._vide.isVisible()
    assert not ecran.exporter.isVisible()
    assert contexte.taches.en_cours == 0
    base.fermer()


def test_du_chiffre_au_menage_puis_retour_au_meme_chiffre(qtbot: QtBot, tmp_path: Path) -> None:
    base = b.base_neuve(tmp_path)
    cles = douze.remplir(base)
    fait = assembler(base, FaussesInvites(), base.horloge)
    qtbot.addWidget(fait.fenetre)
    fait.fenetre.show()
    fait.fenetre.rail.choisi.emit("revue")
    ecran = fait.fenetre.montrer("revue")
    assert isinstance(ecran, EcranRevue)
    qtbot.waitUntil(lambda: ecran.lecture is not None)
    ecran.pages.onglets.choisir("Accueil et localisation")
    lecture = ecran.lecture
    assert lecture is not None
    choix = next(c for p in lecture.pages for c in p.choix if c.chiffre.indicateur.cle == "accueil_neuf")
    assert not fait.fenetre.retour.isVisible()
    ecran.pages.ouvrir_chiffre(choix)
    vue = ecran.pages.volet.table.vue
    vue.selectRow(0)
    QTest.keyClick(vue, Qt.Key.Key_Return)
    page = fait.fenetre._pile.currentWidget()
    assert isinstance(page, PageMenage)
    assert page.menage_id == cles[7]
    assert fait.fenetre.retour.text().strip() == "Revue"
    QTest.keyClick(fait.fenetre, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert fait.fenetre._pile.currentWidget() is ecran
    assert ecran.pages.onglets.cle == "Accueil et localisation"
    assert ecran.pages.volet.choix is choix
    assert not fait.fenetre.retour.isVisible()
    fait.fermer()


def test_revenir_a_la_revue_rend_le_clavier_a_sa_liste_et_entree_n_annule_rien(qtbot: QtBot, tmp_path: Path) -> None:
    base = b.base_neuve(tmp_path)
    douze.remplir(base)
    fait = assembler(base, FaussesInvites(), base.horloge)
    qtbot.addWidget(fait.fenetre)
    fait.fenetre.show()
    fait.fenetre.activateWindow()
    qtbot.waitUntil(fait.fenetre.isActiveWindow)
    fait.fenetre.rail.choisi.emit("revue")
    ecran = fait.fenetre.montrer("revue")
    assert isinstance(ecran, EcranRevue)
    qtbot.waitUntil(lambda: ecran.lecture is not None)
    ecran.pages.onglets.choisir("Avancement")
    tableau = next(t for t in ecran.pages.page.tableaux if t._modele.case(t._modele.index(0, 1)).choix is not None)
    tableau.aller(0, 1)
    titre = tableau.accessibleName()
    QTest.keyClick(tableau, Qt.Key.Key_Return)
    vue = ecran.pages.volet.table.vue
    vue.selectRow(0)
    QTest.keyClick(vue, Qt.Key.Key_Return)
    page = fait.fenetre._pile.currentWidget()
    assert isinstance(page, PageMenage)
    menage = page.menage_id
    assert menage is not None
    fait.contexte.tenter(lambda base: modifier_menage(base, menage, note="vue lundi"))
    geste = fait.contexte.nom_dernier_geste
    avant = ecran.lecture
    QTest.mouseClick(fait.fenetre.retour, Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is vue
    qtbot.waitUntil(lambda: ecran.lecture is not avant)
    assert QApplication.focusWidget() is vue
    QTest.keyClick(vue, Qt.Key.Key_Escape)
    clavier = QApplication.focusWidget()
    assert isinstance(clavier, TableauChiffres)
    assert clavier.accessibleName() == titre
    assert (clavier.currentIndex().row(), clavier.currentIndex().column()) == (0, 1)
    for touche in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        cible = QApplication.focusWidget()
        assert cible is not None
        QTest.keyClick(cible, touche)
    assert fait.contexte.nom_dernier_geste == geste
    fait.fermer()


def test_un_double_clic_n_ouvre_qu_une_fois_et_ne_touche_pas_a_la_page_du_menage(monde: Monde) -> None:
    """Le second coup d'un double clic tomberait sur ce que la page du ménage montre au même endroit."""
    ecran = monde.montrer()
    monde.cliquer_chiffre("Avancement", "Relogés définitivement")
    vue = ecran.pages.volet.table.vue
    ou: QPoint = vue.visualRect(vue.model().index(0, 1)).center()
    for coup in (QTest.mouseClick, QTest.mouseDClick, QTest.mouseRelease):
        coup(vue.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, ou)
    assert len(monde.navigations) == 1
    # Ailleurs, c'est un autre clic.
    autre = vue.visualRect(vue.model().index(2, 1)).center()
    QTest.mouseClick(vue.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, autre)
    assert len(monde.navigations) == 2


def test_la_photographie_n_est_pas_touchee_par_l_ecran(monde: Monde) -> None:
    lecture = monde.calculer(monde.ecran.show)
    refaite = composer_revue(monde.base, lecture.revue.arret)
    assert refaite.dossiers == lecture.revue.dossiers
    assert isinstance(next(iter(lecture.menages.values())).id, UUID)


def test_les_fleches_font_defiler_la_page_et_la_souris_non(monde: Monde) -> None:
    ecran = monde.montrer()
    barre = ecran.pages.page._zone.verticalScrollBar()
    QApplication.processEvents()
    tableau = monde.tableau("Charte")
    barre.setValue(barre.maximum())
    bas = barre.value()
    assert bas > 0
    # Un clic sur une ligne du bas, alors que la première n'est plus à l'écran.
    monde.cliquer_chiffre("Charte", "Dérogations motivées")
    assert ecran.pages.volet.choix is not None
    assert ecran.pages.volet.choix.chiffre.indicateur.cle == "charte_derogations"
    QTest.keyClick(tableau, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    haut = tableau.viewport().mapTo(ecran.pages.page, tableau.visualRect(tableau.currentIndex()).center()).y()
    assert 0 < haut < ecran.pages.page.height()
