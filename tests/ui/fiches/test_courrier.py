"""Imprimer un courrier : l'aperçu d'abord, les blancs dits, puis le PDF écrit et rangé, qui s'annule."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from relogement.services.courriers import recrire_courrier
from relogement.services.menages import affecter_referent, modifier_logement
from relogement.services.organisation import regler_organisation
from relogement.stockage.base import Base
from relogement.stockage.lectures import fiche_menage
from tests.ui.ecrans import dossiers
from tests.ui.socle.faux import FaussesInvites
from ui.fiches.courrier import SANS_BLANC, FicheCourrier
from ui.fiches.registre import ouvrir_fiche
from ui.socle.contexte import Contexte


@pytest.fixture
def contexte(tmp_path: Path) -> Contexte[Base]:
    return dossiers.contexte_de(dossiers.base_neuve(tmp_path), FaussesInvites())


@pytest.fixture
def menage(contexte: Contexte[Base]) -> UUID:
    return dossiers.menage(contexte.base, dossiers.operation(contexte.base))


def ouvrir(qtbot: QtBot, contexte: Contexte[Base], menage: UUID, champ: str | None = None) -> FicheCourrier:
    fiche = ouvrir_fiche("courrier", contexte, menage, None, champ)
    assert isinstance(fiche, FicheCourrier)
    qtbot.addWidget(fiche)
    fiche.resize(1000, 800)
    with qtbot.waitExposed(fiche):
        fiche.show()
    return fiche


def test_l_apercu_se_montre_et_les_blancs_se_disent(
    qtbot: QtBot, contexte: Contexte[Base], menage: UUID
) -> None:
    fiche = ouvrir(qtbot, contexte, menage)
    assert fiche.modele.currentText() == "Annonce de l'opération"
    assert len(fiche.apercu.pages) == 1
    assert "– le nom de l'organisation" in fiche.blancs.text()
    assert fiche.imprimer.isEnabled()


def test_ce_qui_manque_pour_un_courrier_se_lit_a_la_place_de_l_apercu(
    qtbot: QtBot, contexte: Contexte[Base], menage: UUID
) -> None:
    fiche = ouvrir(qtbot, contexte, menage, "modele=refus")
    assert fiche.modele.currentText() == "Formulaire de refus"
    assert fiche.apercu.pages == ()
    assert not fiche.imprimer.isEnabled()
    fiche.modele.setCurrentIndex(fiche.modele.findData("invitation_entretien"))
    assert len(fiche.apercu.pages) == 1


def test_sans_blanc_cela_se_dit(qtbot: QtBot, contexte: Contexte[Base], menage: UUID) -> None:
    regler_organisation(contexte.base, nom="MOUS")
    modifier_logement(contexte.base, menage, adresse="12 rue des Érables")
    affecter_referent(contexte.base, menage, agent="Nadia R.", du=date(2026, 1, 20))
    recrire_courrier(contexte.base, "annonce", objet="Annonce", corps="Bonjour {menage}.")
    assert ouvrir(qtbot, contexte, menage).blancs.text() == SANS_BLANC


def test_imprimer_ecrit_range_et_s_annule(
    qtbot: QtBot, contexte: Contexte[Base], menage: UUID, tmp_path: Path
) -> None:
    fiche = ouvrir(qtbot, contexte, menage)
    sortie = tmp_path / "annonce"
    assert isinstance(contexte.invites, FaussesInvites)
    contexte.invites.reponses.append(sortie)
    with qtbot.waitSignal(fiche.termine):
        fiche.imprimer.click()
    assert sortie.with_suffix(".pdf").read_bytes().startswith(b"%PDF")
    assert [p["libelle"] for p in fiche_menage(contexte.base, menage).pieces] == ["Annonce de l'opération"]
    contexte.annuler_dernier()
    assert fiche_menage(contexte.base, menage).pieces == ()


def test_renoncer_au_fichier_ne_range_rien(qtbot: QtBot, contexte: Contexte[Base], menage: UUID) -> None:
    fiche = ouvrir(qtbot, contexte, menage)
    assert isinstance(contexte.invites, FaussesInvites)
    contexte.invites.reponses.append(None)
    fiche.imprimer.click()
    assert fiche_menage(contexte.base, menage).pieces == ()
