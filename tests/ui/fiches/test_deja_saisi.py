"""La fiche de la proposition propose le logement que l'on est en train de décrire une seconde fois."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from relogement.stockage.lectures_vivier import lignes_vivier
from tests.ui.fiches.dossiers import Essai
from tests.ui.fiches.test_gestes import ouvrir, taper, valider
from ui.fiches.suggestion import VueSuggestion

DECRIT = {"libelle": "Résidence des tilleuls  porte 4", "type": "T4", "commune": "nantes"}


def test_un_logement_deja_saisi_se_propose_et_se_choisit_d_un_bouton(qtbot: QtBot, essai: Essai) -> None:
    essai.refuser()
    fiche = ouvrir(qtbot, essai, "proposition")
    vue = fiche.findChild(VueSuggestion)
    assert vue is not None
    assert vue.isHidden()
    taper(fiche, **DECRIT, envoyee_le="3/11/2026")
    assert not vue.isHidden()
    assert "« Résidence des Tilleuls, porte 4, T4 » est déjà saisi" in vue.phrase.text()
    fiche.formulaire.demander_validation()
    assert len(essai.fiche.propositions) == 1
    vue.bouton.click()
    assert vue.isHidden()
    assert fiche.formulaire.rangs["libelle"].isHidden()
    choisi = fiche.formulaire.rangs["logement"].texte
    assert essai.contexte.brouillon(fiche.cle_brouillon)["logement"] == choisi
    taper(fiche, raison_envoi="le seul du trimestre")
    valider(qtbot, fiche)
    assert [str(p["logement_id"]) for p in essai.fiche.propositions] == [choisi, choisi]
    assert len(lignes_vivier(essai.base, au=essai.base.aujourd_hui())) == 1


def test_un_autre_logement_ne_propose_rien(qtbot: QtBot, essai: Essai) -> None:
    essai.refuser()
    fiche = ouvrir(qtbot, essai, "proposition")
    taper(fiche, **DECRIT | {"type": "T3"})
    vue = fiche.findChild(VueSuggestion)
    assert vue is not None
    assert vue.isHidden()
