"""Une proposition ancienne d'un logement offert depuis à un autre : son refus se note avec l'envoi."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from relogement.services.menages import creer_menage
from relogement.services.propositions import accepter_proposition, envoyer_proposition
from relogement.services.relogements import signer_bail
from relogement.services.vivier import ajouter_logement_offert
from relogement.vocabulaire import MotifRefus, Reponse
from tests.outils import cle
from tests.ui.fiches.dossiers import Essai
from tests.ui.fiches.test_gestes import ouvrir, taper, valider
from ui.fiches.fiche import FicheDeclaree
from ui.fiches.refus import DEJA_REFUSEE


@pytest.fixture
def loue(essai: Essai) -> UUID:
    """Un logement offert le 1er octobre à un voisin, qui l'a loué le 15."""
    voisin = cle(creer_menage(essai.base, essai.fiche.operation["id"], nom="VOISIN Paul"))
    logement = cle(ajouter_logement_offert(essai.base, libelle="Les Pins, porte 2", type="T3"))
    p = cle(envoyer_proposition(essai.base, voisin, logement, envoyee_le=date(2026, 10, 1)))
    accepter_proposition(essai.base, p, le=date(2026, 10, 5))
    signer_bail(essai.base, voisin, p, bail_signe_le=date(2026, 10, 15))
    return logement


def montres(fiche: FicheDeclaree) -> list[str]:
    return [c.nom for c in DEJA_REFUSEE if not fiche.formulaire.rangs[c.nom].isHidden()]


def test_le_refus_ne_se_demande_que_d_un_logement_offert_depuis(qtbot: QtBot, essai: Essai, loue: UUID) -> None:
    fiche = ouvrir(qtbot, essai, "proposition")
    assert montres(fiche) == []
    taper(fiche, logement=str(loue), envoyee_le="15/10/2026")
    assert fiche._alerte.text() == (
        "Ce logement est attribué à BEL-0002 depuis le 15/10/2026. Choisissez-en un autre."
    )
    taper(fiche, envoyee_le="1/10/2026")
    assert fiche._alerte.text().endswith("Écrivez la raison de l'envoi.")
    assert montres(fiche) == []
    taper(fiche, envoyee_le="30/9/2026")
    assert fiche._alerte.text() == (
        "Ce logement est attribué à BEL-0002 depuis le 15/10/2026. Écrivez la raison de l'envoi. "
        "Si ce ménage l'avait refusé avant, notez plutôt ce refus ci-dessus."
    )
    assert montres(fiche) == ["refusee_le", "motif", "motif_texte"]


def test_l_envoi_et_le_refus_se_notent_ensemble_sans_raison(qtbot: QtBot, essai: Essai, loue: UUID) -> None:
    fiche = ouvrir(qtbot, essai, "proposition")
    taper(fiche, logement=str(loue), envoyee_le="15/9/2026", refusee_le="20/9/2026")
    assert fiche._alerte.text() == ""
    assert montres(fiche) == ["refusee_le", "motif", "motif_texte"], "ce qui est tapé reste sous les yeux"
    fiche.formulaire.demander_validation()
    assert fiche.formulaire.rangs["motif"].erreur == "Choisissez le motif du refus dans la liste."
    taper(fiche, motif="quartier", motif_texte="Trop loin de l'école")
    valider(qtbot, fiche)
    p = essai.fiche.propositions[0]
    assert (p["reponse"], p["repondue_le"], p["motif"]) == (Reponse.REFUSEE, date(2026, 9, 20), MotifRefus.QUARTIER)
    assert (p["raison_envoi"], p["envoi_malgre"]) == (None, None)
