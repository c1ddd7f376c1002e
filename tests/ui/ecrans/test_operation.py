"""La page d'une opération, de la liste importée à la vue d'ensemble."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from relogement.services.importation import importer_etat_locatif
from relogement.services.menages import affecter_referent, creer_decohabitant, creer_menage
from relogement.stockage.base import Base
from relogement.stockage.lectures import lignes_menages, lignes_operations
from tests.ui.outils import MIDI, base_neuve, operation
from tests.ui.socle.faux import FaussesInvites
from ui.app import Assemblage, assembler
from ui.ecrans.operation.a_completer import VoletACompleter
from ui.ecrans.operation.importation import VoletImport
from ui.ecrans.operation.menages import VoletMenages
from ui.ecrans.operation.page import CONFORMITE, DOSSIERS, RAPPORT, PageOperation
from ui.ecrans.operation.rapport import VueRapport, comptes, remarques
from ui.ecrans.operation.referents import par_referent
from ui.ecrans.operation.reglages import VoletReglages
from ui.ecrans.operation.sorties import trimestres
from ui.ecrans.operation.vue import VueEnsemble
from ui.fiches.lot import FicheLot
from ui.socle.menu import BoutonMenu

LISTE = Path(__file__).parents[2] / "donnees" / "etats_locatifs" / "etat_locatif_2026.xlsx"


@pytest.fixture
def base(tmp_path: Path) -> Base:
    return base_neuve(tmp_path)


@pytest.fixture
def cle(base: Base) -> UUID:
    return operation(base)


@pytest.fixture
def invites() -> FaussesInvites:
    return FaussesInvites()


@pytest.fixture
def assemblage(qtbot: QtBot, base: Base, invites: FaussesInvites) -> Iterator[Assemblage]:
    fait = assembler(base, invites, lambda: MIDI)
    qtbot.addWidget(fait.fenetre)
    fait.fenetre.show()
    yield fait
    fait.fermer()


@pytest.fixture
def page(assemblage: Assemblage, cle: UUID) -> PageOperation:
    montree = assemblage.fenetre.montrer("operation", id=cle)
    assert isinstance(montree, PageOperation)
    return montree


def _volet(page: PageOperation, cle: str, genre: type[QWidget]) -> QWidget:
    volet = page.volets[cle]
    assert isinstance(volet, genre)
    return volet


def _textes(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def test_la_tete_dit_l_operation_son_pilote_et_ses_dates(page: PageOperation) -> None:
    textes = _textes(page)
    assert "Résidence Bellevue" in textes
    assert "Habitat du Val · Nantes · pilote : commune (Nantes) (art. 10)" in textes
    assert "annonce le 15/01/2026 · travaux le 01/09/2027" in textes
    noms = {w.accessibleName() for w in page.findChildren(QWidget)}
    assert {"BEL", "démolition · ANRU · QPV"} <= noms


def test_une_operation_sans_logement_invite_a_importer(page: PageOperation) -> None:
    assert "importez l'état locatif" in _textes(page)
    page.aller(section="import")
    assert page.onglets.cle == "import"


def test_la_liste_se_lit_en_simulation_puis_s_importe_en_un_geste_que_ctrl_z_defait(
    qtbot: QtBot, page: PageOperation, base: Base, assemblage: Assemblage, invites: FaussesInvites
) -> None:
    volet = _volet(page, "import", VoletImport)
    assert isinstance(volet, VoletImport)
    page.aller(section="import")
    invites.reponses.append(LISTE)
    volet.liste.gestes[-1].click()
    qtbot.waitUntil(lambda: volet.liste.rapport is not None)
    assert lignes_menages(base, au=date(2026, 11, 18)) == []
    vue = volet.findChild(VueRapport)
    assert vue is not None
    assert "À corriger : aucune ligne n'est perdue" in _textes(vue)
    volet.liste.gestes[-1].click()
    qtbot.waitUntil(lambda: volet.liste.rapport is not None and volet.liste.rapport.changements is not None)
    assert volet.liste.rapport is not None
    assert len(lignes_menages(base, au=date(2026, 11, 18))) == volet.liste.rapport.menages
    assert assemblage.contexte.nom_dernier_geste == "import d'un état locatif"
    assemblage.contexte.annuler_dernier()
    assert lignes_menages(base, au=date(2026, 11, 18)) == []
    qtbot.waitUntil(lambda: assemblage.contexte.taches.en_cours == 0)


def test_l_import_ne_rend_pas_le_clavier_a_la_recherche(
    qtbot: QtBot, page: PageOperation, assemblage: Assemblage, invites: FaussesInvites
) -> None:
    volet = _volet(page, "import", VoletImport)
    assert isinstance(volet, VoletImport)
    page.aller(section="import")
    invites.reponses.append(LISTE)
    for temps in ("Importer", "Choisir une autre liste…"):
        volet.liste.gestes[-1].setFocus()
        volet.liste.gestes[-1].click()
        assert assemblage.fenetre.focusWidget() is volet.liste
        qtbot.waitUntil(lambda: assemblage.contexte.taches.en_cours == 0)
        assert assemblage.fenetre.focusWidget() is volet.liste.gestes[-1]
        assert volet.liste.gestes[-1].text().strip() == temps


def test_un_import_annule_ne_se_dit_plus_importe(
    qtbot: QtBot, page: PageOperation, assemblage: Assemblage, invites: FaussesInvites
) -> None:
    volet = _volet(page, "import", VoletImport)
    assert isinstance(volet, VoletImport)
    page.aller(section="import")
    invites.reponses.append(LISTE)
    for _ in ("simulation", "import"):
        volet.liste.gestes[-1].click()
        qtbot.waitUntil(lambda: assemblage.contexte.taches.en_cours == 0)
    qtbot.waitUntil(lambda: "Ctrl+Z annule tout l'import en un geste." in _textes(volet))
    assemblage.contexte.annuler_dernier()
    assert volet.liste.rapport is None
    qtbot.waitUntil(lambda: "Cet import a été annulé" in _textes(volet))
    assert "Ctrl+Z annule tout l'import en un geste." not in _textes(volet)
    assert volet.liste.gestes[-1].text().strip() == "Choisir un fichier…"


def test_un_fichier_qui_n_est_pas_une_liste_se_dit_en_une_phrase_et_se_rechoisit(
    qtbot: QtBot, page: PageOperation, tmp_path: Path
) -> None:
    photo = tmp_path / "photo.xlsx"
    photo.write_bytes(b"\xff\xd8\xff\xe0 une photo")
    volet = _volet(page, "import", VoletImport)
    assert isinstance(volet, VoletImport)
    page.aller(section="import")
    volet.liste.lire(photo)
    qtbot.waitUntil(lambda: bool(volet.liste.erreur))
    assert volet.liste.erreur.count("\n") == 0
    assert volet.liste.rapport is None
    qtbot.waitUntil(volet.liste.gestes[-1].isEnabled)


def test_la_page_montre_l_immeuble_les_menages_et_ce_qui_reste_a_completer(
    page: PageOperation, base: Base, cle: UUID, assemblage: Assemblage
) -> None:
    rapport = importer_etat_locatif(base, cle, LISTE)
    assert rapport.changements is not None
    assemblage.contexte.signaler(rapport.changements)
    vue, liste = page.volets["vue"], page.volets["menages"]
    assert isinstance(vue, VueEnsemble)
    assert isinstance(liste, VoletMenages)
    assert len(vue.image._places) == rapport.logements
    assert len(liste.table.lignes) == rapport.menages
    assert f"Ménages restant à reloger : {rapport.menages} sur {rapport.menages}" in _textes(vue)
    assert "Aucun départ depuis six mois" in _textes(vue)
    assert page.lecture is not None
    assert liste.compte(page.lecture) == rapport.menages


def test_une_valeur_a_completer_se_note_reglee(
    page: PageOperation, base: Base, cle: UUID, assemblage: Assemblage
) -> None:
    importer_etat_locatif(base, cle, LISTE)
    page.rafraichir()
    volet = page.volets["a_completer"]
    assert isinstance(volet, VoletACompleter)
    combien = len(volet.table.lignes)
    assert combien > 0
    volet.table.vue.selectRow(0)
    volet.regler.click()
    assert len(volet.table.lignes) == combien - 1
    assemblage.contexte.annuler_dernier()
    assert len(volet.table.lignes) == combien


def test_un_reglage_change_la_tete_et_s_annule(page: PageOperation, assemblage: Assemblage) -> None:
    page.aller(champ="travaux_le")
    volet = page.volets["reglages"]
    assert isinstance(volet, VoletReglages)
    assert page.onglets.cle == "reglages"
    assert volet.fiche is not None
    formulaire = volet.fiche.formulaire
    formulaire.rangs["travaux_le"].saisie.poser("01/03/2028")
    formulaire.demander_validation()
    assert "travaux le 01/03/2028" in _textes(page)
    page.setFocus()
    assemblage.contexte.annuler_dernier()
    assert "travaux le 01/09/2027" in _textes(page)


def test_des_dates_en_desordre_se_disent_pres_du_champ(page: PageOperation, base: Base) -> None:
    volet = page.volets["reglages"]
    assert isinstance(volet, VoletReglages)
    assert volet.fiche is not None
    formulaire = volet.fiche.formulaire
    formulaire.rangs["travaux_le"].saisie.poser("01/01/2026")
    formulaire.demander_validation()
    assert formulaire.rangs["travaux_le"].erreur == "Les travaux ne peuvent pas commencer avant l'annonce."
    assert lignes_operations(base)[0].valeurs["travaux_le"] == date(2027, 9, 1)


def test_une_saisie_en_cours_survit_a_un_geste_fait_ailleurs(page: PageOperation, base: Base, cle: UUID) -> None:
    volet = page.volets["reglages"]
    assert isinstance(volet, VoletReglages)
    page.aller(section="reglages")
    fiche = volet.fiche
    assert fiche is not None
    fiche.formulaire.rangs["nom"].saisie.poser("Bellevue nord")
    fiche.formulaire.rangs["nom"].garder()
    importer_etat_locatif(base, cle, LISTE)
    page.rafraichir()
    assert volet.fiche is fiche
    assert fiche.formulaire.rangs["nom"].texte == "Bellevue nord"


def test_un_referent_s_ajoute_et_se_lit(page: PageOperation) -> None:
    volet = page.volets["reglages"]
    assert isinstance(volet, VoletReglages)
    formulaire = volet.referents.formulaire
    assert formulaire is not None
    formulaire.rangs["agent"].saisie.poser("Karim T.")
    formulaire.rangs["du"].saisie.poser("01/02/2026")
    formulaire.demander_validation()
    assert "Karim T., depuis le 01/02/2026" in _textes(volet)


def test_une_operation_annulee_ramene_a_la_liste(page: PageOperation, assemblage: Assemblage) -> None:
    assemblage.contexte.annuler_dernier()
    assert not page.isVisible()
    assert "n'existe plus" in assemblage.fenetre.avis.texte.text()


def test_le_dernier_trimestre_termine_est_propose_d_abord() -> None:
    choix = trimestres(date(2026, 11, 18))
    assert choix[0] == ("2026-T3", "3e trimestre 2026, le dernier terminé")
    assert choix[1][0] == "2026-T4"
    assert choix[2] == ("2026-T2", "2e trimestre 2026")
    assert trimestres(date(2026, 1, 1))[0][0] == "2025-T4"


def test_la_revue_s_ecrit_a_cote(
    qtbot: QtBot, page: PageOperation, assemblage: Assemblage, invites: FaussesInvites, tmp_path: Path
) -> None:
    invites.reponses += ["2026-T3", tmp_path / "revue"]
    with qtbot.waitSignal(assemblage.contexte.change):
        page.revue.click()
    assert (tmp_path / "revue.xlsx").exists()
    qtbot.waitUntil(lambda: assemblage.contexte.taches.en_cours == 0)


def test_un_fichier_depose_se_lit_en_simulation(qtbot: QtBot, page: PageOperation) -> None:
    volet = page.volets["import"]
    assert isinstance(volet, VoletImport)
    page.aller(section="import")
    donnees = QMimeData()
    donnees.setUrls([QUrl.fromLocalFile(str(LISTE))])
    entree = QDragEnterEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, donnees, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    volet.liste.dragEnterEvent(entree)
    assert entree.isAccepted()
    depot = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, donnees, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    volet.liste.dropEvent(depot)
    qtbot.waitUntil(lambda: volet.liste.rapport is not None)
    assert volet.liste.rapport is not None
    assert volet.liste.rapport.changements is None


def test_un_texte_depose_n_est_pas_accepte(page: PageOperation) -> None:
    donnees = QMimeData()
    donnees.setText("pas un fichier")
    entree = QDragEnterEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, donnees, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    entree.ignore()
    volet = page.volets["import"]
    assert isinstance(volet, VoletImport)
    volet.liste.dragEnterEvent(entree)
    assert not entree.isAccepted()


def test_la_meme_liste_relue_dit_qu_elle_ne_change_rien(
    qtbot: QtBot, page: PageOperation, base: Base, cle: UUID
) -> None:
    importer_etat_locatif(base, cle, LISTE)
    volet = page.volets["import"]
    assert isinstance(volet, VoletImport)
    volet.liste.lire(LISTE)
    qtbot.waitUntil(lambda: volet.liste.rapport is not None)
    assert volet.liste.rapport is not None
    assert "Cette liste ne change rien : tout est déjà au dossier." in remarques(volet.liste.rapport)


def test_les_dossiers_s_impriment_dans_le_dossier_choisi(
    qtbot: QtBot, page: PageOperation, base: Base, cle: UUID, invites: FaussesInvites, tmp_path: Path,
    assemblage: Assemblage,
) -> None:
    creer_menage(base, cle, nom="DIALLO")
    creer_menage(base, cle, nom="KAYA")
    invites.reponses.append(tmp_path / "dossiers")
    (imprimer,) = (b for b in page.findChildren(BoutonMenu) if b.accessibleName() == "Imprimer")
    imprimer.choisir(DOSSIERS)
    fiche = page.accueil.fiche
    assert isinstance(fiche, FicheLot)
    fiche.un_chacun.setChecked(True)
    with qtbot.waitSignal(assemblage.contexte.change) as signal:
        fiche.imprimer.click()
    assert signal.args is not None
    assert signal.args[1] == "2 dossiers écrits : dossiers"
    assert sorted(f.name for f in (tmp_path / "dossiers").iterdir()) == [
        "0001_BEL-0001_dossier.pdf", "0002_BEL-0002_dossier.pdf"
    ]
    qtbot.waitUntil(lambda: assemblage.contexte.taches.en_cours == 0)


def test_la_fiche_de_conformite_de_l_operation_s_imprime(
    qtbot: QtBot, page: PageOperation, base: Base, cle: UUID, invites: FaussesInvites, tmp_path: Path,
    assemblage: Assemblage,
) -> None:
    creer_menage(base, cle, nom="DIALLO")
    invites.reponses.append(tmp_path / "fiche")
    (imprimer,) = (b for b in page.findChildren(BoutonMenu) if b.accessibleName() == "Imprimer")
    with qtbot.waitSignal(assemblage.contexte.change) as signal:
        imprimer.choisir(CONFORMITE)
    assert signal.args is not None
    assert signal.args[1] == "Fiche de conformité écrite : fiche.pdf"
    assert (tmp_path / "fiche.pdf").read_bytes().startswith(b"%PDF")
    qtbot.waitUntil(lambda: assemblage.contexte.taches.en_cours == 0)


def test_le_rapport_de_l_operation_s_imprime(
    qtbot: QtBot, page: PageOperation, invites: FaussesInvites, tmp_path: Path, assemblage: Assemblage
) -> None:
    invites.reponses.append(tmp_path / "rapport")
    (imprimer,) = (b for b in page.findChildren(BoutonMenu) if b.accessibleName() == "Imprimer")
    with qtbot.waitSignal(assemblage.contexte.change) as signal:
        imprimer.choisir(RAPPORT)
    assert signal.args is not None
    assert signal.args[1] == "Rapport écrit : rapport.pdf"
    assert (tmp_path / "rapport.pdf").read_bytes().startswith(b"%PDF")
    qtbot.waitUntil(lambda: assemblage.contexte.taches.en_cours == 0)


@pytest.mark.parametrize(("trimestre", "proposee"), [("2026-T3", True), ("2026-T4", False)])
def test_une_revue_ecrite_se_propose_a_remettre_si_son_trimestre_est_clos(
    qtbot: QtBot, page: PageOperation, invites: FaussesInvites, tmp_path: Path, assemblage: Assemblage,
    trimestre: str, proposee: bool,
) -> None:
    invites.reponses += [trimestre, tmp_path / "revue"]
    with qtbot.waitSignal(assemblage.contexte.change):
        page.revue.click()
    qtbot.waitUntil(lambda: assemblage.contexte.taches.en_cours == 0)
    assert (tmp_path / "revue.xlsx").exists()
    assert page.accueil.nom == ("revue" if proposee else "")
    assert page.lecture is not None
    assert page.lecture.vie.revues == ()


def test_renoncer_a_exporter_ne_fait_rien(page: PageOperation, invites: FaussesInvites) -> None:
    invites.reponses += ["2026-T3", None]
    page.revue.click()
    assert len(invites.questions) == 2


def test_chaque_referent_et_ses_menages_sans_referent_a_la_fin(page: PageOperation, base: Base, cle: UUID) -> None:
    for rang, nom in enumerate(("UN", "DEUX", "TROIS")):
        menage = creer_menage(base, cle, nom=nom).id
        assert menage is not None
        if rang:
            affecter_referent(base, menage, agent="Awa D.", du=date(2026, 2, 1))
        if rang == 1:
            creer_decohabitant(base, menage, nom="DEUX Sam", le=date(2026, 9, 1))
    page.rafraichir()
    assert page.lecture is not None
    assert [(r.nom, r.menages, r.restants, r.decohabitants) for r in par_referent(page.lecture)] == [
        ("Awa D.", 2, 2, 0), ("sans référent", 1, 1, 1),
    ]


def test_une_liste_d_une_autre_operation_se_signale(base: Base, cle: UUID) -> None:
    rapport = importer_etat_locatif(base, cle, LISTE, simuler=True)
    assert remarques(replace(rapport, absents=2))[0].startswith("Aucun ménage de cette liste")
    assert not any("Aucun ménage" in p for p in remarques(replace(rapport, absents=2, inchanges=1)))
    assert not any("Aucun ménage" in p for p in remarques(rapport))


def test_les_comptes_s_accordent_et_taisent_ce_qui_est_nul(base: Base, cle: UUID) -> None:
    rapport = importer_etat_locatif(base, cle, LISTE, simuler=True)
    mots = [s.mot for s in comptes(replace(rapport, ajoutes=0, departs=1, absents=2, inchanges=1, a_corriger=()))]
    assert mots[4:] == ["1 inchangé", "1 départ", "2 absents de la liste"]
