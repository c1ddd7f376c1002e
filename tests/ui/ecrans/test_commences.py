"""Ce qui est tapé et pas encore validé se dit là où cela s'ouvre, se rappelle en tête, et se reprend."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from relogement.services.propositions import noter_reception
from relogement.stockage.base import Base
from relogement.stockage.lectures import fiche_menage
from tests.ui.ecrans import dossiers
from ui.ecrans.menage.commences import Vers, dit
from ui.ecrans.menage.page import PageMenage
from ui.fiches.entretien import FicheEntretien
from ui.fiches.fiche import FicheDeclaree
from ui.fiches.registre import FICHES, ouvrir_fiche
from ui.socle.elements import COMMENCE, Bouton, Carte


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    ouverte = dossiers.base_neuve(tmp_path)
    yield ouverte
    ouverte.fermer()


@pytest.fixture
def menage(base: Base, tmp_path: Path) -> UUID:
    return dossiers.complet(base, tmp_path)


@pytest.fixture
def page(base: Base, menage: UUID, qtbot: QtBot) -> PageMenage:
    page = PageMenage(dossiers.contexte_de(base))
    qtbot.addWidget(page)
    page.resize(1232, 820)
    with qtbot.waitExposed(page):
        page.show()
    page.aller(menage)
    return page


def rappels(page: PageMenage) -> list[Bouton]:
    return [b for b in page.commences.findChildren(Bouton) if not b.isHidden()]


def marques(page: PageMenage, section: str) -> list[str]:
    """Les noms des boutons de la section qui se disent commencés."""
    return [b.accessibleName() for b in page.sections[section].findChildren(Bouton) if COMMENCE in b.text()]


def taper(page: PageMenage, nom: str, fiche_id: UUID | None, /, **textes: str) -> None:
    """Ouvre la fiche, y tape, la quitte sans valider."""
    page.ouvrir(nom, fiche_id)
    fiche = page.accueil.fiche
    assert isinstance(fiche, FicheDeclaree)
    for champ, texte in textes.items():
        fiche.formulaire.rangs[champ].saisie.poser(texte)
    fiche.formulaire.garder()
    fiche.quitte.emit()


def test_rien_de_commence_ne_se_rappelle(page: PageMenage) -> None:
    assert page.commences.isHidden()
    assert [marques(page, cle) for cle in page.sections] == [[]] * len(page.sections)


def test_une_fiche_commencee_se_dit_sur_son_bouton_se_reprend_et_se_tait_une_fois_validee(
    page: PageMenage, base: Base, menage: UUID, qtbot: QtBot
) -> None:
    attendue = fiche_menage(base, menage).propositions[1]
    taper(page, "reception", attendue["id"], recue_le="6/11/2026")
    assert marques(page, "propositions") == ["Réception"]
    assert [b.text() for b in rappels(page)] == ["réception de la proposition"]
    assert page.commences.isVisible()
    page.choisir_section("propositions")
    reprendre = next(b for b in page.sections["propositions"].findChildren(Bouton) if COMMENCE in b.text())
    assert reprendre.text() == f"Réception : {COMMENCE}"
    reprendre.click()
    assert page.commences.isHidden(), "rien n'est rappelé devant la fiche ouverte"
    fiche = page.accueil.fiche
    assert isinstance(fiche, FicheDeclaree)
    assert fiche.formulaire.rangs["recue_le"].texte == "6/11/2026"
    with qtbot.waitSignal(fiche.termine):
        fiche.formulaire.demander_validation()
    assert marques(page, "propositions") == []
    assert page.commences.isHidden()


def test_le_rappel_se_voit_des_que_le_dossier_se_rouvre(page: PageMenage, base: Base, menage: UUID) -> None:
    voisin = dossiers.menage(base, fiche_menage(base, menage).operation["id"], nom="M. ROUX Gérard", porte="401")
    taper(page, "personne", None, nom="BENALI")
    assert page.commences.isVisible()
    page.aller(voisin)
    assert page.commences.isHidden()
    page.aller(menage)
    assert page.commences.isVisible()


def test_un_bouton_allonge_ne_tasse_pas_sa_carte(page: PageMenage, base: Base, menage: UUID, qtbot: QtBot) -> None:
    page.resize(1160, 820)
    page.choisir_section("propositions")
    attendue = fiche_menage(base, menage).propositions[1]
    taper(page, "reception", attendue["id"], recue_le="6/11/2026")
    cartes = [c for c in page.sections["propositions"].findChildren(Carte) if c.isVisible()]
    qtbot.waitUntil(lambda: all(c.height() >= c.heightForWidth(c.width()) for c in cartes))


def test_la_marque_va_a_la_carte_refaite_non_a_celle_qu_elle_remplace(
    page: PageMenage, base: Base, menage: UUID
) -> None:
    attendue = fiche_menage(base, menage).propositions[1]["id"]
    taper(page, "reception", attendue, recue_le="6/11/2026")
    page._contexte.executer(noter_reception, attendue, recue_le=date(2026, 11, 6))
    propositions = page.sections["propositions"]
    (marque,) = [b for b in propositions.findChildren(Bouton) if COMMENCE in b.text()]
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert marque in propositions.findChildren(Bouton)


def test_de_deux_boutons_d_une_meme_fiche_un_seul_se_dit_commence(
    page: PageMenage, base: Base, menage: UUID
) -> None:
    ressource = fiche_menage(base, menage).ressources[0]
    taper(page, "ressource", ressource["id"], montant="12")
    commences = [b.text() for b in page.sections["foyer"].findChildren(Bouton) if COMMENCE in b.text()]
    assert commences == [COMMENCE]


def test_une_fiche_neuve_ne_se_confond_pas_avec_une_fiche_reprise(page: PageMenage) -> None:
    taper(page, "personne", None, nom="BENALI", naissance="31/02/2009")
    assert marques(page, "foyer") == ["Ajouter une personne"]


def test_chaque_fiche_commencee_se_rappelle_par_son_titre_et_se_reprend(page: PageMenage, menage: UUID) -> None:
    cles: dict[str, str] = {}
    for nom in FICHES:
        fiche = ouvrir_fiche(nom, page._contexte, menage)
        if isinstance(fiche, FicheDeclaree | FicheEntretien):
            cles[fiche.cle_brouillon] = nom
            page._contexte.ecrire_brouillon(fiche.cle_brouillon, "note", f"tapé dans {nom}")
        fiche.deleteLater()
    assert len(cles) > 25
    page.relire()
    assert sorted(b.text() for b in rappels(page)) == sorted(map(dit, cles.values()))
    for cle, rappel in zip(sorted(cles), rappels(page), strict=True):
        vers = rappel.geste
        assert isinstance(vers, Vers)
        reprise = ouvrir_fiche(vers.nom, page._contexte, menage, vers.fiche_id, vers.champ)
        assert isinstance(reprise, FicheDeclaree | FicheEntretien)
        assert reprise.cle_brouillon == cle
        reprise.deleteLater()


def test_un_champ_seul_mal_tape_n_est_pas_une_fiche_commencee(page: PageMenage, menage: UUID) -> None:
    page._contexte.ecrire_brouillon(f"logement/{menage}/surface", "surface", "beaucoup")
    page.relire()
    assert page.commences.isHidden()


def test_le_brouillon_d_un_autre_menage_ou_d_un_geste_fait_ne_compte_pas(
    page: PageMenage, base: Base, menage: UUID
) -> None:
    autre = dossiers.menage(base, dossiers.operation(base, "AUT"))
    page._contexte.ecrire_brouillon(f"personne/{autre}", "nom", "X")
    page._contexte.ecrire_brouillon(f"personne/{menage}", "nom", "Y")
    base.ranger_brouillon(f"personne/{menage}", fiche_menage(base, menage).gestes[0]["id"])
    page.relire()
    assert page.commences.isHidden()
    assert base.brouillons(autre) == {f"personne/{autre}"}
