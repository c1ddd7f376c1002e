"""Changer de logement vide ce qui ne valait que pour celui d'avant, le dit, et garde le reste."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from relogement.services.vivier import ajouter_logement_offert, reprendre_logement_offert
from tests.ui.fiches.dossiers import Essai
from tests.ui.fiches.test_gestes import ouvrir, taper
from ui.ecrans.logements.proposer import proposer
from ui.fiches.fiche import FicheDeclaree
from ui.fiches.propositions import VIDANGE
from ui.socle.elements import Texte

DE_L_AUTRE = {
    "rls": "43", "apl": "254", "equivalent": "non", "equivalent_raison": "un seul accès", "loi_etat": "oui",
    "hors_quartier": "oui", "construit_pour_lui": "oui",
}
GARDES = {"envoyee_le": "03/11/2026", "mode": "recommande", "raison_sans_neuf": "rien de neuf à Nantes"}


@pytest.fixture
def deux(essai: Essai) -> tuple[str, str]:
    """Deux logements du vivier, la clé de chacun."""
    noms = "Pins", "Quais"
    cles = [ajouter_logement_offert(essai.base, libelle=nom, commune="Nantes", type="T4").id for nom in noms]
    return str(cles[0]), str(cles[1])


def vides(fiche: FicheDeclaree) -> set[str]:
    rangs = fiche.formulaire.rangs
    return {c.nom for c in VIDANGE.champs if rangs[c.nom].texte in ("", "non") and c.nom in DE_L_AUTRE}


def dit(fiche: FicheDeclaree) -> str:
    return "".join(t.text() for t in fiche.findChildren(Texte) if t.text().startswith("Le logement a changé"))


@pytest.mark.parametrize("avant", ["choisi", "décrit"])
def test_changer_de_logement_dans_la_fiche_vide_et_le_dit(
    qtbot: QtBot, essai: Essai, deux: tuple[str, str], avant: str
) -> None:
    fiche = ouvrir(qtbot, essai, "proposition")
    taper(fiche, **({"logement": deux[0]} if avant == "choisi" else {"libelle": "Le Clos", "loyer": "400"}))
    taper(fiche, **DE_L_AUTRE | GARDES)
    assert dit(fiche) == ""
    taper(fiche, logement=deux[1])
    assert {nom: fiche.formulaire.rangs[nom].texte for nom in GARDES} == GARDES
    assert vides(fiche) == set(DE_L_AUTRE)
    for mots in ("APL dans ce logement (254", "un seul accès", "Hors du quartier quitté (oui)"):
        assert mots in dit(fiche)
    brouillon = essai.contexte.brouillon(fiche.cle_brouillon)
    assert {brouillon[nom] for nom in DE_L_AUTRE} <= {"", "non"}
    assert dit(ouvrir(qtbot, essai, "proposition")) == dit(fiche)


def test_proposer_un_autre_logement_depuis_le_vivier_vide_le_brouillon(
    qtbot: QtBot, essai: Essai, deux: tuple[str, str]
) -> None:
    taper(ouvrir(qtbot, essai, "proposition"), logement=deux[0], **DE_L_AUTRE | GARDES)
    proposer(essai.contexte, essai.menage, UUID(deux[0]))
    assert essai.contexte.brouillon(f"proposition/{essai.menage}")["apl"].startswith("254")
    proposer(essai.contexte, essai.menage, UUID(deux[1]))
    fiche = ouvrir(qtbot, essai, "proposition")
    assert fiche.formulaire.rangs["logement"].texte == deux[1]
    assert {nom: fiche.formulaire.rangs[nom].texte for nom in GARDES} == GARDES
    assert vides(fiche) == set(DE_L_AUTRE)
    assert "APL dans ce logement (254" in dit(fiche)


def test_un_point_que_l_agent_avait_dit_se_repond_de_nouveau_d_apres_le_dossier(
    qtbot: QtBot, essai: Essai, deux: tuple[str, str]
) -> None:
    fiche = ouvrir(qtbot, essai, "proposition")
    taper(fiche, logement=deux[0])
    calcule = fiche.formulaire.rangs["loi_perimetre"].texte
    taper(fiche, loi_perimetre="non" if calcule == "oui" else "oui")
    taper(fiche, logement=deux[1])
    assert fiche.formulaire.rangs["loi_perimetre"].texte == calcule


def test_une_raison_deja_ecrite_ne_tait_pas_que_le_nouveau_logement_est_pris(
    qtbot: QtBot, essai: Essai, deux: tuple[str, str]
) -> None:
    reprendre_logement_offert(essai.base, UUID(deux[1]), le=date(2026, 11, 1), raison="travaux")
    fiche = ouvrir(qtbot, essai, "proposition")
    taper(fiche, logement=deux[0], raison_envoi="un point à non", envoyee_le="3/11/2026")
    taper(fiche, logement=deux[1])
    assert any("a été repris" in t.text() for t in fiche.findChildren(Texte) if not t.isHidden())
