"""Défaire un geste dont l'heure est celle du geste précédent."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from relogement.services.annulation import annuler
from relogement.services.operations import modifier_operation
from relogement.stockage.lectures import lignes_operations
from tests.ui.outils import base_neuve, operation


def test_un_geste_fait_au_meme_instant_que_le_precedent_s_annule(tmp_path: Path) -> None:
    base = base_neuve(tmp_path)
    cle = operation(base)
    geste = modifier_operation(base, cle, travaux_le=date(2028, 3, 1)).geste_id
    assert geste is not None
    annuler(base, geste)
    assert lignes_operations(base)[0].valeurs["travaux_le"] == date(2027, 9, 1)
    base.fermer()
