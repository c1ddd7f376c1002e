"""La fiche de l'accord demande pourquoi quand un autre ménage tient le logement, et seulement alors."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from relogement.services.corrections import corriger
from relogement.services.menages import creer_menage
from relogement.services.propositions import accepter_proposition, envoyer_proposition
from relogement.services.vivier import reprendre_logement_offert
from tests.ui.fiches.dossiers import Essai
from tests.ui.fiches.test_gestes import ouvrir, taper, valider
from ui.socle.elements import Texte

POURQUOI = "le premier ménage se désiste"


@pytest.fixture
def tenu(essai: Essai) -> UUID:
    """Une proposition dont un autre ménage a déjà accepté le logement, le 12 octobre."""
    p = essai.proposer()
    logement = next(x["logement_id"] for x in essai.fiche.propositions)
    voisin = creer_menage(essai.base, essai.fiche.operation["id"], nom="VOISIN Paul").id
    assert voisin is not None
    raison, envoi = "le premier hésite", date(2026, 10, 2)
    q = envoyer_proposition(essai.base, voisin, logement, envoyee_le=envoi, raison_envoi=raison).id
    assert q is not None
    accepter_proposition(essai.base, q, le=date(2026, 10, 12))
    return p


def accord(essai: Essai) -> tuple[object, object]:
    (p,) = essai.fiche.propositions
    return p["reponse"] and p["reponse"].value, p["raison_accord"]


@pytest.mark.usefixtures("tenu")
@pytest.mark.parametrize("nom", ["acceptation", "reponse"])
def test_la_fiche_montre_le_champ_la_phrase_et_garde_la_raison(qtbot: QtBot, essai: Essai, nom: str) -> None:
    fiche = ouvrir(qtbot, essai, nom)
    if nom == "reponse":
        assert fiche.formulaire.rangs["raison_accord"].isHidden()
        taper(fiche, reponse="acceptee")
    taper(fiche, le="14/10/2026")
    assert not fiche.formulaire.rangs["raison_accord"].isHidden()
    assert any("retenu pour" in t.text() and "Écrivez pourquoi" in t.text() for t in fiche.findChildren(Texte))
    fiche.formulaire.demander_validation()
    assert accord(essai) == (None, None)
    taper(fiche, raison_accord=POURQUOI)
    valider(qtbot, fiche)
    assert accord(essai) == ("acceptee", POURQUOI)


def test_un_accord_qui_va_de_soi_ne_montre_rien_de_plus(qtbot: QtBot, essai: Essai) -> None:
    essai.proposer()
    fiche = ouvrir(qtbot, essai, "acceptation")
    taper(fiche, le="14/10/2026")
    assert fiche.formulaire.rangs["raison_accord"].isHidden()
    valider(qtbot, fiche)
    assert accord(essai) == ("acceptee", None)


def test_la_raison_se_complete_avec_la_date_de_la_reponse(qtbot: QtBot, essai: Essai) -> None:
    p = essai.proposer()
    accepter_proposition(essai.base, p, le=date(2026, 10, 14))
    reprendre_logement_offert(essai.base, essai.fiche.propositions[0]["logement_id"], le=date(2026, 10, 20), raison="x")
    fiche = ouvrir(qtbot, essai, "date_reponse", p)
    taper(fiche, raison_accord=POURQUOI)
    valider(qtbot, fiche)
    assert accord(essai) == ("acceptee", POURQUOI)
    corriger(essai.base, "proposition", p, repondue_le=date(2026, 10, 21))
