"""Toutes les fiches d'une opération : chacune s'ouvre, refuse le vide avec une phrase, ne perd ni n'écrit rien."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from pytestqt.qtbot import QtBot

from relogement.stockage.base import Base
from tests.outils import photographie
from tests.ui.ecrans.dossiers import contexte_de
from tests.ui.outils import base_neuve, operation
from ui.fiches.cibles_operation import CIBLES_OPERATION
from ui.fiches.fiche import FicheDeclaree, FicheSansObjet
from ui.fiches.registre_operation import FICHES_OPERATION, ouvrir_fiche_operation


@pytest.fixture(scope="module")
def neuve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Base, UUID]]:
    """Une opération qui commence, partagée : ces tests n'écrivent aucun geste."""
    base = base_neuve(tmp_path_factory.mktemp("neuve"))
    yield base, operation(base)
    base.fermer()


@pytest.mark.parametrize("nom", sorted(FICHES_OPERATION))
def test_une_fiche_validee_vide_dit_quoi_faire_et_n_ecrit_rien(
    qtbot: QtBot, neuve: tuple[Base, UUID], nom: str
) -> None:
    base, cle = neuve
    avant = photographie(base)
    for demandee in (None, uuid4()):
        fiche = ouvrir_fiche_operation(nom, contexte_de(base), cle, demandee)
        qtbot.addWidget(fiche)
        fiche.show()
        if isinstance(fiche, FicheSansObjet):
            assert fiche.phrase.endswith(".")
            continue
        assert isinstance(fiche, FicheDeclaree)
        fiche.formulaire.demander_validation()
        phrases = [r.erreur for r in fiche.formulaire.rangs.values() if r.erreur]
        assert phrases or fiche.formulaire._erreur.text()
        assert all(p[0].isupper() and p.endswith((".", "…", "»")) for p in phrases)
    assert photographie(base) == avant


def test_chaque_cible_mene_a_une_fiche_et_a_un_de_ses_champs(qtbot: QtBot, neuve: tuple[Base, UUID]) -> None:
    base, cle = neuve
    for champ, vise in CIBLES_OPERATION.items():
        if vise.fiche is None:
            continue
        fiche = ouvrir_fiche_operation(vise.fiche, contexte_de(base), cle, None, vise.champ)
        qtbot.addWidget(fiche)
        assert isinstance(fiche, FicheDeclaree)
        assert (vise.champ or "").partition("=")[0] in fiche.formulaire.rangs, champ
