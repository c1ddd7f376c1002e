"""Article 10 : qui pilote les relogements."""

from __future__ import annotations

import pytest

from relogement.regles.faits import FaitsOperation
from relogement.regles.pilotage import pilote
from relogement.vocabulaire import NatureOperation, Pilote

N = NatureOperation


@pytest.mark.parametrize(
    ("nature", "partielle", "anru", "commune", "attendu"),
    [
        (N.DEMOLITION, False, True, None, Pilote.COMMUNE),
        (N.DEMOLITION, False, True, False, Pilote.COMMUNE),
        (N.DEMOLITION, False, False, None, Pilote.BAILLEUR),
        (N.DEMOLITION, False, False, False, Pilote.BAILLEUR),
        (N.DEMOLITION, False, False, True, Pilote.COMMUNE),
        (N.RESTRUCTURATION, False, True, None, Pilote.COMMUNE),
        (N.CHANGEMENT_USAGE, False, False, True, Pilote.COMMUNE),
        (N.REHABILITATION, False, False, None, Pilote.BAILLEUR),
        (N.REHABILITATION, False, True, True, Pilote.BAILLEUR),
        (N.REHABILITATION, True, True, None, Pilote.COMMUNE),
        (N.REHABILITATION, True, False, None, Pilote.BAILLEUR),
        (N.REHABILITATION, True, False, True, Pilote.COMMUNE),
    ],
)
def test_le_pilote_suit_la_nature_de_l_operation(
    nature: NatureOperation, partielle: bool, anru: bool, commune: bool | None, attendu: Pilote
) -> None:
    faits = FaitsOperation(nature, demolition_partielle=partielle, anru=anru, commune_pilote=commune)
    assert pilote(faits) is attendu
