"""Ce que les tests des gestes partagent : un dossier d'essai."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.outils import nouveau_menage, nouvelle_base, nouvelle_operation
from tests.services.dossier import Dossier


@pytest.fixture
def d(tmp_path: Path) -> Dossier:
    """Un ménage d'une personne dans une démolition, le 18 novembre 2026."""
    base, horloge = nouvelle_base(tmp_path)
    operation = nouvelle_operation(base)
    return Dossier(base, horloge, operation, nouveau_menage(base, operation), tmp_path)
