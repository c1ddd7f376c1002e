"""Les fiches disent ce que le dossier sait : chaque point d'une proposition, chaque condition de la minoration."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from relogement.services.entretiens import enregistrer_entretien
from relogement.vocabulaire import Besoin
from tests.ui.fiches.dossiers import Essai, preparer
from tests.ui.fiches.test_gestes import ouvrir, taper, valider
from ui.fiches.fiche import FicheDeclaree
from ui.fiches.points import NOMS_POINTS
from ui.socle.elements import Texte

CHOISI = {
    "libelle": "Le Clos", "type": "T3", "etage": "3", "ascenseur": "non", "commune": "Nantes", "loyer": "300",
    "charges": "80", "rls": "0", "apl": "260", "hors_quartier": "non", "envoyee_le": "3/11/2026",
}


@pytest.fixture
def essai(tmp_path: Path) -> Iterator[Essai]:
    """Deux personnes dans un T3 à Nantes ; la mère a besoin d'un rez-de-chaussée ou d'un ascenseur."""
    fait = preparer(tmp_path)
    enregistrer_entretien(
        fait.base, fait.menage, le=date(2026, 4, 1), besoins=[Besoin.RDC_ASCENSEUR], souhaits={"type": "T3"}
    )
    yield fait
    fait.base.fermer()


def points(fiche: FicheDeclaree) -> dict[str, str]:
    """Les réponses des points qui en ont une."""
    return {nom: fiche.formulaire.rangs[nom].texte for nom in NOMS_POINTS if fiche.formulaire.rangs[nom].texte}


def dit(fiche: FicheDeclaree) -> str:
    """Ce que la fiche dit d'après le dossier."""
    return "\n".join(t.text() for t in fiche.findChildren(Texte) if t.text().startswith("D'après le dossier"))


def test_rien_ne_se_repond_tant_qu_aucun_logement_n_est_designe(qtbot: QtBot, essai: Essai) -> None:
    fiche = ouvrir(qtbot, essai, "proposition")
    assert (points(fiche), dit(fiche)) == ({}, "")


def test_chaque_point_que_le_dossier_sait_est_repondu_avec_sa_phrase(qtbot: QtBot, essai: Essai) -> None:
    fiche = ouvrir(qtbot, essai, "proposition")
    taper(fiche, **CHOISI)
    assert points(fiche) == {
        "adapte_type": "oui", "adapte_accessibilite": "non", "adapte_budget": "oui", "loi_besoins": "non",
        "loi_moyens": "oui", "loi_perimetre": "oui",
    }
    for attendu in (
        "✓ type : T3, le ménage souhaite un T3", "sans ascenseur, besoin : rez-de-chaussée ou ascenseur",
        "? lieu : aucun souhait de lieu n'est noté", "? état : à constater sur place",
    ):
        assert attendu in dit(fiche)


def test_une_reponse_suit_ce_que_l_on_tape_et_celle_de_l_agent_reste(qtbot: QtBot, essai: Essai) -> None:
    fiche = ouvrir(qtbot, essai, "proposition")
    taper(fiche, **CHOISI)
    taper(fiche, ascenseur="oui")
    assert points(fiche)["adapte_accessibilite"] == "oui"
    taper(fiche, adapte_accessibilite="", adapte_type="non")
    taper(fiche, ascenseur="non", type="T4")
    assert "adapte_accessibilite" not in points(fiche)
    assert points(fiche)["adapte_type"] == "non"


def test_un_point_calcule_a_non_demande_la_raison_de_l_envoi(qtbot: QtBot, essai: Essai) -> None:
    fiche = ouvrir(qtbot, essai, "proposition")
    taper(fiche, **CHOISI)
    fiche.formulaire.demander_validation()
    assert not essai.fiche.propositions
    taper(fiche, raison_envoi="Ascenseur posé avant l'entrée")
    valider(qtbot, fiche)
    (p,) = essai.fiche.propositions
    assert (p["adapte_type"], p["adapte_accessibilite"], p["adapte_lieu"], p["loi_etat"]) == (True, False, None, None)


def test_un_logement_du_vivier_se_juge_de_meme_avec_l_aide_estimee(qtbot: QtBot, essai: Essai) -> None:
    essai.proposer()
    (cle,) = essai.fiche.offerts
    fiche = ouvrir(qtbot, essai, "proposition")
    taper(fiche, logement=str(cle), envoyee_le="3/11/2026")
    assert points(fiche)["adapte_type"] == "non"
    assert "? budget : inconnu : RLS, APL du logement proposé" in dit(fiche)
    taper(fiche, rls="43,06", apl="260")
    assert points(fiche)["adapte_budget"] == "oui"
