"""La page d'un ménage : ce qu'elle montre, ce que règle un constat, ce qui survit à un geste."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from relogement.modeles import Menage
from relogement.regles.charte.constat import Cible
from relogement.regles.charte.etats import Etat
from relogement.services import entretiens, menages
from relogement.services.corrections import corriger
from relogement.stockage.base import Base
from relogement.stockage.lectures import fiche_menage
from relogement.vocabulaire import Lien
from tests.outils import rouvrir
from tests.ui.ecrans import dossiers
from tests.ui.socle.faux import FaussesInvites
from ui.ecrans.menage.detail_geste import INVITE, VISIBLES
from ui.ecrans.menage.ligne_constat import LigneConstat
from ui.ecrans.menage.page import PageMenage
from ui.ecrans.menage.section_historique import SectionHistorique
from ui.ecrans.menage.tete import CONFORMITE
from ui.fiches.entretien import FicheEntretien
from ui.fiches.fiche import FicheDeclaree
from ui.socle.contexte import Contexte
from ui.socle.elements import Bouton
from ui.socle.pastille import Pastille


@pytest.fixture
def vide(tmp_path: Path) -> Iterator[Base]:
    ouverte = dossiers.base_neuve(tmp_path)
    yield ouverte
    ouverte.fermer()


@pytest.fixture
def ouvert(tmp_path: Path) -> Iterator[tuple[Base, UUID]]:
    base, cle = rouvrir(dossiers.base_complete, tmp_path)
    yield base, cle
    base.fermer()


@pytest.fixture
def base(ouvert: tuple[Base, UUID]) -> Base:
    return ouvert[0]


@pytest.fixture
def complet(ouvert: tuple[Base, UUID]) -> UUID:
    return ouvert[1]


def montrer(qtbot: QtBot, contexte: Contexte[Base], cle: UUID) -> PageMenage:
    page = PageMenage(contexte)
    qtbot.addWidget(page)
    page.resize(1232, 820)
    with qtbot.waitExposed(page):
        page.show()
    page.aller(cle)
    return page


@pytest.fixture
def page(base: Base, complet: UUID, qtbot: QtBot) -> PageMenage:
    return montrer(qtbot, dossiers.contexte_de(base), complet)


def textes(zone: QWidget) -> str:
    return "\n".join(label.text() for label in zone.findChildren(QLabel) if label.isVisibleTo(zone))


def bouton(zone: QWidget, nom: str) -> Bouton:
    return next(b for b in zone.findChildren(Bouton) if b.accessibleName() == nom and b.isVisibleTo(zone))


def formulaire(page: PageMenage) -> FicheDeclaree:
    fiche = page.accueil.fiche
    assert isinstance(fiche, FicheDeclaree)
    return fiche


def test_la_tete_dit_qui_ou_et_a_quelle_etape(page: PageMenage) -> None:
    assert page.tete.titre.text() == "Mme BENALI Leïla, 3 enfants"
    assert page.tete.accessibleDescription().startswith("proposition en cours")
    situe = page.tete.situe.text().replace("\u00a0", " ")
    assert situe == (
        "BEL-0001 · bât. B, esc. A, 3e étage, porte 302 · T3 de 61 m² · bail depuis le 04/09/2009 · 06 12 34 56 78 · "
        "référent : Nadia R."
    )


def test_la_prochaine_action_est_le_refus_dont_l_ecrit_manque(page: PageMenage) -> None:
    assert page._bandeau.accessibleName() == "Prochaine action : obtenir l'écrit du refus"
    assert page._bandeau.property("alerte") is True
    bouton(page._bandeau, "Obtenir l'écrit du refus").click()
    assert page.accueil.nom == "ecrit_refus"
    assert page.onglets.cle == "propositions" or "propositions" not in page.sections
    assert not page._bandeau.isVisibleTo(page)


def test_chaque_section_montre_ce_qui_est_enregistre(page: PageMenage) -> None:
    foyer = textes(page.sections["foyer"]).replace("\u00a0", " ")
    for attendu in ("Inès BENALI", "11 ans (21/07/2015)", "titulaire du bail", "312,40 €", "305,20 €", "1 835,00 €"):
        assert attendu in foyer
    assert "du 01/01/2025 au 31/12/2025" in foyer
    assert "4 occupants, dont 3 enfants" in foyer
    entretien = textes(page.sections["entretiens"])
    for attendu in ("avis de la CAF", "proximité de l'école", "budget, impayés", "Chantenay, Zola", "CCAS de Nantes"):
        assert attendu in entretien
    assert "annonce de la décision, calendrier et étapes" in entretien
    assert "Bail de 2009" in textes(page.sections["pieces"])


def test_un_dossier_vide_dit_ce_qui_viendra_et_offre_le_geste(vide: Base, qtbot: QtBot) -> None:
    cle = menages.creer_menage(vide, dossiers.operation(vide), nom="M. Vide").id
    assert cle is not None
    page = montrer(qtbot, dossiers.contexte_de(vide), cle)
    assert "Chaque entretien" in textes(page.sections["entretiens"])
    bouton(page.sections["foyer"], "Ajouter une personne").click()
    assert page.accueil.nom == "personne"


def test_un_constat_rouge_mene_au_formulaire_et_tourne_une_fois_le_geste_fait(vide: Base, qtbot: QtBot) -> None:
    cle = dossiers.menage(vide, dossiers.operation(vide))
    page = montrer(qtbot, dossiers.contexte_de(vide), cle)
    rouge = next(ligne for ligne in page.panneau.lignes if ligne.constat.id == "A03.1")
    assert rouge.constat.etat is Etat.EN_RETARD
    QTest.mouseClick(rouge, Qt.MouseButton.LeftButton)
    assert page.accueil.nom == "referent"
    fiche = formulaire(page)
    assert fiche.formulaire.rangs["agent"].saisie.cibles()[0].hasFocus()
    fiche.formulaire.rangs["agent"].saisie.poser("Nadia R.")
    fiche.formulaire.rangs["du"].saisie.poser("18/11/2026")
    fiche.formulaire.demander_validation()
    assert not page.accueil.ouverte
    tourne = next(ligne for ligne in page.panneau.lignes if ligne.constat.id == "A03.1")
    assert tourne.constat.etat is Etat.RESPECTEE
    assert "référent : Nadia R." in page.tete.situe.text().replace("\u00a0", " ")


def test_entree_sur_un_constat_ouvre_le_meme_formulaire(page: PageMenage) -> None:
    ligne = next(ligne for ligne in page.panneau.lignes if ligne.constat.id == "A04.2")
    ligne.setFocus()
    QTest.keyClick(ligne, Qt.Key.Key_Return)
    assert page.accueil.nom == "ecrit_refus"


def test_refermer_un_formulaire_rend_le_clavier_au_constat(page: PageMenage) -> None:
    ligne = next(ligne for ligne in page.panneau.lignes if ligne.constat.id == "A04.2")
    ligne.setFocus()
    QTest.keyClick(ligne, Qt.Key.Key_Return)
    fiche = page.accueil.fiche
    assert fiche is not None
    fiche.quitte.emit()
    assert not page.accueil.ouverte
    assert ligne.hasFocus()


def test_la_frappe_survit_a_un_geste_fait_pendant_qu_on_tape(page: PageMenage, complet: UUID) -> None:
    page.ouvrir("personne", None, "nom")
    saisie = formulaire(page).formulaire.rangs["prenom"].saisie
    QTest.keyClicks(saisie.cibles()[0], "Sofia")
    page._contexte.tenter(lambda b: menages.modifier_menage(b, complet, telephone="07 00 00 00 00"))
    assert saisie.texte() == "Sofia"
    assert "07 00 00 00 00" in page.tete.situe.text().replace("\u00a0", " ")


def test_un_brouillon_revient_apres_avoir_change_de_section(page: PageMenage) -> None:
    page.ouvrir("personne", None, "nom")
    QTest.keyClicks(formulaire(page).formulaire.rangs["nom"].saisie.cibles()[0], "BENALI Sofia")
    page.choisir_section("historique")
    assert not page.accueil.ouverte
    page.ouvrir("personne", None, "nom")
    assert formulaire(page).formulaire.rangs["nom"].texte == "BENALI Sofia"


def test_un_champ_libre_s_enregistre_en_le_quittant_et_survit_a_un_geste(
    page: PageMenage, base: Base, complet: UUID
) -> None:
    foyer = page.sections["foyer"]
    assert foyer.viser("telephone", None)
    champ = foyer.coordonnees.champs["telephone"]  # type: ignore[attr-defined]  # propre à la section du foyer
    zone = champ.rang.saisie.cibles()[0]
    zone.setFocus()
    zone.selectAll()
    QTest.keyClicks(zone, "0798765432")
    page._contexte.tenter(lambda b: menages.modifier_menage(b, complet, note="Appeler le matin"))
    assert champ.rang.texte == "0798765432"
    page.tete.noter.setFocus()
    assert fiche_menage(base, complet).menage["telephone"] == "07 98 76 54 32"
    assert "07 98 76 54 32" in page.tete.situe.text().replace("\u00a0", " ")


def test_un_total_de_ressources_inconnu_dit_qui_manque(page: PageMenage, complet: UUID) -> None:
    assert "Total inconnu" not in textes(page.sections["foyer"])
    page._contexte.tenter(lambda b: menages.ajouter_personne(
        b, complet, nom="BENALI", prenom="Karim", naissance=date(1982, 3, 4), lien=Lien.CONJOINT))
    assert "Total inconnu : il manque ce que touche Karim BENALI." in textes(page.sections["foyer"])


def test_une_carte_inchangee_n_est_pas_refaite(page: PageMenage, complet: UUID) -> None:
    personnes = page.sections["foyer"]._cartes["personnes"][1]
    page._contexte.tenter(lambda b: menages.modifier_menage(b, complet, nur="1"))
    assert page.sections["foyer"]._cartes["personnes"][1] is personnes
    page._contexte.tenter(lambda b: menages.ajouter_personne(b, complet, nom="BENALI", prenom="Sofia"))
    assert page.sections["foyer"]._cartes["personnes"][1] is not personnes
    assert "Sofia BENALI" in textes(page.sections["foyer"])


def test_l_historique_annule_un_geste(page: PageMenage, base: Base, complet: UUID) -> None:
    page._contexte.tenter(lambda b: menages.modifier_menage(b, complet, note="À défaire"))
    page.choisir_section("historique")
    historique = page.sections["historique"]
    table = historique.table  # type: ignore[attr-defined]  # propre à la section de l'historique
    geste = table.lignes[0]
    assert geste["libelle"] == "Modification du ménage"
    table.choisir(geste["id"])
    bouton(historique, "Annuler ce geste").click()
    assert fiche_menage(base, complet).menage["note"] is None
    annule = next(g for g in table.lignes if g["id"] == geste["id"])
    assert annule["annule"]
    assert table.identifiant_courant == geste["id"]
    assert not historique.bouton.isEnabled()  # type: ignore[attr-defined]  # propre à la section de l'historique


def test_l_historique_dit_ce_que_le_geste_choisi_a_change_et_replie_ce_qui_est_long(
    page: PageMenage, base: Base, complet: UUID
) -> None:
    (rue, _) = fiche_menage(base, complet).loyers
    page._contexte.tenter(lambda b: corriger(b, "loyer", rue["id"], loyer=43000))
    page.choisir_section("historique")
    section = page.sections["historique"]
    assert isinstance(section, SectionHistorique)
    assert section.detail.textes() == [INVITE]
    gestes = {g["libelle"]: g["id"] for g in section.table.lignes}
    section.table.choisir(gestes["Correction : un loyer"])
    assert section.detail.textes() == [
        "Loyer et aides du logement quitté, 01/01/2025", "Loyer : 305,20\u00a0€ → 430,00\u00a0€",
    ]
    section.table.choisir(gestes["Entretien du 12/03/2026"])
    plies = section.detail.textes()
    assert len(plies) == VISIBLES
    bouton(section, next(b.accessibleName() for b in section.detail.findChildren(Bouton))).click()
    deplies = section.detail.textes()
    assert deplies[:VISIBLES] == plies
    assert "Conclusion : Cherche un T4 près du tramway." in deplies
    section.table.ouvrir.emit(None)
    assert section.detail.textes() == plies
    assert fiche_menage(base, complet).entretiens, "Entrée déplie, n'annule rien"


def test_un_import_ne_s_annule_pas_depuis_un_menage(page: PageMenage, base: Base, complet: UUID) -> None:
    with base.geste("importer", "Import d'une liste") as g:
        g.s.get_one(Menage, complet).note = "vu"
    page.relire()
    page.choisir_section("historique")
    section = page.sections["historique"]
    assert isinstance(section, SectionHistorique)
    section.table.choisir(section.table.lignes[0]["id"])
    assert section.detail.textes() == ["Ménage", "Note : (vide) → vu"]
    assert not section.bouton.isEnabled()
    assert "opération" in section.bouton.toolTip()
    section.annuler_choisi()
    assert fiche_menage(base, complet).menage["note"] == "vu"


def test_un_geste_suivi_d_un_autre_ne_s_annule_pas_et_le_dit(page: PageMenage, complet: UUID, qtbot: QtBot) -> None:
    page._contexte.tenter(lambda b: menages.modifier_menage(b, complet, note="un"))
    page._contexte.tenter(lambda b: menages.modifier_menage(b, complet, note="deux"))
    table = page.sections["historique"].table  # type: ignore[attr-defined]  # propre à la section de l'historique
    table.choisir(table.lignes[1]["id"])
    with qtbot.waitSignal(page._contexte.erreur) as dite:
        page.sections["historique"].annuler_choisi()  # type: ignore[attr-defined]  # propre à l'historique
    assert "annulez d'abord les plus récents" in dite.args[0].phrase


def test_le_decohabitant_et_son_menage_d_origine_se_renvoient_l_un_a_l_autre(
    page: PageMenage, base: Base, complet: UUID, qtbot: QtBot
) -> None:
    enfant = menages.creer_decohabitant(base, complet, nom="M. BENALI Karim", le=date(2026, 6, 1)).id
    assert enfant is not None
    page.relire()
    foyer = page.sections["foyer"]
    assert "à rencontrer" in [p.style_montre.mot for p in foyer.findChildren(Pastille)]
    entretiens.enregistrer_entretien(base, enfant, le=date(2026, 6, 9))
    page.relire()
    assert "rencontré" in [p.style_montre.mot for p in foyer.findChildren(Pastille) if p.isVisibleTo(foyer)]
    with qtbot.waitSignal(page._contexte.navigation) as aller:
        bouton(page.sections["foyer"], "Ouvrir le dossier de M. BENALI Karim").click()
    assert aller.args == ["menage", {"id": enfant}]
    page.aller(enfant)
    assert "décohabitant" in page.tete.accessibleDescription()
    with qtbot.waitSignal(page._contexte.navigation) as retour:
        bouton(page.sections["foyer"], "Ouvrir le ménage d'origine, Mme BENALI Leïla").click()
    assert retour.args == ["menage", {"id": complet}]


def test_changer_de_menage_referme_le_formulaire_et_garde_sa_frappe(page: PageMenage, base: Base) -> None:
    assert page.fiche is not None
    autre = dossiers.menage(base, page.fiche.operation["id"], "M. Autre", porte="7")
    premier = page.fiche.menage["id"]
    page.ouvrir("personne", None, "nom")
    QTest.keyClicks(formulaire(page).formulaire.rangs["nom"].saisie.cibles()[0], "BENALI")
    page.aller(autre)
    assert not page.accueil.ouverte
    assert page.tete.titre.text() == "M. Autre"
    assert base.brouillon(f"personne/{premier}")["nom"] == "BENALI"
    assert base.brouillon(f"personne/{autre}") == {}


def test_un_menage_dont_la_creation_est_annulee_le_dit(vide: Base, qtbot: QtBot) -> None:
    operation = dossiers.operation(vide)
    contexte = dossiers.contexte_de(vide)
    faits = contexte.tenter(lambda b: menages.creer_menage(b, operation, nom="M. Fugace"))
    assert faits.id is not None
    page = montrer(qtbot, contexte, faits.id)
    assert page._dossier.isVisible()
    contexte.annuler_dernier()
    assert page._absent.isVisible()
    assert not page._dossier.isVisible()


def test_le_dossier_s_imprime_a_l_endroit_choisi(base: Base, complet: UUID, qtbot: QtBot, tmp_path: Path) -> None:
    sortie = tmp_path / "dossier.pdf"
    contexte = dossiers.contexte_de(base, FaussesInvites(sortie))
    page = montrer(qtbot, contexte, complet)
    page.imprimer()
    qtbot.waitUntil(lambda: contexte.taches.en_cours == 0)
    assert sortie.read_bytes().startswith(b"%PDF")


def test_renoncer_a_imprimer_n_ecrit_rien(base: Base, complet: UUID, qtbot: QtBot) -> None:
    contexte = dossiers.contexte_de(base, FaussesInvites(None))
    montrer(qtbot, contexte, complet).imprimer()
    assert contexte.taches.en_cours == 0


def test_les_fichiers_laches_se_rangent_l_un_apres_l_autre(
    page: PageMenage, base: Base, complet: UUID, tmp_path: Path
) -> None:
    fichiers = [tmp_path / "a.pdf", tmp_path / "b.pdf"]
    for fichier in fichiers:
        fichier.write_bytes(fichier.name.encode())
    donnees = QMimeData()
    donnees.setUrls([QUrl.fromLocalFile(str(f)) for f in fichiers])
    lacher = QDropEvent(
        QPointF(10, 10), Qt.DropAction.CopyAction, donnees, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dropEvent(lacher)
    for _ in fichiers:
        assert page.accueil.nom == "piece"
        fiche = formulaire(page)
        fiche.formulaire.rangs["nature"].saisie.poser("courrier")
        fiche.formulaire.rangs["le"].saisie.poser("17/11/2026")
        fiche.formulaire.demander_validation()
    assert not page.accueil.ouverte
    assert len(fiche_menage(base, complet).pieces) == 3


def test_une_piece_se_copie_ou_l_on_veut(base: Base, complet: UUID, qtbot: QtBot, tmp_path: Path) -> None:
    copie = tmp_path / "copie.pdf"
    page = montrer(qtbot, dossiers.contexte_de(base, FaussesInvites(copie)), complet)
    page.choisir_section("pieces")
    bouton(page.sections["pieces"], "Enregistrer une copie : Bail de 2009 du 12/03/2026").click()
    assert copie.read_bytes() == b"%PDF-1.4 bail"


def test_ce_qui_est_a_completer_ouvre_son_champ_et_se_regle(base: Base, complet: UUID, qtbot: QtBot) -> None:
    dossiers.a_completer(base, complet, champ="naissance", texte="31/02/1984")
    dossiers.a_completer(base, complet, champ="etage", texte="rdj")
    page = montrer(qtbot, dossiers.contexte_de(base), complet)
    foyer = page.sections["foyer"]
    assert "31/02/1984" in textes(foyer)
    assert "Locataires, ligne 12, colonne Né le" in textes(foyer)
    bouton(foyer, "Ouvrir : Date de naissance, 31/02/1984").click()
    assert page.accueil.nom == "personne"
    rangs = formulaire(page).formulaire.rangs
    assert rangs["prenom"].texte == "Leïla"
    assert rangs["naissance"].saisie.cibles()[0].hasFocus()
    page.choisir_section("foyer")
    bouton(foyer, "Ouvrir : Étage (0 : RDC), rdj").click()
    assert foyer.logement.champs["etage"].rang.saisie.cibles()[0].hasFocus()  # type: ignore[attr-defined]  # du foyer
    for nom in ("Réglé : Date de naissance, 31/02/1984", "Réglé : Étage (0 : RDC), rdj"):
        bouton(foyer, nom).click()
    assert "À compléter" not in textes(foyer)
    assert foyer.compte(fiche_menage(base, complet)) is None


def test_un_constat_de_l_operation_mene_a_l_operation(page: PageMenage, qtbot: QtBot) -> None:
    assert page.fiche is not None
    with qtbot.waitSignal(page._contexte.navigation) as demande:
        page.viser(Cible("operation", "annonce"))
    assert demande.args == ["operation", {"id": page.fiche.operation["id"], "champ": "annonce_le"}]


def test_sans_titulaire_designe_on_choisit_la_personne_a_corriger(page: PageMenage) -> None:
    page.viser(Cible("foyer", "statut_bail"))
    assert not page.accueil.ouverte
    assert page.onglets.cle == "foyer"
    assert bouton(page.sections["foyer"], "Modifier Leïla BENALI").hasFocus()


def test_les_comptes_des_onglets_suivent_le_dossier(page: PageMenage, complet: UUID) -> None:
    entretien = page.onglets._onglets[page.onglets._cles.index("entretiens")]
    assert entretien.compte == 1
    page._contexte.tenter(lambda b: entretiens.enregistrer_entretien(b, complet, le=date(2026, 11, 2)))
    assert entretien.compte == 2


def test_une_page_cachee_se_relit_en_revenant(page: PageMenage, complet: UUID) -> None:
    page.hide()
    page._contexte.tenter(lambda b: menages.modifier_menage(b, complet, nom="Mme BENALI-ROUX"))
    assert "ROUX" not in page.tete.titre.text()
    page.show()
    assert "ROUX" in page.tete.titre.text()


def test_la_section_garde_sa_place_quand_elle_defile(page: PageMenage, complet: UUID, qtbot: QtBot) -> None:
    barre = page._zones["foyer"].verticalScrollBar()
    qtbot.waitUntil(lambda: barre.maximum() > 600)
    barre.setValue(500)
    page._contexte.tenter(lambda b: menages.ajouter_personne(b, complet, nom="BENALI", prenom="Sofia"))
    qtbot.waitUntil(lambda: "Sofia BENALI" in textes(page.sections["foyer"]))
    assert barre.value() == 500
    assert page.onglets.cle == "foyer"


def test_ctrl_page_suivante_passe_d_une_section_a_l_autre(page: PageMenage) -> None:
    cles = list(page.sections)
    page._section_voisine(-1)
    assert page.onglets.cle == cles[0]
    for attendue in [*cles[1:], cles[-1]]:
        page._section_voisine(1)
        assert page.onglets.cle == attendue


def test_noter_un_entretien_ouvre_sa_fiche_dans_sa_section(page: PageMenage) -> None:
    page.tete.noter.click()
    assert page.onglets.cle == "entretiens"
    assert page.accueil.nom == "entretien"


def test_le_clavier_retrouve_son_bouton_dans_une_carte_refaite(page: PageMenage, complet: UUID) -> None:
    avant = bouton(page.sections["foyer"], "Modifier Inès BENALI")
    avant.setFocus()
    page._contexte.tenter(lambda b: menages.ajouter_personne(b, complet, nom="BENALI", prenom="Sofia"))
    apres = bouton(page.sections["foyer"], "Modifier Inès BENALI")
    assert apres is not avant
    assert apres.hasFocus()


def test_une_frappe_en_cours_s_enregistre_au_dossier_qu_on_quitte(
    page: PageMenage, base: Base, complet: UUID
) -> None:
    assert page.fiche is not None
    autre = dossiers.menage(base, page.fiche.operation["id"], "M. Autre", porte="7")
    page.sections["foyer"].viser("courriel", None)
    QTest.keyClicks(page.focusWidget(), "leila@exemple.fr")
    page.aller(autre)
    assert fiche_menage(base, complet).menage["courriel"] == "leila@exemple.fr"
    assert fiche_menage(base, autre).menage["courriel"] is None
    courriel = page.sections["foyer"].coordonnees.champs["courriel"]  # type: ignore[attr-defined]  # propre au foyer
    assert courriel.rang.texte == ""


def test_un_document_ecrit_ne_relit_pas_la_page(page: PageMenage, monkeypatch: pytest.MonkeyPatch) -> None:
    relues: list[bool] = []
    monkeypatch.setattr(page, "relire", lambda: relues.append(True))
    page._contexte.change.emit(frozenset(), "Document écrit.")
    assert relues == []
    page._contexte.change.emit(frozenset({"menage"}), "Enregistré.")
    assert relues == [True]


def test_ctrl_p_imprime_le_dossier(page: PageMenage, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    titres: list[str] = []
    monkeypatch.setattr(page._contexte.invites, "enregistrer_fichier", lambda titre, *_: titres.append(titre))
    page.activateWindow()
    page.onglets.setFocus()
    qtbot.waitUntil(page.isActiveWindow)
    QTest.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert titres == ["Imprimer le dossier"]


def test_la_fiche_de_conformite_s_imprime_comme_le_panneau_la_montre(
    page: PageMenage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    noms: list[str] = []

    def enregistrer(_titre: str, nom: str, _filtre: str) -> Path:
        noms.append(nom)
        return tmp_path / "fiche"

    monkeypatch.setattr(page._contexte.invites, "enregistrer_fichier", enregistrer)
    page.panneau.choix.bouton.click()
    page.panneau.choix.saisie.poser("12/03/2026")
    page.panneau.choix.au.click()
    with qtbot.waitSignal(page._contexte.change):
        page.tete.imprimer.choisir(CONFORMITE)
    assert page.fiche is not None
    assert noms == [f"conformite-{page.fiche.menage['reference']}.pdf"]
    lue = PdfReader(tmp_path / "fiche.pdf").pages[0].extract_text()
    assert "12/03/2026" in lue
    qtbot.waitUntil(lambda: page._contexte.taches.en_cours == 0)


def test_un_menage_sorti_n_attend_plus_de_geste(page: PageMenage, complet: UUID) -> None:
    page._contexte.tenter(
        lambda b: menages.enregistrer_sortie(b, complet, le=date(2026, 11, 17), motif=dossiers.PARTI)
    )
    assert any(c.etat is Etat.EN_RETARD for c in page._constats)
    assert "sorti" in page._bandeau.accessibleName()
    assert page._bandeau.findChildren(Bouton) == []


def test_traverser_un_numero_importe_ne_fait_aucun_geste(page: PageMenage, base: Base, complet: UUID) -> None:
    menages.modifier_menage(base, complet, telephone="0639988845")
    page.relire()
    gestes = len(fiche_menage(base, complet).gestes)
    page.sections["foyer"].viser("telephone", None)
    page.tete.noter.setFocus()
    assert len(fiche_menage(base, complet).gestes) == gestes
    assert "06 39 98 88 45" in page.tete.situe.text().replace("\u00a0", " ")


def test_un_entretien_quitte_avant_la_fin_se_dit_commence(page: PageMenage) -> None:
    page.choisir_section("entretiens")
    bouton(page.sections["entretiens"], "Noter un entretien").click()
    fiche = page.accueil.fiche
    assert isinstance(fiche, FicheEntretien)
    fiche.avancer()
    QTest.keyClick(fiche, Qt.Key.Key_Escape)
    assert not page.accueil.ouverte
    reprendre = bouton(page.sections["entretiens"], "Noter un entretien")
    assert reprendre.text().strip() == "Noter un entretien : commencé, reprendre"
    assert page.tete.noter.text() == "Noter un entretien : commencé, reprendre"
    reprendre.click()
    reprise = page.accueil.fiche
    assert isinstance(reprise, FicheEntretien)
    assert reprise.etape == 1


def test_une_ligne_rouge_se_deroge_reste_rouge_et_se_corrige(page: PageMenage) -> None:
    def ligne() -> LigneConstat:
        return next(x for x in page.panneau.lignes if x.constat.id == "A04.2")

    avant = ligne().constat.etat
    ligne().deroge.emit()
    fiche = formulaire(page)
    assert fiche.formulaire.rangs["obligation"].texte == "A04.2"
    assert fiche.formulaire.rangs["auteur"].texte == "Nadia R."
    for nom, texte in (("le", "10/11/2026"), ("raison", "Le ménage n'écrit pas le français")):
        fiche.formulaire.rangs[nom].saisie.poser(texte)
    fiche.formulaire.demander_validation()
    assert ligne().constat.etat is avant
    assert "dérogation du 10/11/2026 par Nadia R. : Le ménage n'écrit pas le français" in ligne().constat.phrase
    ligne().deroge.emit()
    assert formulaire(page).formulaire.rangs["raison"].texte == "Le ménage n'écrit pas le français"
    formulaire(page).retirer()
    assert ligne().constat.derogation is None


def test_les_ressources_a_noter_viennent_sous_les_yeux_meme_en_changeant_de_menage(
    page: PageMenage, base: Base, qtbot: QtBot
) -> None:
    assert page.fiche is not None
    autre = dossiers.menage(base, page.fiche.operation["id"])
    page.aller(autre, section="foyer", champ="ressources")
    geste = bouton(page.sections["foyer"], "Ajouter une ressource")
    qtbot.waitUntil(lambda: not geste.visibleRegion().isEmpty())
    assert page.focusWidget() is geste
