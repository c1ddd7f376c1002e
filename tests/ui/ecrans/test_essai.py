"""Essayer un logement du vivier : ses chiffres sont ceux que l'envoi figerait, et rien n'est enregistré."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from relogement.services.menages import modifier_personne
from relogement.services.propositions import envoyer_proposition
from relogement.services.tableau_menage import budgets_menage, essai_menage
from relogement.services.vivier import ajouter_logement_offert, reprendre_logement_offert, retirer_logement_offert
from tests.outils import cle, photographie
from tests.ui.ecrans.test_section_budget import Vue as VueBudget
from tests.ui.fiches.dossiers import LE, Essai, preparer
from ui.ecrans.menage.tableau_budget import TableauBudget
from ui.socle.elements import Bouton

OFFRE: dict[str, Any] = {
    "type": "T4", "surface": 7_200, "loyer": 36_000, "charges": 8_000, "commune": "Rezé", "bailleur": "Habitat Sud",
}


@pytest.fixture
def essai(tmp_path: Path) -> Iterator[Essai]:
    fait = preparer(tmp_path)
    modifier_personne(fait.base, fait.personnes[1], naissance=date(2015, 6, 1))
    yield fait
    fait.base.fermer()


@pytest.fixture
def logement(essai: Essai) -> UUID:
    return cle(ajouter_logement_offert(essai.base, libelle="Le Clos", **OFFRE))


class Vue(VueBudget):
    """La même section, où l'on clique par le mot du bouton, qui est à deux tableaux."""

    def cliquer(self, mot: str) -> None:
        (bouton,) = [b for b in self.section.findChildren(Bouton) if b.isVisible() and mot in (
            b.text().strip(), b.accessibleDescription())]
        bouton.click()
        QApplication.processEvents()

    @property
    def tableaux(self) -> list[TableauBudget]:
        return [t for t in self.section.findChildren(TableauBudget) if t.isVisible()]


def test_l_essai_dit_ce_que_l_envoi_figerait(essai: Essai, logement: UUID) -> None:
    _, essayee = essai_menage(essai.base, essai.menage, logement, LE.date())
    envoyer_proposition(essai.base, essai.menage, logement, envoyee_le=LE.date())
    envoyee = budgets_menage(essai.base, essai.menage, LE.date())[1]
    assert essayee.estimation is not None
    assert essayee.montre.mensualite_residuelle == envoyee.montre.mensualite_residuelle
    assert (essayee.montre.taux_effort, essayee.montre.reste_par_uc_jour) == (
        envoyee.montre.taux_effort, envoyee.montre.reste_par_uc_jour
    )
    assert (essayee.fourchette, essayee.acces) == (envoyee.fourchette, envoyee.acces)
    assert essayee.quitte is not None
    assert envoyee.quitte is not None
    assert essayee.quitte.mensualite_residuelle == envoyee.quitte.mensualite_residuelle


def test_un_logement_s_essaie_s_explique_et_s_imprime_sans_rien_enregistrer(
    qtbot: QtBot, essai: Essai, logement: UUID, tmp_path: Path
) -> None:
    avant = photographie(essai.base)
    vue = Vue(qtbot, essai)
    essai.invites.reponses.append(str(logement))
    vue.cliquer("Choisir dans le vivier")
    assert "Essai : Le Clos : accessible pour ce ménage" in "\n".join(vue.textes)
    assert len(vue.tableaux) == 2
    vue.cliquer("Pourquoi ce montant ? Essai : Le Clos")
    assert "Base de ressources (R)" in "\n".join(vue.textes)
    sortie = tmp_path / "fiche.pdf"
    essai.invites.reponses.append(sortie)
    vue.cliquer("Imprimer pour la famille")
    qtbot.waitUntil(sortie.exists)
    assert sortie.read_bytes().startswith(b"%PDF")
    assert photographie(essai.base) == avant


def test_sans_logement_a_proposer_cela_se_dit(qtbot: QtBot, essai: Essai, logement: UUID) -> None:
    reprendre_logement_offert(essai.base, logement, le=LE.date(), raison="vendu")
    vue = Vue(qtbot, essai)
    vue.cliquer("Choisir dans le vivier")
    assert "Aucun logement du vivier n'est à proposer" in essai.invites.questions[-1]


def test_un_logement_retire_n_est_plus_essaye(qtbot: QtBot, essai: Essai, logement: UUID) -> None:
    vue = Vue(qtbot, essai)
    vue.section.essayer(essai.fiche, logement)
    assert len(vue.tableaux) == 2
    retirer_logement_offert(essai.base, logement)
    vue.montrer()
    assert len(vue.tableaux) == 1
    assert "Choisir dans le vivier" in [b.text().strip() for b in vue.section.findChildren(Bouton) if b.isVisible()]
