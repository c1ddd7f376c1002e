"""La fiche où se date une réponse, où se motive un refus, permet aussi de dire que cela ne se retrouve pas."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from relogement import modeles as m
from relogement.services.inconnus import DATE, MOTIF
from relogement.services.propositions import refuser_proposition
from relogement.vocabulaire import MotifRefus
from tests.ui.fiches.dossiers import Essai
from tests.ui.fiches.test_gestes import ouvrir, taper, valider

RAISON = "Le suivi d'alors ne le dit pas"


@pytest.fixture
def reprise(essai: Essai) -> UUID:
    """Un refus repris d'un suivi : ni date, ni motif."""
    p = essai.proposer()
    refuser_proposition(essai.base, p, le=date(2026, 10, 12), motif=MotifRefus.COUT, motif_texte="Trop cher")
    with essai.base.geste("essai", "Essai") as g:
        fiche = g.s.get_one(m.Proposition, p)
        fiche.repondue_le = fiche.motif = fiche.motif_texte = None
    return p


def dit(essai: Essai, *noms: str) -> list[Any]:
    (p,) = essai.fiche.propositions
    return [p[nom] for nom in noms]


@pytest.mark.parametrize(
    ("nom", "quoi", "connu", "tape"),
    [("date_reponse", DATE, "repondue_le", {"repondue_le": "12/10/2026"}),
     ("motif_refus", MOTIF, "motif", {"motif": "cout", "motif_texte": "Trop cher"})],
)
def test_la_fiche_dit_l_inconnu_puis_ce_qui_se_retrouve(
    qtbot: QtBot, essai: Essai, reprise: UUID, nom: str, quoi: str, connu: str, tape: dict[str, str]
) -> None:
    fiche = ouvrir(qtbot, essai, nom, reprise)
    fiche.formulaire.demander_validation()
    assert dit(essai, quoi, connu) == [None, None]
    taper(fiche, **{quoi: RAISON})
    valider(qtbot, fiche)
    assert dit(essai, quoi, connu) == [RAISON, None]
    assert dit(essai, f"{quoi}_le") == [essai.contexte.aujourd_hui()]
    fiche = ouvrir(qtbot, essai, nom, reprise)
    assert not fiche.formulaire.rangs[quoi].isHidden()
    taper(fiche, **tape)
    assert fiche.formulaire.rangs[quoi].isHidden()
    valider(qtbot, fiche)
    assert dit(essai, quoi, f"{quoi}_le") == [None, None]
    assert dit(essai, connu)[0] is not None


def test_la_date_d_une_reponse_dit_de_quelle_proposition_et_ce_qui_la_borne(qtbot: QtBot, essai: Essai) -> None:
    fiche = ouvrir(qtbot, essai, "date_reponse", essai.refuser())
    assert fiche.titre == "Date de la réponse : proposition 1, Résidence des Tilleuls, porte 4, envoyée le 01/10/2026"
    taper(fiche, repondue_le="30/09/2026")
    fiche.formulaire.demander_validation()
    assert fiche.formulaire.rangs["repondue_le"].erreur == (
        "Cette date précède l'envoi de la proposition, le 01/10/2026."
    )
