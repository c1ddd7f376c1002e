"""La minoration de loyer dans la fenêtre : le barème se tape aux réglages, le droit s'explique au dossier."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from relogement.regles.minoration.bareme import LigneForfait
from relogement.services.baremes_minoration import ajouter_ligne_minoration, lignes_minoration
from relogement.services.charte import resume_menage
from relogement.services.corrections import corriger
from relogement.services.menages import modifier_personne
from relogement.services.operations import modifier_operation
from relogement.services.vivier import corriger_logement_offert
from relogement.stockage.base import Base
from relogement.vocabulaire import ZoneMinoration
from tests.outils import Horloge
from tests.ui.conduite import Conduite
from tests.ui.fiches.dossiers import Essai, preparer
from tests.ui.outils import base_neuve
from ui.app import assembler
from ui.ecrans.menage.section_demenagement import SectionDemenagement
from ui.fiches.fiche import FicheDeclaree
from ui.fiches.registre import ouvrir_fiche
from ui.socle.pastille import Pastille

JOUR = date(2021, 10, 1)
LIGNE = LigneForfait(JOUR, None, ZoneMinoration.DEUX, 3, 4, 123_400, "Note inventée")


def conduire(qtbot: QtBot, base: Base) -> Conduite:
    """La fenêtre ouverte."""
    horloge = Horloge(date(2026, 11, 18))
    fait = assembler(base, None, horloge)
    qtbot.addWidget(fait.fenetre)
    fait.fenetre.resize(1440, 900)
    fait.fenetre.show()
    fait.fenetre.activateWindow()
    qtbot.waitUntil(fait.fenetre.isActiveWindow)
    return Conduite(qtbot, fait, horloge)


@pytest.fixture
def reglages(qtbot: QtBot, tmp_path: Path) -> Iterator[Conduite]:
    c = conduire(qtbot, base_neuve(tmp_path))
    c.fait.fenetre.montrer("reglages", section="minoration")
    yield c
    c.fait.fermer()


def tapees(c: Conduite) -> list[LigneForfait]:
    return [t.ligne for t in lignes_minoration(c.fait.contexte.base)]


def taper(c: Conduite, **textes: str) -> None:
    valider(c, "Ajouter la ligne", zone="2", pieces_min="3", pieces_max="4", montant="1234",
            reference="Note inventée", **textes)


def valider(c: Conduite, action: str, **textes: str) -> None:
    """Le formulaire reste, neuf, pour la ligne suivante."""
    c.remplir(**textes)
    c.cliquer(action)


def test_le_bareme_se_tape_se_corrige_et_se_retire(reglages: Conduite) -> None:
    c = reglages
    assert "ne sont pas livrés" in c.textes()
    assert "T5 et plus" in c.textes()
    taper(c)
    assert tapees(c) == [LIGNE]
    assert "T3 et T4" in c.textes()
    c.cliquer(f"Modifier la ligne {LIGNE.texte}")
    valider(c, "Enregistrer la ligne", montant="1300")
    assert tapees(c) == [replace(LIGNE, montant=130_000)]
    c.cliquer(f"Retirer la ligne {replace(LIGNE, montant=130_000).texte}")
    assert tapees(c) == []


def test_la_ligne_suivante_reprend_la_zone_et_la_reference(reglages: Conduite) -> None:
    taper(reglages)
    valider(reglages, "Ajouter la ligne", pieces_min="5", montant="2000")
    assert tapees(reglages) == [LIGNE, replace(LIGNE, pieces_min=5, pieces_max=None, montant=200_000)]


def test_une_ligne_refusee_dit_pourquoi_et_garde_ce_qui_est_tape(reglages: Conduite) -> None:
    taper(reglages)
    valider(reglages, "Ajouter la ligne", pieces_min="4", montant="2000")
    assert tapees(reglages) == [LIGNE]
    assert "répond déjà aux mêmes baux" in reglages.textes()
    valider(reglages, "Ajouter la ligne", pieces_min="5")
    assert [x.montant for x in tapees(reglages)] == [123_400, 200_000]


def relogee(dossier: Path, **enfant: Any) -> tuple[Essai, UUID]:
    """Une mère et son enfant, relogés à Nantes dans un T4 livré en 2024 pour 341,10 € ; démolition de l'ANRU."""
    essai = preparer(dossier)
    relogement = essai.reloger()
    if enfant:
        modifier_personne(essai.base, essai.personnes[1], **enfant)
    modifier_operation(essai.base, essai.fiche.operation["id"], anru=True)
    (offert,) = essai.fiche.offerts
    corriger_logement_offert(essai.base, offert, neuf=None, livre_le=date(2024, 3, 1))
    return essai, relogement


def montrer(vue: SectionDemenagement, essai: Essai) -> None:
    resume, constats = resume_menage(essai.base, essai.menage, date(2026, 11, 18))
    vue.montrer(essai.fiche, constats, resume)


