"""Ce qu'une opération fait pour tous : noté dans ses onglets, lu dans le dossier de chacun."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from relogement.regles.charte.constat import Constat
from relogement.regles.charte.etats import Etat
from relogement.services.menages import creer_menage, noter_information
from relogement.services.revues_emises import emettre_revue
from relogement.stockage.base import Base
from relogement.stockage.lectures import fiche_menage
from relogement.vocabulaire import Moyen, NatureInformation
from tests.outils import Horloge, cle
from tests.ui.conduite import Conduite
from tests.ui.outils import base_neuve, operation
from tests.ui.socle.faux import FaussesInvites
from ui.app import assembler
from ui.ecrans.alertes import BlocAlertes
from ui.ecrans.menage.constats import ORDRE
from ui.ecrans.menage.ligne_constat import LigneConstat, lignes_preuves
from ui.ecrans.menage.regard import Regard
from ui.ecrans.operation.obligations import PREMIERE
from ui.ecrans.operation.page import PageOperation
from ui.ecrans.operation.volet_charte import VoletCharte
from ui.fiches.cibles_operation import CIBLES_OPERATION, COMMISSIONS, but
from ui.socle.rang import Rang

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
    bellevue = operation(base, decision_le=date(2025, 12, 1))
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


def test_le_did_se_note_avec_son_document_et_date_l_operation(
    c: Conduite, invites: FaussesInvites, tmp_path: Path
) -> None:
    page = onglet(c, "jalons")
    scan = tmp_path / "did.pdf"
    scan.write_bytes(b"%PDF did")
    page.viser("did")
    invites.reponses.append(scan)
    c.cliquer("Choisir un fichier…")
    c.faire("Enregistrer", le="02/06/2026", note="Déposé en préfecture")
    assert page.lecture is not None
    assert page.lecture.vie.operation["did_le"] == date(2026, 6, 2)
    assert [p["libelle"] for p in page.lecture.vie.pieces] == ["Dépôt du dossier d'intention de démolir (DID)"]
    page.viser("did")
    c.faire("Enregistrer", le="03/06/2026")
    assert page.lecture.vie.operation["did_le"] == date(2026, 6, 3)
    onglet(c, "jalons")
    c.cliquer("Retirer : dépôt du dossier d'intention de démolir (DID) du 03/06/2026")
    assert page.lecture.vie.operation["did_le"] is None


def test_les_partenaires_se_notent_ou_se_disent_aucun(c: Conduite) -> None:
    page = onglet(c, "partenaires")
    c.cliquer("Noter : Bailleur")
    c.faire("Enregistrer", le="20/01/2026")
    c.cliquer("Noter : Acteur social")
    c.faire("Enregistrer", le="20/01/2026", aucun="oui")
    c.cliquer("Noter : Association ou collectif de locataires")
    c.faire("Enregistrer", le="20/01/2026", nom="Amicale de Bellevue")
    assert page.lecture is not None
    notes = [(p["genre"].value, p["aucun"], p["nom"]) for p in page.lecture.vie.partenaires]
    assert sorted(notes) == [
        ("association", False, "Amicale de Bellevue"), ("bailleur", False, "Habitat du Val"), ("social", True, None)
    ]
    c.cliquer("Noter une information")
    (liste,) = c.vus(QListWidget)
    assert liste.count() == 2
    c.cliquer("Tous")
    c.faire("Enregistrer", le="21/01/2026", moyen="courrier")
    assert [i["le"] for i in page.lecture.vie.informations] == [date(2026, 1, 21)] * 2


def test_une_reunion_informe_aussi_une_association(c: Conduite) -> None:
    page = onglet(c, "partenaires")
    c.cliquer("Noter : Association ou collectif de locataires")
    c.faire("Enregistrer", le="20/01/2026", nom="Amicale de Bellevue")
    page.viser("information")
    c.cliquer("Tous ceux qui sont là")
    assert page.lecture is not None
    amicale = str(page.lecture.vie.partenaires[0]["id"])
    c.faire("Enregistrer", le="17/03/2026", moyen="reunion", natures="suivi", partenaires=amicale)
    onglet(c, "partenaires")
    c.cliquer("Ouvrir l'information collective : l'information de Amicale de Bellevue du 17/03/2026")
    assert "Information collective" in c.textes()


def test_le_pilote_designe_se_dit_a_cote_de_celui_de_la_charte(c: Conduite) -> None:
    onglet(c, "partenaires")
    assert "commune (Nantes), pour une démolition ANRU (article 10)" in c.textes()
    c.cliquer("Désigner le pilote")
    c.faire("Enregistrer", pilote="bailleur", le="10/01/2026")
    assert "Habitat du Val, depuis le 10/01/2026" in c.textes()
    assert "commune (Nantes), pour une démolition ANRU (article 10) : ce n'est pas le pilote désigné" in c.textes()


def constat(page: PageOperation, obligation: str) -> Constat:
    assert page.lecture is not None
    return next(x for x in page.lecture.tableau.propres if x.id == obligation)


def test_d_une_ligne_rouge_au_champ_qui_la_regle_puis_a_sa_preuve(c: Conduite) -> None:
    page = onglet(c, "charte")
    assert constat(page, "A14.2").etat is Etat.EN_RETARD
    (rouge,) = [x for x in c.vus(LigneConstat) if x.constat.id == "A14.2"]
    QTest.keyClick(rouge, Qt.Key.Key_Return)
    c.faire("Enregistrer", trimestre="2026-T3", le="20/10/2026", equilibre="oui", destinataire="Comité de pilotage")
    assert constat(page, "A14.2").etat is Etat.RESPECTEE
    onglet(c, "charte")
    (verte,) = [x for x in c.vus(LigneConstat) if x.constat.id == "A14.2"]
    assert "20/10/2026 · Revue du trimestre 2026-T3" in lignes_preuves(verte.constat)


def test_la_revue_emise_ne_se_note_pas_une_seconde_fois(c: Conduite) -> None:
    page = onglet(c, "evaluation")
    assert "pas remise" in c.textes()
    c.fait.contexte.executer(emettre_revue, "2026-T3", ("BEL",))
    assert constat(page, "A14.2").etat is Etat.RESPECTEE
    assert "émise ici par " in c.textes()
    assert page.lecture is not None
    assert [r["trimestre"] for r in page.lecture.vie.emises] == ["2026-T3"]


def test_une_obligation_de_l_operation_se_deroge_et_reste_rouge(c: Conduite) -> None:
    page = onglet(c, "charte")
    (rouge,) = [x for x in c.vus(LigneConstat) if x.constat.id == "A11.1"]
    rouge.deroge.emit()
    c.faire("Enregistrer", le="10/11/2026", raison="Conventions en cours de signature")
    derogee = constat(page, "A11.1")
    assert derogee.etat is Etat.EN_RETARD
    assert derogee.derogation is not None
    assert derogee.derogation.raison == "Conventions en cours de signature"


def volet_charte(c: Conduite) -> VoletCharte:
    volet = onglet(c, "charte").volets["charte"]
    assert isinstance(volet, VoletCharte)
    return volet


def test_un_compte_mene_aux_menages_puis_a_ce_qui_regle_leur_constat(
    c: Conduite, base: Base, menages: dict[str, UUID]
) -> None:
    volet = volet_charte(c)
    lignes = {o.id: o for o in volet.table.lignes}
    assert lignes["A02.1"].combien(Etat.EN_RETARD) == 3
    assert volet.table.choisir("A02.1")
    rang = next(r for r, o in enumerate(volet.table.modele.visibles) if o.id == "A02.1")
    vide, pleine = (volet.table.modele.index(rang, PREMIERE + ORDRE.index(e)) for e in (Etat.RESPECTEE, Etat.EN_RETARD))
    volet.table.vue.clicked.emit(vide)
    assert not volet.concernes.isVisible(), "un compte nul ne mène nulle part"
    volet.table.vue.clicked.emit(pleine)
    assert [r.menage.nom for r in volet.concernes.table.lignes] == list(NOMS)
    annonce = [NatureInformation.ANNONCE]
    noter_information(base, menages[NOMS[0]], le=date(2026, 1, 5), natures=annonce, moyen=Moyen.VISITE)
    c.fait.contexte.change.emit(frozenset({"information"}), "")
    assert [r.menage.nom for r in volet.concernes.table.lignes] == list(NOMS[1:]), "la liste suit les gestes"
    c.cliquer("Voir respectée : 1")
    assert [r.menage.nom for r in volet.concernes.table.lignes] == [NOMS[0]]
    QTest.keyClick(volet.concernes.table.vue, Qt.Key.Key_Escape)
    assert volet.table.vue.hasFocus()
    QTest.keyClick(volet.table.vue, Qt.Key.Key_Return)
    assert volet.concernes.etat is Etat.EN_RETARD, "Entrée montre le plus pressant"
    assert volet.concernes.table.choisir(menages[NOMS[1]])
    QTest.keyClick(volet.concernes.table.vue, Qt.Key.Key_Return)
    assert "Information du ménage" in c.textes()


def test_le_tableau_suit_le_jour_que_l_on_regarde(c: Conduite) -> None:
    volet = volet_charte(c)
    volet.panneau.choix.choisi.emit(Regard(date(2025, 12, 31)))
    lignes = {o.id: o for o in volet.table.lignes}
    assert lignes["A02.1"].combien(Etat.EN_RETARD) == 0
    assert lignes["A02.1"].combien(Etat.A_FAIRE) == 3


def test_l_evaluation_globale_n_a_pas_de_derogation(c: Conduite, qtbot: QtBot) -> None:
    volet = volet_charte(c)
    (cil,) = [x for x in c.vus(LigneConstat) if x.constat.id == "A14.4"]
    with qtbot.waitSignal(c.fait.contexte.erreur):
        volet.panneau.deroge.emit(cil.constat)


def test_un_document_lache_se_range_et_un_document_qui_sert_ne_se_retire_pas(c: Conduite, tmp_path: Path) -> None:
    page = onglet(c, "documents")
    scan = tmp_path / "deliberation.pdf"
    scan.write_bytes(b"%PDF deliberation")
    lache = QMimeData()
    lache.setUrls([QUrl.fromLocalFile(str(scan))])
    gauche, aucune = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.volets["documents"].dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, lache, gauche, aucune))
    c.faire("Ranger dans l'opération", nature="concertation", le="02/02/2026", libelle="Délibération")
    assert "Délibération" in c.textes()
    c.cliquer("Modifier : Délibération du 02/02/2026")
    c.faire("Ranger dans l'opération", libelle="Délibération du conseil")
    c.cliquer("Retirer : Délibération du conseil du 02/02/2026")
    assert "Délibération du conseil" not in c.textes()


def test_chaque_cible_d_une_operation_ouvre_ce_qui_la_regle(c: Conduite) -> None:
    (page,) = c.vus(PageOperation)
    assert page.lecture is not None
    for champ, vise in CIBLES_OPERATION.items():
        if vise.volet == COMMISSIONS:
            continue  # un écran à part, essayé avec lui
        c.fait.contexte.naviguer("operation", id=page.lecture.operation.id, champ=champ)
        assert page.onglets.cle == vise.volet
        assert page.accueil.nom == (vise.fiche or "")
        nom = (vise.champ or "").partition("=")[0]
        courant = c.fait.fenetre.focusWidget()
        assert [r.champ.nom for r in c.vus(Rang) if r.isAncestorOf(courant)] == ([nom] if nom else []), champ
