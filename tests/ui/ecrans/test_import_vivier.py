"""Importer des logements offerts à la fenêtre : dire qui les envoie, corriger les colonnes, simuler, importer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from relogement.services.colonnes import choix_de
from relogement.services.import_vivier import importer_vivier
from relogement.services.vivier import ajouter_logement_offert
from relogement.stockage.base import Base
from relogement.stockage.lectures_vivier import lignes_vivier
from relogement.tableur.catalogues import GenreListe
from relogement.vocabulaire import Reservataire
from tests.ui.ecrans import dossiers
from tests.ui.socle.faux import FaussesInvites
from ui.ecrans.logements.importation import AUTRE, ImportVivier, comptes

LISTE = Path(__file__).parent.parent.parent / "donnees" / "vivier" / "vivier_bailleur.xlsx"
AU = date(2026, 11, 18)


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    ouverte = dossiers.base_neuve(tmp_path)
    yield ouverte
    ouverte.fermer()


def montrer(base: Base, qtbot: QtBot, *reponses: object) -> ImportVivier:
    vue = ImportVivier(dossiers.contexte_de(base, FaussesInvites(*reponses)))
    qtbot.addWidget(vue)
    vue.show()
    return vue


def textes(widget: QWidget) -> str:
    return "\n".join(t.text() for t in widget.findChildren(QLabel) if not t.isHidden())


def cliquer(vue: ImportVivier, mot: str) -> None:
    (bouton,) = [b for b in vue.gestes if b.text().strip() == mot]
    bouton.click()


def test_la_liste_se_simule_puis_s_importe(base: Base, qtbot: QtBot) -> None:
    vue = montrer(base, qtbot, LISTE, AUTRE, "Erdre Habitat")
    cliquer(vue, "Choisir un fichier…")
    qtbot.waitUntil(lambda: vue.rapport is not None)
    assert lignes_vivier(base, au=AU) == []
    assert "Colonnes non reconnues, laissées de côté : « Clé badge »." in textes(vue)
    cliquer(vue, "Importer")
    qtbot.waitUntil(lambda: len(lignes_vivier(base, au=AU)) == 4)
    assert {v.valeurs["bailleur"] for v in lignes_vivier(base, au=AU)} == {"Erdre Habitat"}


def test_un_reservataire_se_choisit(base: Base, qtbot: QtBot) -> None:
    vue = montrer(base, qtbot, "contingent:etat")
    vue.lire(LISTE)
    qtbot.waitUntil(lambda: vue.rapport is not None)
    cliquer(vue, "Importer")
    qtbot.waitUntil(lambda: len(lignes_vivier(base, au=AU)) == 4)
    assert {v.valeurs["reservataire"] for v in lignes_vivier(base, au=AU)} == {Reservataire.ETAT}


def test_sans_dire_qui_l_envoie_rien_n_est_lu(base: Base, qtbot: QtBot) -> None:
    vue = montrer(base, qtbot, None)
    vue.lire(LISTE)
    assert (vue.rapport, vue.contexte.taches.en_cours) == (None, 0)


def test_une_colonne_corrigee_se_relit_et_se_retient(base: Base, qtbot: QtBot) -> None:
    vue = montrer(base, qtbot, AUTRE, "Erdre Habitat")
    vue.lire(LISTE)
    qtbot.waitUntil(lambda: vue.rapport is not None)
    cliquer(vue, "Voir les colonnes…")
    colonnes = vue.colonnes
    assert colonnes is not None
    badge, observations = colonnes.choix["cle badge"], colonnes.choix["observation"]
    badge.setCurrentIndex(badge.findData("note"))
    cliquer(vue, "Continuer")
    assert "« Note » est dit de deux colonnes : gardez-en une." in textes(vue)
    observations.setCurrentIndex(0)
    cliquer(vue, "Continuer")
    qtbot.waitUntil(lambda: vue.rapport is not None and vue.colonnes is None)
    assert choix_de(base, GenreListe.VIVIER, "Erdre Habitat") == {"cle badge": "note", "observation": ""}
    cliquer(vue, "Importer")
    qtbot.waitUntil(lambda: len(lignes_vivier(base, au=AU)) == 4)
    assert {v.valeurs["note"] for v in lignes_vivier(base, au=AU)} == {"b1", "b2", "b3", "b4"}


def test_un_fichier_sans_titre_connu_se_lit_une_fois_ses_colonnes_dites(
    base: Base, qtbot: QtBot, tmp_path: Path
) -> None:
    classeur = Workbook()
    feuille = classeur.active
    assert feuille is not None
    for ligne in (["Alpha", "Beta", "Gamma"], ["R-1", "Quais", 400]):
        feuille.append(ligne)
    classeur.save(tmp_path / "liste.xlsx")
    vue = montrer(base, qtbot, AUTRE, "Erdre Habitat")
    vue.lire(tmp_path / "liste.xlsx")
    qtbot.waitUntil(lambda: bool(vue.erreur))
    cliquer(vue, "Dire les colonnes…")
    colonnes = vue.colonnes
    assert colonnes is not None
    assert "Aucun titre n'est reconnu" in textes(vue)
    cliquer(vue, "Continuer")
    assert "Dites quelle colonne situe chaque logement" in textes(vue)
    for cle, champ in (("alpha", "reference"), ("beta", "libelle"), ("gamma", "loyer")):
        colonnes.choix[cle].setCurrentIndex(colonnes.choix[cle].findData(champ))
    cliquer(vue, "Continuer")
    qtbot.waitUntil(lambda: vue.rapport is not None)
    assert vue.rapport is not None
    assert vue.rapport.ajoutes == 1


def test_les_doublons_probables_se_montrent(base: Base, qtbot: QtBot, tmp_path: Path) -> None:
    classeur = Workbook()
    feuille = classeur.active
    assert feuille is not None
    for ligne in (["Résidence", "Type", "Loyer", "Commune"], ["Les Lilas", "T3", 400, "Rezé"]):
        feuille.append(ligne)
    classeur.save(tmp_path / "liste.xlsx")
    ajouter_logement_offert(base, libelle="Résidence Les Lilas", type="T3", loyer=40_500)
    vue = montrer(base, qtbot, tmp_path / "liste.xlsx", AUTRE, "Erdre Habitat")
    cliquer(vue, "Choisir un fichier…")
    qtbot.waitUntil(lambda: vue.rapport is not None)
    assert vue.rapport is not None
    assert "1 doublon probable" in {s.mot for s in comptes(vue.rapport)}
    qtbot.waitUntil(lambda: "Doublons probables" in textes(vue))


def test_les_absents_se_notent_repris_si_on_le_coche(base: Base, qtbot: QtBot, tmp_path: Path) -> None:
    importer_vivier(base, LISTE, emetteur="Erdre Habitat")
    classeur = Workbook()
    feuille = classeur.active
    assert feuille is not None
    for ligne in (["Réf.", "Résidence", "Loyer"], ["EH-101", "Les Quais", 412.3]):
        feuille.append(ligne)
    classeur.save(tmp_path / "suite.xlsx")
    vue = montrer(base, qtbot, "bailleur:Erdre Habitat")
    vue.lire(tmp_path / "suite.xlsx")
    qtbot.waitUntil(lambda: vue.rapport is not None)
    assert "Plus dans la liste de cet émetteur" in textes(vue)
    vue.reprendre.setChecked(True)
    cliquer(vue, "Importer")
    qtbot.waitUntil(lambda: vue.rapport is not None and vue.rapport.changements is not None)
    assert sum(v.valeurs["repris_le"] is not None for v in lignes_vivier(base, au=AU)) == 3