def section(qtbot: QtBot, essai: Essai) -> SectionDemenagement:
    """La section, montrée."""
    vue = SectionDemenagement(essai.contexte, lambda *_: None)
    qtbot.addWidget(vue)
    vue.resize(900, 1200)
    montrer(vue, essai)
    vue.show()
    return vue


def lus(vue: QWidget) -> str:
    return "\n".join(t.text() for t in vue.findChildren(QLabel) if t.isVisible()).replace("\u00a0", " ")


def etats(vue: QWidget) -> list[str]:
    """Les pastilles des conditions."""
    return [p.style_montre.mot for p in vue.findChildren(Pastille) if p.isVisible()]


def test_le_dossier_dit_chaque_condition_avec_ses_chiffres_sans_rien_taper(qtbot: QtBot, tmp_path: Path) -> None:
    essai, _ = relogee(tmp_path, naissance=date(2015, 6, 1))
    dit = lus(section(qtbot, essai))
    assert "Droit à la minoration de l'ANRU : toutes les conditions sont remplies" in dit
    assert "loyer 341,10 € pour un plafond de " in dit
    assert "seul ou seule, 1 personne à charge, zone 2, table du 01/10/2026" in dit
    assert "livré le 01/03/2024" in dit
    assert "ne sont pas livrés avec l'application" in dit
    essai.base.fermer()


def test_ce_qui_manque_au_plafond_se_dit(qtbot: QtBot, tmp_path: Path) -> None:
    essai, _ = relogee(tmp_path)
    vue = section(qtbot, essai)
    dit = lus(vue)
    assert "1 condition reste à vérifier" in dit
    assert etats(vue) == ["remplie", "remplie", "remplie", "à vérifier"]
    assert "il manque le plafond APL du ménage : la date de naissance d'un enfant manque" in dit
    essai.base.fermer()


def test_un_centime_de_trop_n_est_pas_rempli(qtbot: QtBot, tmp_path: Path) -> None:
    essai, relogement = relogee(tmp_path, naissance=date(2015, 6, 1))
    corriger(essai.base, "relogement", relogement, plafond_apl=34_109)
    vue = section(qtbot, essai)
    assert etats(vue)[3] == "non remplie"
    assert "loyer 341,10 €, 0,01 € de trop" in lus(vue)
    corriger(essai.base, "relogement", relogement, plafond_apl=34_110)
    vue = section(qtbot, essai)
    assert etats(vue)[3] == "remplie"
    assert "loyer 341,10 € pour un plafond de 341,10 €" in lus(vue)
    essai.base.fermer()


def test_une_ligne_tapee_donne_le_forfait_et_la_section_le_montre_aussitot(qtbot: QtBot, tmp_path: Path) -> None:
    essai, relogement = relogee(tmp_path, naissance=date(2015, 6, 1))
    vue = section(qtbot, essai)
    ajouter_ligne_minoration(
        essai.base, du=JOUR, zone=ZoneMinoration.DEUX, pieces_min=3, pieces_max=4, montant=123_400,
        reference="Note inventée",
    )
    montrer(vue, essai)
    qtbot.waitUntil(lambda: "il manque la zone du logement (arrêté du 5 mai 1995)" in lus(vue))
    fiche = ouvrir_fiche("minoration", essai.contexte, essai.menage)
    assert isinstance(fiche, FicheDeclaree)
    qtbot.addWidget(fiche)
    fiche.show()
    fiche.formulaire.rangs["zone_minoration"].saisie.poser("2")
    fiche.formulaire.rangs["zone_minoration"].saisie.quitte.emit()
    qtbot.waitUntil(lambda: "Forfait pour un T4 en zone 2" in lus(fiche))
    corriger(essai.base, "relogement", relogement, zone_minoration=ZoneMinoration.DEUX)
    montrer(vue, essai)
    qtbot.waitUntil(lambda: "Forfait pour un T4 en zone 2" in lus(vue))
    assert "1 234 €" in lus(vue).replace("\u202f", " ")
    essai.base.fermer()


def test_hors_anru_le_dossier_n_en_parle_pas(qtbot: QtBot, tmp_path: Path) -> None:
    essai, _ = relogee(tmp_path)
    modifier_operation(essai.base, essai.fiche.operation["id"], anru=False)
    assert "Droit à la minoration" not in lus(section(qtbot, essai))
    essai.base.fermer()


def test_la_fiche_refait_les_conditions_quand_le_plafond_se_tape(qtbot: QtBot, tmp_path: Path) -> None:
    essai, _ = relogee(tmp_path, naissance=date(2015, 6, 1))
    fiche = ouvrir_fiche("minoration", essai.contexte, essai.menage)
    assert isinstance(fiche, FicheDeclaree)
    qtbot.addWidget(fiche)
    fiche.show()
    assert "seul ou seule, 1 personne à charge" in lus(fiche)
    fiche.formulaire.rangs["plafond_apl"].saisie.poser("341,09")
    fiche.formulaire.rangs["plafond_apl"].saisie.quitte.emit()
    qtbot.waitUntil(lambda: "0,01 € de trop" in lus(fiche))
    assert "plafond tapé par un agent" in lus(fiche)
    essai.base.fermer()
